package dev.sluice.rollout;

import dev.sluice.ledger.StepJournal;
import dev.sluice.ledger.StepJournal.State;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One step outside a transaction: its intent is committed, then it runs, then it is recorded as
/// done. One whose intent stands already is looked for in the catalog first.
final class AloneRun {
    private final Session session;
    private final Target target;
    private final StepJournal journal;
    private final Probe probe;

    AloneRun(Session session, Target target, StepJournal journal, Probe probe) {
        this.session = session;
        this.target = target;
        this.journal = journal;
        this.probe = probe;
    }

    interface Sql {
        long run(String sql) throws SQLException;
    }

    static String kind(RunStep step) {
        return step.kind().name().toLowerCase(Locale.ROOT);
    }

    static String hash(List<RunStep> steps) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (RunStep s : steps) sha.update((s.sql() + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Null when it is done; else what stands in its way, and it was not run.
    ///
    /// @throws SQLException what the step itself says; what it left half done is cleared away then,
    ///   unless the connection is lost
    @Nullable String run(RunStep step, State state, Sql sql) throws SQLException {
        session.configure();
        Probe.Found found = probe.of(step);
        if (state == State.NOT_BEGUN) {
            String foreign = foreign(step, found);
            if (foreign != null) return foreign;
            journal.intend(step.number(), kind(step), hash(List.of(step)));
            Crash.at("K15");
            found = new Probe.Found.NotBegun();
        }
        boolean done =
                switch (found) {
                    case Probe.Found.Done() -> true;
                    case Probe.Found.NotBegun() -> false;
                    case Probe.Found.Half(List<String> repair, boolean thenDone) -> {
                        patiently();
                        for (String one : repair) sql.run(one);
                        yield thenDone;
                    }
                    case Probe.Found.Foreign(String what) -> throw new SQLException(what);
                };
        if (!done) {
            patiently();
            try {
                sql.run(step.sql());
            } catch (SQLException e) {
                clear(step, sql, e);
                throw e;
            }
        }
        Crash.at("K16");
        session.configure();
        if (!session.text("SELECT " + Fence.HELD).equals("t"))
            return "the lock that keeps other runs out was lost meanwhile; what the step did is not recorded";
        journal.applied(step.number());
        return null;
    }

    /// An INVALID index that nobody of ours began may be the work of somebody who is still at it.
    private static @Nullable String foreign(RunStep step, Probe.Found found) {
        return switch (found) {
            case Probe.Found.Foreign(String what) -> what;
            case Probe.Found.Half(List<String> repair, boolean _)
                    when step.kind() == StepKind.CREATE_INDEX ->
                    "an INVALID index of that name stands there, which no run of ours began. If nobody is building it, run `"
                            + repair.getFirst()
                            + "`, then try again";
            case Probe.Found.Half _, Probe.Found.Done _, Probe.Found.NotBegun _ -> null;
        };
    }

    /// Such a step waits for every transaction that is older than itself; a limit on that would
    /// only leave half of it behind. Where our own process ends, the server finishes it.
    private void patiently() throws SQLException {
        session.execute("SET lock_timeout = 0");
        session.execute("SET statement_timeout = " + target.limits().statement().toMillis());
        try {
            session.execute("SET client_connection_check_interval = 0");
        } catch (SQLException _) {
            // not on every platform
        }
    }

    /// After the last try: where nothing of the step is left, its intent goes too, and with it,
    /// where no other step stands, the migration is one that never began: its file may be edited.
    void giveUp(RunStep step) {
        try {
            session.configure();
            if (probe.of(step) instanceof Probe.Found.NotBegun) journal.withdraw(step.number());
        } catch (SQLException _) {
            // the intent stays, and the next try looks at the catalog
        }
    }

    /// Whether a step that failed so left nothing half done.
    static boolean isCleared(SQLException failure) {
        return failure.getSuppressed().length == 0;
    }

    private void clear(RunStep step, Sql sql, SQLException cause) {
        if (SqlErrors.isConnectionLost(cause, session.connection())) return;
        try {
            if (probe.of(step) instanceof Probe.Found.Half(List<String> repair, boolean thenDone)
                    && !thenDone) {
                // who kept the step waiting may still be there
                session.execute("SET lock_timeout = " + target.limits().lock().toMillis());
                for (String one : repair) sql.run(one);
            }
        } catch (SQLException e) {
            cause.addSuppressed(e); // the next try clears it
        }
    }
}
