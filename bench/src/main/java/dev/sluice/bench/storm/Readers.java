package dev.sluice.bench.storm;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Others in a target while it is worked on: one reads `shelf` again and again, one keeps it for
/// seconds in a transaction, so that a change of it must queue, and the judge looks how long the
/// reads wait: behind a change that waits itself, and behind one that holds the table.
/// <https://www.postgresql.org/docs/18/view-pg-locks.html>
record Readers(Databases ground, String name, Tally tally, BooleanSupplier over, long seed) {
    /// The lock limit of a run (`Limits.USUAL`), and what a loaded machine may add.
    private static final Duration QUEUED = Duration.ofSeconds(3 + 2);

    /// And the limit for a transaction that is left open.
    private static final Duration HELD = QUEUED.plusSeconds(60);

    private static final String WAITS =
            """
            SELECT extract(epoch FROM clock_timestamp() - l.waitstart), EXISTS (SELECT FROM pg_locks h
                WHERE h.granted AND h.relation = l.relation AND h.database = l.database AND h.mode = 'AccessExclusiveLock')
            FROM pg_locks l WHERE NOT l.granted AND l.mode = 'AccessShareLock' AND l.waitstart IS NOT NULL
            AND l.relation = to_regclass('public.shelf')\
            """;

    private interface Visit {
        void with(Statement statement) throws SQLException;
    }

    List<Future<?>> begin(ExecutorService threads) {
        var random = new Random(seed);
        return List.of(
                threads.submit(() -> visited(this::read)),
                threads.submit(() -> visited(s -> keep(s, random))),
                threads.submit(() -> visited(this::look)));
    }

    private void read(Statement statement) throws SQLException {
        statement.execute("SELECT count(*) FROM shelf");
        tally.read();
        LockSupport.parkNanos(50_000_000);
    }

    /// Without a snapshot of its own: no concurrent build waits for it.
    private void keep(Statement statement, Random random) throws SQLException {
        statement.execute("BEGIN");
        statement.execute("SELECT count(*) FROM shelf");
        LockSupport.parkNanos(1_000_000L * (500 + random.nextInt(4000)));
        statement.execute("COMMIT");
        LockSupport.parkNanos(1_000_000L * (1000 + random.nextInt(3000)));
    }

    private void look(Statement statement) throws SQLException {
        try (var row = statement.executeQuery(WAITS)) {
            while (row.next()) {
                var waited = Duration.ofMillis((long) (row.getDouble(1) * 1000));
                boolean held = row.getBoolean(2);
                tally.waited(waited, held);
                if (waited.compareTo(held ? HELD : QUEUED) > 0)
                    tally.violation(
                            "%s: a read has waited for %s %s"
                                    .formatted(
                                            name,
                                            waited,
                                            held ? "behind a held table" : "in a queue"));
            }
        }
        LockSupport.parkNanos(100_000_000);
    }

    /// Comes again where the targets' server crashes.
    private @Nullable Void visited(Visit visit) {
        while (!over.getAsBoolean()) {
            try (Connection target = ground.target(name);
                    Statement statement = target.createStatement()) {
                while (!over.getAsBoolean()) visit.with(statement);
            } catch (SQLException _) {
                LockSupport.parkNanos(200_000_000);
            }
        }
        return null;
    }
}
