package dev.sluice.rollout;

import dev.sluice.rollout.RunEvent.Blocker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks, while a statement of a run takes long, who keeps it waiting, and tells it as it is. A
/// step that has no lock limit of its own is cancelled where it waits longer than its patience, or
/// when somebody asks the run to stop. Where only this process ends it waits on: who takes the run
/// over finds it in the catalog.
///
/// It looks on a connection of its own, which is opened when the first statement takes longer than
/// a second. Not being able to look is no failure of the run.
final class Waiting implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofMillis(500);

    /// A prepared transaction has no process: PostgreSQL gives 0 for it.
    private static final String BLOCKERS =
            """
            SELECT b.pid, coalesce(a.application_name, ''), coalesce(a.usename, ''), coalesce(a.state, ''),
                   coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start), 0)::bigint
            FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(?)) b(pid)
            LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY 1\
            """;

    private final Target target;
    private final BooleanSupplier interrupted;
    private final RunListener listener;
    private final String tag;
    private final int backend;
    private @Nullable Connection connection;
    private @Nullable Statement current;
    private boolean closed;

    /// `patience` null: the statement has a lock limit of its own.
    private static final class Statement {
        private final int number;
        private final @Nullable Duration patience;
        private final long began = System.nanoTime();
        private final Set<Long> told = new HashSet<>();
        private List<Blocker> last = List.of();
        private long waitsSince;
        private boolean cancelled;

        Statement(int number, @Nullable Duration patience) {
            this.number = number;
            this.patience = patience;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    private Waiting(
            Target target,
            BooleanSupplier interrupted,
            RunListener listener,
            String tag,
            int backend) {
        this.target = target;
        this.interrupted = interrupted;
        this.listener = listener;
        this.tag = tag;
        this.backend = backend;
    }

    static Waiting on(
            Session session, Target target, RunContext context, RunListener listener, String tag) {
        var waiting = new Waiting(target, context.interrupted(), listener, tag, session.backend());
        Thread.ofVirtual().name("who keeps " + tag + " waiting").start(waiting::look);
        return waiting;
    }

    synchronized void begins(int number, @Nullable Duration patience) {
        current = new Statement(number, patience);
        notifyAll();
    }

    synchronized void ends() {
        current = null;
    }

    /// Who kept the statement under way waiting when it was looked at last; empty where nobody did.
    synchronized String words() {
        if (current == null || current.last.isEmpty()) return "";
        return (current.cancelled ? " It was cancelled while it waited for " : " It waited for ")
                + current.last.stream().map(Blocker::words).collect(Collectors.joining("; "))
                + ".";
    }

    @Override
    public synchronized void close() {
        closed = true;
        current = null;
        notifyAll();
    }

    private void look() {
        try {
            while (true) {
                Statement slow = nextLong();
                if (slow == null) return;
                try {
                    found(slow, blockers());
                } catch (SQLException _) {
                    disconnect();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    /// Waits for a statement that takes long; null when there will be none.
    private synchronized @Nullable Statement nextLong() throws InterruptedException {
        if (!closed) wait(EVERY.toMillis());
        while (!closed && (current == null || current.age().compareTo(LONG) < 0))
            if (current == null) wait();
            else wait(EVERY.toMillis());
        return closed ? null : current;
    }

    private List<Blocker> blockers() throws SQLException {
        if (connection == null) connection = Session.beside(target);
        List<Blocker> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(BLOCKERS)) {
            query.setInt(1, backend);
            try (ResultSet row = query.executeQuery()) {
                while (row.next())
                    found.add(
                            new Blocker(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    Duration.ofSeconds(row.getLong(5))));
            }
        }
        return found;
    }

    private synchronized void found(Statement looked, List<Blocker> blockers) throws SQLException {
        if (closed || current != looked) return;
        if (blockers.isEmpty()) {
            looked.waitsSince = 0;
            return;
        }
        looked.last = blockers;
        if (looked.waitsSince == 0) looked.waitsSince = System.nanoTime();
        if (looked.told.addAll(blockers.stream().map(Blocker::pid).toList()))
            listener.on(new RunEvent.WaitingForLock(tag, looked.number, blockers));
        if (looked.patience == null) return;
        Duration waited = Duration.ofNanos(System.nanoTime() - looked.waitsSince);
        if (waited.compareTo(looked.patience) > 0 || interrupted.getAsBoolean()) cancel(looked);
    }

    private void cancel(Statement looked) throws SQLException {
        looked.cancelled = true;
        if (connection == null) return;
        try (PreparedStatement query =
                connection.prepareStatement("SELECT pg_catalog.pg_cancel_backend(?)")) {
            query.setInt(1, backend);
            query.execute();
        }
    }

    private void disconnect() {
        try {
            if (connection != null) connection.close();
        } catch (SQLException _) {
            // it is of no more use
        }
        connection = null;
    }
}
