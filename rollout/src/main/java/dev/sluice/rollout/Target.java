package dev.sluice.rollout;

import dev.sluice.ledger.DrizzleTable;
import org.jspecify.annotations.Nullable;

/// A database that migrations are run on. `url` may hold a password, so it is never printed.
/// `identity` is that of the registered database, null where any is right (a development database).
/// `role` is taken by SET ROLE, `searchPath` is as in `sluice.yaml`; `drizzle` is null for a
/// project that does not use Drizzle's migrator.
public record Target(
        String url,
        @Nullable TargetIdentity identity,
        @Nullable String role,
        String searchPath,
        @Nullable DrizzleTable drizzle,
        Limits limits) {
    public static Target of(String url) {
        return new Target(url, null, null, "public", null, Limits.USUAL);
    }

    public Target withIdentity(TargetIdentity wanted) {
        return new Target(url, wanted, role, searchPath, drizzle, limits);
    }

    public Target withRole(String wanted) {
        return new Target(url, identity, wanted, searchPath, drizzle, limits);
    }

    public Target withSearchPath(String wanted) {
        return new Target(url, identity, role, wanted, drizzle, limits);
    }

    public Target withDrizzle(DrizzleTable table) {
        return new Target(url, identity, role, searchPath, table, limits);
    }

    public Target withLimits(Limits wanted) {
        return new Target(url, identity, role, searchPath, drizzle, wanted);
    }

    @Override
    public String toString() {
        return "Target[" + ConnectionText.withoutSecrets(url) + "]";
    }
}
