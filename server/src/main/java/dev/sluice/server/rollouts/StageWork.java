package dev.sluice.server.rollouts;

import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.work.Handler;
import dev.sluice.server.work.Work;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps a stage going while it runs: gives its first turns, and looks every few seconds whether a
/// turn or a task was lost. A wish with any other number than the stage's turn looks once.
@Component
final class StageWork implements Handler {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Changes changes;
    private final Rollouts rollouts;
    private final Dispatch dispatch;
    private final Work work;

    StageWork(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Changes changes,
            Rollouts rollouts,
            Dispatch dispatch,
            Work work) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.changes = changes;
        this.rollouts = rollouts;
        this.dispatch = dispatch;
        this.work = work;
    }

    @Override
    public String task() {
        return Rollouts.STAGE;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        remember();
    }

    /// Has every stage that runs looked after, whatever became of the task for it.
    void remember() {
        jdbc.sql("select id, turn from stage where state = 'running'")
                .query((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                .list()
                .forEach(stage -> work.soon(Rollouts.STAGE, stage[0], stage[1]));
    }

    @Override
    public Optional<Duration> run(long stageId, long turn) {
        Optional<Rollout> rollout = running(stageId);
        if (rollout.isEmpty()) return Optional.empty();
        long of = rollout.get().id();
        transaction.executeWithoutResult(_ -> {
            Change change = changes.locked(rollout.get().changeId());
            dispatch.remind(Dispatch.stage(rollouts.byId(of), stageId));
            dispatch.next(change, of, stageId);
        });
        return running(stageId)
                .filter(r -> Dispatch.stage(r, stageId).turn() == turn)
                .map(_ -> EVERY);
    }

    private Optional<Rollout> running(long stageId) {
        return jdbc.sql("select rollout_id from stage where id = ? and state = 'running'")
                .param(stageId)
                .query((row, _) -> row.getLong(1))
                .optional()
                .map(rollouts::byId);
    }
}
