package dev.sluice.rollout;

import dev.sluice.drift.Drift;
import dev.sluice.drift.DriftCheck;
import dev.sluice.ledger.DrizzleRows;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow.Direction;
import dev.sluice.ledger.Managed;
import dev.sluice.ledger.StepJournal;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One attempt on one database: connect, fence, ledger, state, then a transaction a migration.
final class Run {
    private final Target target;
    private final RunContext context;
    private final RunListener listener;
    private final List<String> done = new ArrayList<>();

    Run(Target target, RunContext context, RunListener listener) {
        this.target = target;
        this.context = context;
        this.listener = listener;
    }

    /// What is done under the fence with the ledger read.
    @FunctionalInterface
    interface Work {
        Outcome with(Session session, Ledger ledger) throws SQLException, Refusal;
    }

    Outcome underFence(Work work) {
        try (Session session = Session.open(target, context)) {
            Crash.at("K02");
            connected(session);
            takeFence(session);
            Crash.at("K03");
            Ledger ledger = Ledger.read(session.connection(), context.project());
            refuseManaged(ledger.managed());
            refuseOtherProject(session);
            Crash.at("K04");
            return work.with(session, ledger);
        } catch (Refusal e) {
            return e.outcome();
        } catch (SQLException e) {
            return new Outcome.Refused(
                    SqlErrors.state(e).equals("42501") ? Gate.RIGHTS : Gate.UNREACHABLE,
                    "Before the first statement: " + SqlErrors.words(e) + " Nothing was run.");
        }
    }

    private void connected(Session session) throws SQLException {
        listener.on(
                new RunEvent.Connected(
                        TargetIdentity.read(session.connection()),
                        session.connection().getMetaData().getDatabaseMajorVersion(),
                        session.backend()));
    }

    private void takeFence(Session session) throws SQLException, Refusal {
        if (!Fence.take(session, target.limits().fence(), listener)) {
            String holders =
                    String.join(
                            "; ",
                            Fence.holders(session).stream().map(RunEvent.Holder::words).toList());
            throw new Refusal(
                    Gate.FENCE,
                    "Another run works on this database"
                            + (holders.isEmpty() ? "" : ": " + holders)
                            + ". Nothing was run. Wait for it, or end that backend, then try again.");
        }
        listener.on(new RunEvent.FenceHeld());
    }

    private void refuseManaged(@Nullable Managed managed) throws Refusal {
        if (managed == null || managed.server().equals(context.server())) return;
        throw new Refusal(
                Gate.MANAGED,
                "This database belongs to the environment "
                        + managed.environment()
                        + " of project "
                        + managed.project()
                        + " on the server "
                        + managed.server()
                        + ". Nothing was run. Release the change there: `sluice release`.");
    }

    private void refuseOtherProject(Session session) throws SQLException, Refusal {
        List<String> others = Ledger.otherProjects(session.connection(), context.project());
        if (others.isEmpty()) return;
        throw new Refusal(
                Gate.LEDGER,
                "The ledger of this database is that of project "
                        + String.join(", ", others)
                        + ", this run is for "
                        + context.project()
                        + ". Nothing was run. One database, one project: check `project:` in sluice.yaml.");
    }

    /// Runs `pending` in the given order; `live` is the catalog now.
    Outcome run(Session session, List<RunMigration> pending, Direction direction, Catalog live) {
        Catalog before = live;
        for (RunMigration migration : pending) {
            if (context.stopped().getAsBoolean())
                return new Outcome.Stopped(
                        done,
                        "Stopped before "
                                + migration.tag()
                                + ", as asked."
                                + (done.isEmpty()
                                        ? " Nothing was changed."
                                        : " " + String.join(", ", done) + " stay."));
            MigrationRun run =
                    new MigrationRun(session, target, context, listener, migration, direction);
            switch (run.tryUntilItStands(before)) {
                case MigrationRun.Result.Done(Catalog after) -> {
                    done.add(migration.tag());
                    before = after;
                }
                case MigrationRun.Result.Failed(String reason) -> {
                    return failed(reason);
                }
                case MigrationRun.Result.Escaped(String reason) -> {
                    return new Outcome.PartlyApplied(done, reason);
                }
                case MigrationRun.Result.Lost(String reason) -> {
                    return new Outcome.Unknown(done, migration.tag(), reason);
                }
            }
        }
        return new Outcome.Applied(done);
    }

    private Outcome failed(String reason) {
        return done.isEmpty()
                ? new Outcome.NothingChanged(reason)
                : new Outcome.PartlyApplied(
                        done, reason + " " + String.join(", ", done) + " stay.");
    }

    /// Stops before the first statement where the database is not in the state that was reviewed.
    /// Where an earlier attempt left the first migration between two steps it is in none: the end
    /// of it is compared instead.
    Catalog liveBefore(Session session, RunMigration first, Direction direction)
            throws SQLException, Refusal {
        var own = new StepJournal.UnderWay(first.digest(), direction);
        var underWay = StepJournal.underWay(session.connection());
        if (underWay.stream().anyMatch(u -> !u.equals(own)))
            throw new Refusal(
                    Gate.LEDGER,
                    "Another migration stands between two of its steps here (see sluice.step). Nothing was run."
                            + " Go on with that one first, with its file as it was.");
        if (!underWay.isEmpty()) refuseOtherSteps(session, first, direction);
        return liveAs(
                session,
                !underWay.isEmpty()
                        ? null
                        : direction == Direction.UP ? first.before() : first.after());
    }

    /// Steps are counted: with other statements, as by the online form and as declared, those that
    /// stand would be taken for others.
    private void refuseOtherSteps(Session session, RunMigration first, Direction direction)
            throws SQLException, Refusal {
        var steps = new HashMap<Integer, String>();
        for (List<RunStep> segment : RunStep.segments(RunStep.of(first.statements(direction))))
            steps.put(segment.getLast().number(), AloneRun.hash(segment));
        Ledger ledger = Ledger.read(session.connection(), context.project());
        var begun =
                StepJournal.next(session.connection(), ledger, first.digest(), direction).hashes();
        for (var step : begun.entrySet())
            if (!step.getValue().equals(steps.get(step.getKey())))
                throw new Refusal(
                        Gate.LEDGER,
                        first.tag()
                                + " stands between two of its steps here (see sluice.step), and was begun with other statements: step "
                                + step.getKey()
                                + " is another one. Nothing was run. Go on with the change that began it, or by its strategy.");
    }

    private Catalog liveAs(Session session, @Nullable Catalog expected)
            throws SQLException, Refusal {
        Catalog live = CatalogReader.read(session.connection());
        if (expected == null) return live;
        if (DriftCheck.of(expected, live, context.settle())
                instanceof Drift.Found(List<String> words))
            throw new Refusal(
                    Gate.FINGERPRINT,
                    "The database is not in the state that was reviewed: "
                            + String.join("; ", words)
                            + ". Nothing was run. Adopt or revert the difference, then try again.");
        return live;
    }

    /// Makes the tables that the rows of this run go into.
    void prepare(Session session) throws SQLException {
        Ledger.prepare(session.connection());
        if (target.drizzle() != null) DrizzleRows.prepare(session.connection(), target.drizzle());
    }
}
