package dev.sluice.rollout;

import dev.sluice.ledger.DrizzleMark;
import dev.sluice.plan.TransactionMode;
import dev.sluice.schema.Catalog;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One migration as it is run. `digest` is Sluice's own and identifies it in the ledger;
/// `downStatements` are null where there is no way back. `before` and `after` are the proven
/// catalogs around it, on the target's major; null where nothing is to be compared.
public record RunMigration(
        String digest,
        String tag,
        List<String> statements,
        List<TransactionMode> modes,
        @Nullable List<String> downStatements,
        @Nullable DrizzleMark drizzle,
        @Nullable Catalog before,
        @Nullable Catalog after) {
    public RunMigration {
        statements = List.copyOf(statements);
        modes = List.copyOf(modes);
        downStatements = downStatements == null ? null : List.copyOf(downStatements);
        if (statements.size() != modes.size())
            throw new IllegalArgumentException(
                    tag + ": " + statements.size() + " statements but " + modes.size() + " modes");
    }

    /// All in one transaction, nothing compared.
    public static RunMigration of(
            String digest,
            String tag,
            List<String> statements,
            @Nullable List<String> downStatements) {
        return new RunMigration(
                digest,
                tag,
                statements,
                Collections.nCopies(statements.size(), TransactionMode.TRANSACTIONAL),
                downStatements,
                null,
                null,
                null);
    }

    public RunMigration withDrizzle(@Nullable DrizzleMark mark) {
        return new RunMigration(
                digest, tag, statements, modes, downStatements, mark, before, after);
    }

    public RunMigration between(@Nullable Catalog from, @Nullable Catalog to) {
        return new RunMigration(digest, tag, statements, modes, downStatements, drizzle, from, to);
    }
}
