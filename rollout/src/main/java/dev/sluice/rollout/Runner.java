package dev.sluice.rollout;

import java.util.List;

/// Changes a target database: the door of the rollout.
public final class Runner {
    private Runner() {}

    /// Applies, in order, those of `migrations` that the ledger does not have. One transaction a
    /// migration; the ledger row commits with it.
    public static Outcome apply(
            Target target,
            List<RunMigration> migrations,
            RunContext context,
            RunListener listener) {
        throw new UnsupportedOperationException();
    }

    /// Undoes exactly `migrations` (given in the order in which they were applied), last first.
    public static Outcome undo(
            Target target,
            List<RunMigration> migrations,
            RunContext context,
            RunListener listener) {
        throw new UnsupportedOperationException();
    }

    /// Writes ledger rows (and Drizzle's, where missing) for `migrations` without running them:
    /// `baseline --to N`. The live catalog must equal the last one's `after`.
    public static Outcome baseline(
            Target target,
            List<RunMigration> migrations,
            RunContext context,
            RunListener listener) {
        throw new UnsupportedOperationException();
    }

    /// Takes over what Drizzle's own migrator applied, matched by hash, without running anything.
    public static Outcome adopt(
            Target target,
            List<RunMigration> migrations,
            RunContext context,
            RunListener listener) {
        throw new UnsupportedOperationException();
    }
}
