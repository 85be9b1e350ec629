package dev.sluice.rollout;

import dev.sluice.ledger.DrizzleMark;
import dev.sluice.ledger.LedgerRow.Direction;
import dev.sluice.schema.Catalog;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One migration as it is run. `digest` is Sluice's own and identifies it in the ledger;
/// `downStatements` are null where there is no way back. `before` and `after` are the proven
/// catalogs around it, on the target's major; null where nothing is to be compared.
public record RunMigration(
        String digest,
        String tag,
        List<String> statements,
        @Nullable List<String> downStatements,
        @Nullable DrizzleMark drizzle,
        @Nullable Catalog before,
        @Nullable Catalog after) {
    public RunMigration {
        statements = List.copyOf(statements);
        downStatements = downStatements == null ? null : List.copyOf(downStatements);
    }

    List<String> statements(Direction direction) {
        return direction == Direction.UP ? statements : Objects.requireNonNull(downStatements);
    }

    /// Nothing is compared.
    public static RunMigration of(
            String digest,
            String tag,
            List<String> statements,
            @Nullable List<String> downStatements) {
        return new RunMigration(digest, tag, statements, downStatements, null, null, null);
    }

    public RunMigration withDrizzle(@Nullable DrizzleMark mark) {
        return new RunMigration(digest, tag, statements, downStatements, mark, before, after);
    }

    public RunMigration between(@Nullable Catalog from, @Nullable Catalog to) {
        return new RunMigration(digest, tag, statements, downStatements, drizzle, from, to);
    }
}
