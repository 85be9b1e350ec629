package dev.sluice.server.rollouts;

import dev.sluice.rollout.Crash;
import dev.sluice.rollout.Outcome;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.drift.Drifts;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.work.Handler;
import dev.sluice.server.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Does one run whose turn it is. Started again after a crash it finds the attempt that was under
/// way, and lets the target's ledger say what became of it before anything is tried again.
@Component
final class RunWork implements Handler {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration WHEN_THERE_IS_ROOM = Duration.ofMillis(300);

    /// How many runs a server has under way at once; what else it has to do keeps its room.
    private static final int AT_ONCE = Work.THREADS - 8;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Projects projects;
    private final Changes changes;
    private final RolloutRows rollouts;
    private final Gates gates;
    private final Execution execution;
    private final Backing backing;
    private final Dispatch dispatch;
    private final RunEnd runEnd;
    private final Work work;
    private final Drifts drifts;
    private final Semaphore room = new Semaphore(AT_ONCE);

    RunWork(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Audit audit,
            Projects projects,
            Changes changes,
            RolloutRows rollouts,
            Gates gates,
            Execution execution,
            Backing backing,
            Dispatch dispatch,
            RunEnd runEnd,
            Work work,
            Drifts drifts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.projects = projects;
        this.changes = changes;
        this.rollouts = rollouts;
        this.gates = gates;
        this.execution = execution;
        this.backing = backing;
        this.dispatch = dispatch;
        this.runEnd = runEnd;
        this.work = work;
        this.drifts = drifts;
    }

    @Override
    public String task() {
        return Rollouts.RUN;
    }

    @Override
    public Optional<Duration> run(long runId, long ticket) {
        if (!room.tryAcquire()) return Optional.of(WHEN_THERE_IS_ROOM);
        try {
            return worked(runId, ticket);
        } finally {
            room.release();
        }
    }

    private Optional<Duration> worked(long runId, long ticket) {
        while (true) {
            Rollout rollout = rollouts.around(runId);
            Rollout.Run run = only(rollout);
            if (!run.due() || run.ticket() != ticket) return Optional.empty();
            if (!run.state().equals("queued")) {
                if (!runEnd.recovered(rollout, run)) return Optional.of(LOOK_AGAIN);
                continue;
            }
            if (work.isEnding()) return Optional.of(Duration.ZERO);
            drifts.recheck(List.of(run.databaseId()));
            Optional<Claim> claim = claim(rollout.changeId(), run);
            if (claim.isEmpty()) return Optional.empty();
            Crash.at("K01");
            Claim c = claim.get();
            Execution.Ended ended = backedAndRun(c);
            runEnd.record(c, ended);
            Crash.at("K12");
            if (ended.outcome() instanceof Outcome.Unknown) return Optional.of(LOOK_AGAIN);
        }
    }

    private static Rollout.Run only(Rollout rollout) {
        return rollout.stages().getFirst().runs().getFirst();
    }

    private Execution.Ended backedAndRun(Claim c) {
        return backing.before(
                        c.change(), c.revision(), c.rollout(), c.run(), c.target(), c.attempt())
                .map(o -> new Execution.Ended(execution.told(c.run().id(), c.attempt(), o)))
                .orElseGet(() -> execution.run(c));
    }

    /// The gates and the run's start in one transaction, under the change's lock: whoever approves,
    /// edits, stops or closes comes before or after, never between. A turn that can't be used is
    /// given back.
    private Optional<Claim> claim(long changeId, Rollout.Run seen) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    Change change = changes.locked(changeId);
                    Rollout rollout = rollouts.around(seen.id());
                    Rollout.Stage stage = rollout.stages().getFirst();
                    Rollout.Run run = only(rollout);
                    if (!run.due()
                            || run.ticket() != seen.ticket()
                            || run.epoch() != seen.epoch()
                            || !run.state().equals("queued")) return Optional.empty();
                    if (!stage.state().equals("running") || stage.stopAsked())
                        return givenBack(change, rollout, run, List.of());
                    Revision revision = changes.revision(rollout.revisionId());
                    List<Blocker> shut =
                            rollout.isUndo() ? List.of() : shut(change, revision, stage, run);
                    return shut.isEmpty()
                            ? Optional.of(claimed(change, revision, rollout, run))
                            : givenBack(change, rollout, run, shut);
                }));
    }

    private List<Blocker> shut(
            Change change, Revision revision, Rollout.Stage stage, Rollout.Run run) {
        Environment environment =
                projects.environments(change.projectId()).stream()
                        .filter(e -> e.id() == stage.environmentId())
                        .findFirst()
                        .orElseThrow();
        return changes.latest(change.id()).id() == revision.id()
                ? gates.of(change, revision, environment, run.database())
                : List.of(new Blocker("state", "There is a newer revision."));
    }

    /// What is shut for this database only holds up no other.
    private Optional<Claim> givenBack(
            Change change, Rollout rollout, Rollout.Run run, List<Blocker> shut) {
        dispatch.lock();
        dispatch.over(run.id());
        boolean ownOnly = !shut.isEmpty() && shut.stream().allMatch(b -> b.gate().equals("drift"));
        if (ownOnly) runEnd.state(run.id(), "waiting", shut.getFirst().sentence());
        dispatch.next(
                change, rollout.id(), rollout.stages().getFirst().id(), ownOnly ? List.of() : shut);
        return Optional.empty();
    }

    private Claim claimed(Change change, Revision revision, Rollout rollout, Rollout.Run run) {
        long epoch = run.epoch() + 1;
        int attempt = run.attempts() + 1;
        jdbc.sql(
                        """
                        update run set state = 'running', reason = '', epoch = ?, attempts = ?, updated_at = now()
                        where id = ?\
                        """)
                .params(epoch, attempt, run.id())
                .update();
        jdbc.sql("insert into attempt (run_id, number, epoch) values (?, ?, ?)")
                .params(run.id(), attempt, epoch)
                .update();
        audit.record(
                Actor.SYSTEM,
                "run.started",
                change.projectId(),
                change.subject(),
                Map.of(
                        "database",
                        run.database(),
                        "attempt",
                        attempt,
                        "direction",
                        rollout.direction(),
                        "digest",
                        revision.sealed()));
        return new Claim(
                change, revision, rollout, run, changes.target(run.targetId()), attempt, epoch);
    }
}
