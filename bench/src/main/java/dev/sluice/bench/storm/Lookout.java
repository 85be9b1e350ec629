package dev.sluice.bench.storm;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/// Waits for attempts to come where a blow is aimed. One for each thread: it holds a connection.
record Lookout(Ground ground, Connection metadata) implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final Duration CHOOSY = Duration.ofSeconds(6);

    static Lookout open(Ground ground) throws SQLException {
        return new Lookout(ground, ground.metadata());
    }

    /// An attempt that is just there, after a while any that runs, in the hands of a server that is
    /// awake and `welcome`. The aim is chance, what was hit in the end is counted.
    Optional<Attempt> reached(Moment aim, IntPredicate welcome, Duration choosyFor)
            throws SQLException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            boolean choosy = System.nanoTime() - begin < choosyFor.toNanos();
            for (Attempt a : Attempt.open(metadata)) {
                int place = ground.place(a.pid());
                boolean fits = a.moment() == aim || !choosy && a.moment().isRunning();
                if (fits && place >= 0 && welcome.test(place)) return Optional.of(a);
            }
            LockSupport.parkNanos(15_000_000);
        }
        return Optional.empty();
    }

    /// Waits for a commit more than there were `before`, though not for long.
    void progress(long before) throws SQLException {
        long begin = System.nanoTime();
        while (commits() == before && System.nanoTime() - begin < PATIENCE.toNanos())
            LockSupport.parkNanos(100_000_000);
    }

    long commits() throws SQLException {
        try (var query =
                        metadata.prepareStatement(
                                "SELECT count(*) FROM run_log WHERE message = 'committed'");
                var row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// What is, or was when it died, in the hands of this process.
    List<Attempt> inHands(long pid) throws SQLException {
        return Attempt.open(metadata).stream().filter(a -> a.pid() == pid).toList();
    }

    @Override
    public void close() throws SQLException {
        metadata.close();
    }
}
