package dev.sluice.rollout;

import dev.sluice.ledger.LedgerRow.Direction;
import dev.sluice.ledger.LedgerRow.Origin;
import java.util.List;

/// Changes a target database: the door of the rollout.
public final class Runner {
    private Runner() {}

    /// Applies, in order, those of `migrations` that the ledger does not have. One transaction a
    /// migration; the ledger row commits with it. What Drizzle's own migrator applied before is
    /// taken over first, where the ledger is empty and the live catalog is as proven.
    public static Outcome apply(
            Target target,
            List<RunMigration> migrations,
            RunContext context,
            RunListener listener) {
        Run run = new Run(target, context, listener);
        return run.underFence((session, found) -> {
            Adoption adoption = new Adoption(session, target, context, listener);
            var ledger = adoption.adoptIfDrizzleWasHere(found, migrations);
            var pending = Pending.up(ledger, migrations, listener);
            if (pending.isEmpty()) return new Outcome.Applied(List.of());
            var live = run.liveBefore(session, pending.getFirst(), Direction.UP);
            run.prepare(session);
            return run.run(session, pending, Direction.UP, live);
        });
    }

    /// Undoes exactly `migrations` (given in the order in which they were applied), last first.
    public static Outcome undo(
            Target target,
            List<RunMigration> migrations,
            RunContext context,
            RunListener listener) {
        Run run = new Run(target, context, listener);
        return run.underFence((session, ledger) -> {
            var pending = Pending.down(ledger, migrations, listener);
            if (pending.isEmpty()) return new Outcome.Applied(List.of());
            var live = run.liveBefore(session, pending.getFirst(), Direction.DOWN);
            return run.run(session, pending, Direction.DOWN, live);
        });
    }

    /// Writes ledger rows (and Drizzle's, where missing) for `migrations` without running them:
    /// `baseline --to N`. The live catalog must equal the last one's `after`.
    public static Outcome baseline(
            Target target,
            List<RunMigration> migrations,
            RunContext context,
            RunListener listener) {
        Run run = new Run(target, context, listener);
        return run.underFence((session, ledger) ->
                new Adoption(session, target, context, listener)
                        .take(ledger, migrations, Origin.BASELINE));
    }

    /// Takes over what Drizzle's own migrator applied, matched by hash, without running anything.
    public static Outcome adopt(
            Target target,
            List<RunMigration> migrations,
            RunContext context,
            RunListener listener) {
        Run run = new Run(target, context, listener);
        return run.underFence((session, ledger) -> {
            Adoption adoption = new Adoption(session, target, context, listener);
            return adoption.take(ledger, adoption.matched(migrations), Origin.ADOPTED);
        });
    }
}
