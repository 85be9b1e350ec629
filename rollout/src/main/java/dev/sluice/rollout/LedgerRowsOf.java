package dev.sluice.rollout;

import dev.sluice.ledger.LedgerRow;
import dev.sluice.ledger.LedgerRow.Direction;
import dev.sluice.ledger.LedgerRow.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Rows for the ledger out of a run.
final class LedgerRowsOf {
    private LedgerRowsOf() {}

    static LedgerRow run(
            Session session,
            RunContext context,
            RunMigration migration,
            int generation,
            Direction direction,
            Origin origin,
            @Nullable String before,
            @Nullable String after)
            throws SQLException {
        return new LedgerRow(
                context.project(),
                migration.digest(),
                generation,
                direction,
                migration.tag(),
                origin,
                context.changeNo(),
                context.revisionDigest(),
                context.runId(),
                context.attempt(),
                context.epoch(),
                before,
                after,
                now(session),
                context.by(),
                "",
                "");
    }

    private static Instant now(Session session) throws SQLException {
        try (var query = session.connection().createStatement();
                ResultSet row = query.executeQuery("SELECT pg_catalog.clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
