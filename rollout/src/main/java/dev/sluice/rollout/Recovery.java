package dev.sluice.rollout;

import dev.sluice.ledger.Ledger;
import java.sql.SQLException;
import java.util.List;

/// Finds out the truth after [Outcome.Unknown], a kill or a takeover: takes the fence (so waits for
/// an orphan that still works), then reads the ledger.
public sealed interface Recovery {
    /// The ledger decided. `applied` are the tags that stand (of an undo: that are undone), in
    /// order; `missing` the others. A retry runs just these.
    record Known(List<String> applied, List<String> missing) implements Recovery {}

    /// A backend still holds the fence: nothing may be retried yet.
    record StillRunning(List<RunEvent.Holder> holders) implements Recovery {}

    /// Also when it is not the database of the run.
    record NotReachable(String reason) implements Recovery {}

    static Recovery of(
            Target target,
            List<RunMigration> migrations,
            RunContext context,
            boolean undo,
            RunListener listener) {
        try (Session session = Session.open(target, context)) {
            if (!Fence.take(session, target.limits().fence(), listener))
                return new StillRunning(Fence.holders(session));
            Ledger ledger = Ledger.read(session.connection(), context.project());
            return new Known(tags(migrations, ledger, !undo), tags(migrations, ledger, undo));
        } catch (Refusal e) {
            return new NotReachable(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            return new NotReachable(SqlErrors.words(e));
        }
    }

    private static List<String> tags(
            List<RunMigration> migrations, Ledger ledger, boolean standing) {
        return migrations.stream()
                .filter(m -> ledger.stands(m.digest()) == standing)
                .map(RunMigration::tag)
                .toList();
    }
}
