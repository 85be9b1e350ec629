package dev.sluice.rollout;

import java.util.List;

/// Finds out the truth after [Outcome.Unknown], a kill or a takeover: takes the fence (so waits for
/// an orphan that still works), then reads the ledger.
public sealed interface Recovery {
    /// The ledger decided. `applied` are the tags that stand (of an undo: that are undone), in
    /// order; `missing` the others. A retry runs just these.
    record Known(List<String> applied, List<String> missing) implements Recovery {}

    /// A backend still holds the fence: nothing may be retried yet.
    record StillRunning(List<RunEvent.Holder> holders) implements Recovery {}

    record NotReachable(String reason) implements Recovery {}

    static Recovery of(
            Target target, List<RunMigration> migrations, RunContext context, boolean undo) {
        throw new UnsupportedOperationException();
    }
}
