package dev.sluice.server.changes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A migration as it will run on one target. `chain` finds its proof, with the target's major;
/// `down` is null where there is no way back, or it is not worked out yet.
public record TargetMigration(
        String digest,
        String tag,
        String drizzleHash,
        long drizzleWhen,
        String text,
        List<String> statements,
        @Nullable List<String> down,
        String chain) {
    public TargetMigration {
        statements = List.copyOf(statements);
        down = down == null ? null : List.copyOf(down);
    }

    TargetMigration withDown(@Nullable List<String> found) {
        return new TargetMigration(
                digest, tag, drizzleHash, drizzleWhen, text, statements, found, chain);
    }
}
