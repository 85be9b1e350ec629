package dev.sluice.server.rollouts;

import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.work.Work;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What follows when all runs of a stage are done.
@Component
final class StageEnd {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Changes changes;
    private final Rollouts rollouts;
    private final Work work;

    StageEnd(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Audit audit,
            Changes changes,
            Rollouts rollouts,
            Work work) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.changes = changes;
        this.rollouts = rollouts;
        this.work = work;
    }

    /// Of its last run: what comes next, forward or back.
    void finish(Rollout rollout, Rollout.Stage stage) {
        transaction.executeWithoutResult(_ -> {
            Change change = changes.locked(rollout.changeId());
            Rollout now = rollouts.byId(rollout.id());
            if (now.stages().stream()
                    .noneMatch(s -> s.id() == stage.id() && s.state().equals("running"))) return;
            jdbc.sql("update stage set state = 'done', done_at = clock_timestamp() where id = ?")
                    .param(stage.id())
                    .update();
            audit.record(
                    Actor.SYSTEM,
                    "stage.done",
                    change.projectId(),
                    change.subject(),
                    Map.of("environment", stage.environment(), "direction", now.direction()));
            boolean all = now.stages().stream().allMatch(s -> s.id() == stage.id() || s.isDone());
            if (now.isUndo()) undoGoesOn(change, now, stage, all);
            else if (all) done(change);
            else work.soon(Advance.TASK, change.id());
        });
    }

    private void done(Change change) {
        changes.state(change.id(), ChangeState.DONE, null);
        audit.record(Actor.SYSTEM, "change.done", change.projectId(), change.subject(), Map.of());
        if (change.driftId() != null)
            jdbc.sql(
                            """
                            update drift set state = 'reverted', closed_at = now(), closed_by = ?, reason = ?
                            where id = ? and state = 'open'\
                            """)
                    .params(change.author(), "taken back by " + change.subject(), change.driftId())
                    .update();
        changes.open(change.projectId()).forEach(c -> work.soon(Advance.TASK, c.id()));
    }

    private void undoGoesOn(Change change, Rollout undo, Rollout.Stage done, boolean all) {
        if (all) {
            changes.state(change.id(), ChangeState.REVERTED, null);
            audit.record(
                    Actor.SYSTEM,
                    "change.reverted",
                    change.projectId(),
                    change.subject(),
                    Map.of());
            return;
        }
        undo.stages().reversed().stream()
                .filter(s -> s.state().equals("waiting") && s.id() != done.id())
                .findFirst()
                .ifPresent(s -> rollouts.begin(undo.startedBy(), s));
    }
}
