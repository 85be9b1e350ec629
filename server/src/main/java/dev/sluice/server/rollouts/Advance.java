package dev.sluice.server.rollouts;

import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.work.Handler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Looks whether a change may go on by itself: after checks, approvals, a finished stage, an edit
/// of windows, or when it is time.
@Component
final class Advance implements Handler {
    static final String TASK = "advance";

    /// How long an opening can be late where its windows were edited and the wake-up was lost.
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Changes changes;
    private final Rollouts rollouts;
    private final Gates gates;
    private final Starts starts;
    private final Clock clock;

    Advance(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Audit audit,
            Changes changes,
            Rollouts rollouts,
            Gates gates,
            Starts starts,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.changes = changes;
        this.rollouts = rollouts;
        this.gates = gates;
        this.starts = starts;
        this.clock = clock;
    }

    @Override
    public String task() {
        return TASK;
    }

    @Override
    public Optional<Duration> run(long changeId, long turn) {
        return advance(changeId).filter(again -> !isLookedAt(changeId, turn, again));
    }

    /// Whether another wish looks no later: else each edit of windows would leave one more that
    /// looks every minute, for days.
    private boolean isLookedAt(long changeId, long turn, Duration again) {
        return jdbc.sql(
                                """
                                select count(*) from scheduled_tasks where task_name = ? and not picked
                                and task_instance like ? and task_instance <> ?
                                and execution_time <= now() + make_interval(secs => ?)\
                                """)
                        .params(
                                TASK,
                                changeId + ":%",
                                changeId + ":" + turn,
                                again.toSeconds() + 1.0)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// Starts by itself what may: the first stage of a change that is not done, if its gates are
    /// open and its environment is automatic, a person asked for it, or it was held. Returns when
    /// to look again, where time is missing.
    private Optional<Duration> advance(long changeId) {
        return Optional.ofNullable(
                transaction.execute(_ -> {
                    Change change = changes.locked(changeId);
                    if (!change.state().isOpen()) return null;
                    Optional<Rollout> latest = rollouts.latest(changeId);
                    if (latest.map(Rollout::isUndo).orElse(false)) return null;
                    Revision revision = changes.latest(changeId);
                    for (Environment e : rollouts.environments(change, revision)) {
                        Optional<Rollout.Stage> stage = latest.flatMap(r -> Rollouts.find(r, e));
                        String state = stage.map(Rollout.Stage::state).orElse("waiting");
                        if (state.equals("done")) continue;
                        return state.equals("waiting")
                                ? startIfOpen(change, revision, e, stage)
                                : null;
                    }
                    return null;
                }));
    }

    private @Nullable Duration startIfOpen(
            Change change, Revision revision, Environment e, Optional<Rollout.Stage> stage) {
        Optional<Rollout.Stage> held = stage.filter(Rollout.Stage::held);
        Optional<Actor> asked = starts.of(change, revision, e);
        boolean promised = held.isPresent() || asked.isPresent();
        if (!promised && !e.automatic()) return null;
        List<Blocker> shut = gates.of(change, revision, e);
        if (!shut.isEmpty()) return promised || Blocker.areOfTime(shut) ? lookAgain(shut) : null;
        if (held.isPresent()) goOn(change, held.get());
        else if (asked.isEmpty() || starts.mayStill(asked.get(), change, e))
            rollouts.started(asked.orElse(Actor.SYSTEM), change, e);
        else return dropped(change, e, asked.get());
        return null;
    }

    /// At the opening, or before: windows and soak times are edited.
    private Duration lookAgain(List<Blocker> shut) {
        if (shut.stream().allMatch(b -> b.gate().equals("soak"))) return Duration.ofSeconds(1);
        Duration left =
                shut.stream()
                        .map(b -> b.until() == null ? LOOK_AGAIN : until(b.until()))
                        .max(Duration::compareTo)
                        .orElse(LOOK_AGAIN);
        return left.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : left;
    }

    private Duration until(Instant at) {
        Duration left = Duration.between(clock.instant(), at);
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    private void goOn(Change change, Rollout.Stage held) {
        rollouts.goOn(held);
        audit.record(
                Actor.SYSTEM,
                "rollout.resumed",
                change.projectId(),
                change.subject(),
                Map.of("environment", held.environment(), "reason", "it is open again"));
    }

    private Duration dropped(Change change, Environment e, Actor asked) {
        starts.drop(change, e);
        audit.record(
                Actor.SYSTEM,
                "rollout.unscheduled",
                change.projectId(),
                change.subject(),
                Map.of(
                        "environment",
                        e.name(),
                        "reason",
                        asked.name() + " may no longer roll out in this project"));
        return Duration.ofSeconds(1);
    }
}
