package dev.sluice.rollout;

import dev.sluice.drift.Drift;
import dev.sluice.drift.DriftCheck;
import dev.sluice.ledger.DrizzleRows;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.ledger.LedgerRow.Direction;
import dev.sluice.ledger.LedgerRow.Origin;
import dev.sluice.ledger.StepJournal;
import dev.sluice.ledger.StepJournal.State;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One migration in one direction: one transaction that holds its statements, the proof of its
/// result, and the record of it. One that holds a step which must stand alone runs step by step
/// instead, each recorded in the journal, and its end in the ledger.
final class MigrationRun {
    private static final int NOTICES = 100;

    /// How the transaction ended. Of `Escaped` a part may stand without a ledger row; of `Lost`
    /// nobody knows yet.
    sealed interface Result {
        record Done(Catalog after) implements Result {}

        record Failed(String reason) implements Result {}

        record Escaped(String reason) implements Result {}

        record Lost(String reason) implements Result {}
    }

    private final Session session;
    private final Target target;
    private final RunContext context;
    private final RunListener listener;
    private final RunMigration migration;
    private final Direction direction;
    private @Nullable Waiting waiting;
    private String waitedFor = "";
    private String doing = "the beginning";
    private boolean committing;
    private @Nullable LedgerRow row;

    /// How many steps of a migration that runs step by step are recorded as done.
    private int standing;

    private int steps;

    MigrationRun(
            Session session,
            Target target,
            RunContext context,
            RunListener listener,
            RunMigration migration,
            Direction direction) {
        this.session = session;
        this.target = target;
        this.context = context;
        this.listener = listener;
        this.migration = migration;
        this.direction = direction;
    }

    Result tryUntilItStands(Catalog before) {
        List<RunStep> all = RunStep.of(migration.statements(direction));
        steps = all.size();
        listener.on(new RunEvent.MigrationStarted(migration.tag()));
        long began = System.nanoTime();
        Result result = watched(before, all);
        if (result instanceof Result.Done(Catalog after) && row != null)
            listener.on(new RunEvent.Recorded(row, after));
        if (result instanceof Result.Done)
            listener.on(new RunEvent.MigrationDone(migration.tag(), since(began)));
        return result;
    }

    private Result watched(Catalog before, List<RunStep> all) {
        try (Waiting own = Waiting.on(session, target, context, listener, migration.tag())) {
            waiting = own;
            return all.stream().noneMatch(s -> s.kind().isAlone())
                    ? tried(() -> inOneTransaction(all, () -> ended(before)))
                    : inSteps(before, all);
        }
    }

    private interface Work {
        Catalog done() throws SQLException, Watch.Escaped, Unproven;
    }

    /// What a transaction does after its statements.
    private interface End {
        Catalog done() throws SQLException, Unproven;
    }

    private Result tried(Work work) {
        for (int tryNumber = 1; ; tryNumber++) {
            try {
                return new Result.Done(work.done());
            } catch (Watch.Escaped e) {
                session.rollback();
                return e.committed()
                        ? new Result.Escaped(migration.tag() + ": " + e.getMessage())
                        : failed(migration.tag() + ": " + e.getMessage() + " " + whatStands());
            } catch (Unproven e) {
                session.rollback();
                return failed(String.valueOf(e.getMessage()));
            } catch (SQLException e) {
                Result ended = afterError(e);
                if (ended != null) return ended;
                if (!SqlErrors.isPassing(e) || tryNumber >= target.limits().tries())
                    return failed(words(e, tryNumber));
                pause(e, tryNumber + 1);
            }
        }
    }

    private Result failed(String reason) {
        return standing == 0 ? new Result.Failed(reason) : new Result.Escaped(reason);
    }

    private Result inSteps(Catalog before, List<RunStep> all) {
        try {
            session.configure();
            var ledger = Ledger.read(session.connection(), context.project());
            var journal =
                    StepJournal.next(session.connection(), ledger, migration.digest(), direction);
            var states = journal.states();
            standing = journal.standing().size();
            var alone = new AloneRun(session, target, journal, probe());
            for (List<RunStep> segment : RunStep.segments(all)) {
                int last = segment.getLast().number();
                State state = states.getOrDefault(last, State.NOT_BEGUN);
                if (state == State.APPLIED) continue;
                if (context.stopped().getAsBoolean())
                    return failed(
                            "Stopped before step "
                                    + segment.getFirst().number()
                                    + " of "
                                    + migration.tag()
                                    + ", as asked. "
                                    + whatStands());
                Result result =
                        segment.getFirst().kind().isAlone()
                                ? alone(alone, segment.getFirst(), state, before)
                                : tried(() ->
                                        inOneTransaction(
                                                segment,
                                                () -> {
                                                    record(journal, segment);
                                                    return before;
                                                }));
                if (!(result instanceof Result.Done)) return result;
                standing = last;
            }
        } catch (SQLException e) {
            Result ended = afterError(e);
            return ended == null ? failed(words(e, 1)) : ended;
        }
        Catalog proven = isUp() ? migration.before() : migration.after();
        Catalog from = proven == null ? before : proven; // an earlier try may have begun already
        return tried(() -> inOneTransaction(List.of(), () -> ended(from)));
    }

    private boolean isUp() {
        return direction == Direction.UP;
    }

    private Probe probe() {
        return new Probe(
                session, direction == Direction.UP ? migration.after() : migration.before());
    }

    private static void record(StepJournal journal, List<RunStep> segment) throws SQLException {
        RunStep last = segment.getLast();
        journal.intend(last.number(), AloneRun.kind(last), AloneRun.hash(segment));
        journal.applied(last.number());
    }

    private Result alone(AloneRun alone, RunStep step, State state, Catalog before) {
        for (int tryNumber = 1; ; tryNumber++) {
            doing = "step " + step.number() + " of " + steps;
            waitedFor = "";
            committing = true; // whatever is lost from here on, only the catalog tells
            listener.on(new RunEvent.StatementStarted(migration.tag(), step.number(), step.sql()));
            long began = System.nanoTime();
            try {
                String foreign =
                        alone.run(
                                step,
                                tryNumber == 1 ? state : State.INTENT,
                                sql -> run(step, target.limits().patience(), sql));
                committing = false;
                if (foreign != null)
                    return failed(
                            doing
                                    + " of "
                                    + migration.tag()
                                    + ": "
                                    + foreign
                                    + ". "
                                    + whatStands());
                listener.on(
                        new RunEvent.StatementDone(
                                migration.tag(), step.number(), since(began), 0));
                return new Result.Done(before);
            } catch (SQLException e) {
                Result ended = afterError(e);
                committing = false;
                if (ended != null) return ended;
                if (!SqlErrors.isPassing(e) || tryNumber >= target.limits().tries()) {
                    alone.giveUp(step);
                    return AloneRun.isCleared(e)
                            ? failed(words(e, tryNumber))
                            : new Result.Escaped(
                                    words(e, tryNumber)
                                            + " What the step left half done (an INVALID index) could not be cleared away yet: trying again does it.");
                }
                pause(e, tryNumber + 1);
            }
        }
    }

    /// Null when the transaction is over and another try is possible.
    private @Nullable Result afterError(SQLException e) {
        if (!SqlErrors.isConnectionLost(e, session.connection())) {
            session.rollback();
            return null;
        }
        if (committing)
            return new Result.Lost(
                    "The connection was lost while "
                            + doing
                            + " of "
                            + migration.tag()
                            + " was under way: "
                            + SqlErrors.words(e)
                            + " The database will tell once the backend is gone; nothing is run again before.");
        return new Result.Failed(
                "The connection was lost at "
                        + doing
                        + " of "
                        + migration.tag()
                        + ": "
                        + SqlErrors.words(e)
                        + " COMMIT was not sent, so the server rolls it back. "
                        + whatStands()
                        + " Try again when the server is back.");
    }

    private String words(SQLException e, int tries) {
        return doing
                + " of "
                + migration.tag()
                + " failed"
                + (tries > 1 ? " (tried " + tries + " times)" : "")
                + ": "
                + SqlErrors.words(e)
                + waitedFor
                + " "
                + whatStands();
    }

    private String whatStands() {
        if (standing > 0)
            return "Steps 1 to %d of %d of %s stand and are recorded in sluice.step; trying again goes on after them."
                    .formatted(standing, steps, migration.tag());
        return "Nothing of "
                + migration.tag()
                + (direction == Direction.UP ? " stays." : " was undone.");
    }

    private void pause(SQLException e, int nextTry) {
        Duration pause = Pause.before(nextTry, target.limits().pause());
        listener.on(
                new RunEvent.Retrying(
                        migration.tag(),
                        nextTry,
                        doing + ": " + SqlErrors.words(e) + waitedFor,
                        pause));
        Pause.of(pause);
    }

    private Catalog inOneTransaction(List<RunStep> all, End end)
            throws SQLException, Watch.Escaped, Unproven {
        committing = false;
        doing = "the beginning";
        session.configure();
        session.begin();
        Crash.at("K06");
        Watch watch = Watch.begin(session);
        runStatements(all, watch);
        Catalog after = end.done();
        watch.check(session, "The end");
        watch.checkFence(session);
        Crash.at("K09");
        commit();
        Crash.at("K11");
        return after;
    }

    private Catalog ended(Catalog before) throws SQLException, Unproven {
        doing = "reading the result";
        Catalog after = CatalogReader.read(session.connection());
        compareWithProof(after);
        Crash.at("K08");
        doing = "the ledger row";
        record(before, after);
        return after;
    }

    private void runStatements(List<RunStep> all, Watch watch) throws SQLException, Watch.Escaped {
        for (RunStep step : all) {
            doing = "statement " + step.number() + " of " + steps;
            waitedFor = "";
            listener.on(new RunEvent.StatementStarted(migration.tag(), step.number(), step.sql()));
            long began = System.nanoTime();
            long rows = run(step, null, step.sql());
            listener.on(
                    new RunEvent.StatementDone(migration.tag(), step.number(), since(began), rows));
            watch.check(session, doing);
            Crash.at("K07");
        }
    }

    /// `patience` null: the session's lock limit holds.
    private long run(RunStep step, @Nullable Duration patience, String sql) throws SQLException {
        Waiting watching = Objects.requireNonNull(waiting);
        watching.begins(step.number(), patience);
        try {
            return run(sql);
        } catch (SQLException e) {
            // not that of the cleaning up after it
            if (SqlErrors.isOfWaiting(e) && waitedFor.isEmpty()) waitedFor = watching.words();
            throw e;
        } finally {
            watching.ends();
        }
    }

    private long run(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            long rows = 0;
            boolean isRows = statement.execute(sql);
            while (isRows || statement.getLargeUpdateCount() != -1) {
                if (!isRows) rows += statement.getLargeUpdateCount();
                isRows = statement.getMoreResults();
            }
            notices(statement.getWarnings());
            return rows;
        }
    }

    private void notices(@Nullable SQLWarning first) {
        int left = NOTICES;
        for (SQLWarning w = first; w != null && left-- > 0; w = w.getNextWarning())
            listener.on(new RunEvent.Notice(migration.tag(), String.valueOf(w.getMessage())));
    }

    private void compareWithProof(Catalog after) throws Unproven {
        Catalog proven = direction == Direction.UP ? migration.after() : migration.before();
        if (proven == null) return;
        if (DriftCheck.of(proven, after, context.settle())
                instanceof Drift.Found(List<String> words))
            throw new Unproven(
                    migration.tag()
                            + " did not make the state that was proven: "
                            + String.join("; ", words)
                            + ". "
                            + (standing == 0 ? "It was rolled back. " : "")
                            + whatStands());
    }

    private void record(Catalog before, Catalog after) throws SQLException {
        Ledger ledger = Ledger.read(session.connection(), context.project());
        int generation = ledger.generation(migration.digest());
        LedgerRow made =
                LedgerRowsOf.run(
                        session,
                        context,
                        migration,
                        direction == Direction.UP ? generation + 1 : generation,
                        direction,
                        Origin.SLUICE,
                        Fingerprint.of(before).toString(),
                        Fingerprint.of(after).toString());
        row = Ledger.append(session.connection(), made);
        if (target.drizzle() == null || migration.drizzle() == null) return;
        if (direction == Direction.UP)
            DrizzleRows.write(session.connection(), target.drizzle(), migration.drizzle());
        else DrizzleRows.delete(session.connection(), target.drizzle(), migration.drizzle());
    }

    private void commit() throws SQLException {
        doing = "COMMIT";
        listener.on(new RunEvent.Committing(migration.tag()));
        committing = true;
        session.commit();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// The statements ran, and made something else than on scratch.
    private static final class Unproven extends Exception {
        Unproven(String reason) {
            super(reason);
        }
    }
}
