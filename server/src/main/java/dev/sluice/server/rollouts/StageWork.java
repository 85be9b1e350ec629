package dev.sluice.server.rollouts;

import dev.sluice.rollout.Crash;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.Recovery;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Does the runs of one stage, one database after the other; the first that fails stops it. Started
/// again after a crash it finds a run that was under way, and lets the target's ledger say what
/// became of it before anything is tried again.
@Component
final class StageWork implements Handler {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /// A claimed run: what the gates let through.
    private record Claim(
            Change change,
            Revision revision,
            Rollout rollout,
            Rollout.Run run,
            RevisionTarget target,
            int attempt,
            long epoch) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Projects projects;
    private final Changes changes;
    private final Rollouts rollouts;
    private final Gates gates;
    private final Execution execution;
    private final Backing backing;
    private final StageEnd stageEnd;
    private final Work work;
    private final Drifts drifts;

    StageWork(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Audit audit,
            Projects projects,
            Changes changes,
            Rollouts rollouts,
            Gates gates,
            Execution execution,
            Backing backing,
            StageEnd stageEnd,
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
        this.stageEnd = stageEnd;
        this.work = work;
        this.drifts = drifts;
    }

    @Override
    public String task() {
        return Rollouts.STAGE;
    }

    @Override
    public Optional<Duration> run(long stageId, long turn) {
        while (true) {
            Rollout rollout = rollouts.byId(rolloutOf(stageId));
            Rollout.Stage stage = stage(rollout, stageId);
            if (!stage.state().equals("running") || stage.turn() != turn) return Optional.empty();
            Optional<Rollout.Run> underWay = first(stage, "running", "unknown");
            if (underWay.isPresent()) {
                if (!recovered(rollout, stage, underWay.get())) return Optional.of(LOOK_AGAIN);
                continue;
            }
            Optional<Rollout.Run> next = first(stage, "queued");
            if (next.isEmpty()) {
                stageEnd.finish(rollout, stage);
                return Optional.empty();
            }
            if (work.isEnding()) return Optional.of(Duration.ZERO);
            lookOnceMore(rollout, next.get());
            Optional<Claim> claim = claim(stageId, turn, next.get().id());
            if (claim.isEmpty()) return Optional.empty();
            Crash.at("K01");
            Claim c = claim.get();
            Outcome outcome = backedAndRun(c);
            record(c, outcome);
            Crash.at("K12");
            if (outcome instanceof Outcome.Unknown) return Optional.of(LOOK_AGAIN);
        }
    }

    private Outcome backedAndRun(Claim c) {
        return backing.before(c.change, c.revision, c.rollout, c.run, c.target, c.attempt)
                .map(o -> execution.told(c.run.id(), c.attempt, o))
                .orElseGet(() ->
                        execution.run(
                                c.change,
                                c.revision,
                                c.rollout,
                                c.run,
                                c.target,
                                c.attempt,
                                c.epoch));
    }

    /// A drift that was found while somebody put it right shuts the gate no longer.
    private void lookOnceMore(Rollout rollout, Rollout.Run run) {
        changes.destinations(rollout.revisionId()).stream()
                .filter(d -> d.targetId() == run.targetId())
                .forEach(d -> drifts.recheck(List.of(d.databaseId())));
    }

    private long rolloutOf(long stageId) {
        return jdbc.sql("select rollout_id from stage where id = ?")
                .param(stageId)
                .query(Long.class)
                .single();
    }

    private static Rollout.Stage stage(Rollout rollout, long id) {
        return rollout.stages().stream().filter(s -> s.id() == id).findFirst().orElseThrow();
    }

    private static Optional<Rollout.Run> first(Rollout.Stage stage, String... states) {
        return stage.runs().stream().filter(r -> List.of(states).contains(r.state())).findFirst();
    }

    /// The gates and the run's start in one transaction, under the change's lock: whoever approves,
    /// edits, stops or closes comes before or after, never between.
    private Optional<Claim> claim(long stageId, long turn, long runId) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    Rollout seen = rollouts.byId(rolloutOf(stageId));
                    Change change = changes.locked(seen.changeId());
                    Rollout rollout = rollouts.byId(seen.id());
                    Rollout.Stage stage = stage(rollout, stageId);
                    Rollout.Run run =
                            stage.runs().stream()
                                    .filter(r -> r.id() == runId)
                                    .findFirst()
                                    .orElseThrow();
                    if (!stage.state().equals("running")
                            || stage.turn() != turn
                            || !run.state().equals("queued")) return Optional.empty();
                    if (stopAsked(stageId)) {
                        stopped(change, stage);
                        return Optional.empty();
                    }
                    Revision revision = changes.revision(rollout.revisionId());
                    if (!rollout.isUndo() && !open(change, revision, stage))
                        return Optional.empty();
                    return Optional.of(claimed(change, revision, rollout, run));
                }));
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
        RevisionTarget target =
                changes.targets(revision.id()).stream()
                        .filter(t -> t.id() == run.targetId())
                        .findFirst()
                        .orElseThrow();
        return new Claim(change, revision, rollout, run, target, attempt, epoch);
    }

    private boolean open(Change change, Revision revision, Rollout.Stage stage) {
        Environment environment =
                projects.environments(change.projectId()).stream()
                        .filter(e -> e.id() == stage.environmentId())
                        .findFirst()
                        .orElseThrow();
        List<Blocker> shut =
                changes.latest(change.id()).id() == revision.id()
                        ? gates.of(change, revision, environment)
                        : List.of(new Blocker("state", "There is a newer revision."));
        if (shut.isEmpty()) return true;
        String reason = String.join(" ", shut.stream().map(Blocker::sentence).toList());
        boolean opensByItself = Blocker.areOfTime(shut);
        jdbc.sql(
                        "update run set state = ?, reason = ?, updated_at = now() where"
                                + " stage_id = ? and state = 'queued'")
                .params(opensByItself ? "queued" : "waiting", reason, stage.id())
                .update();
        if (opensByItself) hold(change, stage, reason);
        else fail(change, stage, reason);
        return false;
    }

    /// Between two databases: what is left goes on by itself when the environment opens again.
    private void hold(Change change, Rollout.Stage stage, String reason) {
        jdbc.sql("update stage set state = 'waiting', held = true where id = ?")
                .param(stage.id())
                .update();
        audit.record(
                Actor.SYSTEM,
                "rollout.held",
                change.projectId(),
                change.subject(),
                Map.of("environment", stage.environment(), "reason", reason));
        work.soon(Advance.TASK, change.id());
    }

    private boolean stopAsked(long stageId) {
        return jdbc.sql("select stop_asked from stage where id = ?")
                .param(stageId)
                .query(Boolean.class)
                .single();
    }

    private void stopped(Change change, Rollout.Stage stage) {
        rollouts.stopped(change, stage);
        audit.record(
                Actor.SYSTEM,
                "rollout.stopped",
                change.projectId(),
                change.subject(),
                Map.of("environment", stage.environment()));
    }

    private void fail(Change change, Rollout.Stage stage, String reason) {
        jdbc.sql("update stage set state = 'failed' where id = ?").param(stage.id()).update();
        changes.state(change.id(), ChangeState.NEEDS_DECISION, reason);
    }

    /// Writes what became of the attempt, in one transaction with the trail.
    private void record(Claim c, Outcome outcome) {
        execution.record(c.change, c.rollout, c.target, c.run.id());
        transaction.executeWithoutResult(_ -> {
            Change change = changes.locked(c.change.id());
            if (!stillOurs(c.run.id(), c.epoch)) return;
            Rollout rollout = rollouts.byId(c.rollout.id());
            Rollout.Stage stage = stageOf(rollout, c.run.id());
            settle(change, rollout, stage, c.run.id(), outcome);
            jdbc.sql(
                            "update attempt set ended_at = now(), outcome = ? where run_id = ?"
                                    + " and number = ?")
                    .params(outcome.words(), c.run.id(), c.attempt)
                    .update();
            audit.record(
                    Actor.SYSTEM,
                    "run.ended",
                    change.projectId(),
                    change.subject(),
                    Map.of("database", c.run.database(), "outcome", outcome.words()));
        });
    }

    private boolean stillOurs(long runId, long epoch) {
        return jdbc.sql("select epoch from run where id = ?")
                        .param(runId)
                        .query(Long.class)
                        .single()
                == epoch;
    }

    private static Rollout.Stage stageOf(Rollout rollout, long runId) {
        return rollout.stages().stream()
                .filter(s -> s.runs().stream().anyMatch(r -> r.id() == runId))
                .findFirst()
                .orElseThrow();
    }

    private void settle(
            Change change, Rollout rollout, Rollout.Stage stage, long runId, Outcome outcome) {
        switch (outcome) {
            case Outcome.Applied _ -> {
                done(change, rollout, runId);
            }
            case Outcome.NothingChanged(String reason) -> {
                state(runId, "failed_nothing", reason);
                fail(change, stage, reason);
            }
            case Outcome.PartlyApplied(List<String> applied, String reason) -> {
                state(
                        runId,
                        "failed_partly",
                        applied.isEmpty()
                                ? reason
                                : "Applied: " + String.join(", ", applied) + ". " + reason);
                fail(change, stage, reason);
            }
            case Outcome.Refused(var gate, String reason) -> {
                state(runId, "waiting", reason);
                fail(change, stage, reason);
                if (gate == dev.sluice.rollout.Gate.FINGERPRINT) lookForDrift(stage, runId);
            }
            // by a person, or by a server that ends: then the next one goes on
            case Outcome.Stopped(var _, String reason) -> {
                state(runId, "queued", reason);
                if (stopAsked(stage.id())) stopped(change, stage);
            }
            case Outcome.Unknown(var _, String _, String reason) -> state(runId, "unknown", reason);
        }
    }

    private void lookForDrift(Rollout.Stage stage, long runId) {
        stage.runs().stream()
                .filter(r -> r.id() == runId)
                .forEach(r -> work.soon(Drifts.LOOK, r.databaseId()));
    }

    private void done(Change change, Rollout rollout, long runId) {
        state(runId, rollout.isUndo() ? "reverted" : "applied", "");
        if (rollout.isUndo()) markReverted(change, runId);
    }

    private void markReverted(Change change, long undoRun) {
        jdbc.sql(
                        """
                        update run set state = 'reverted', updated_at = now()
                        where target_id = (select target_id from run where id = :run) and id <> :run
                        and stage_id in (select s.id from stage s join rollout o on o.id = s.rollout_id
                            where o.change_id = :change and o.direction = 'up')\
                        """)
                .param("run", undoRun)
                .param("change", change.id())
                .update();
    }

    private void state(long runId, String state, String reason) {
        jdbc.sql("update run set state = ?, reason = ?, updated_at = now() where id = ?")
                .params(state, reason, runId)
                .update();
    }

    /// A run that was under way when its server died, or whose COMMIT was not answered.
    private boolean recovered(Rollout rollout, Rollout.Stage stage, Rollout.Run run) {
        Change change = changes.byId(rollout.changeId());
        Revision revision = changes.revision(rollout.revisionId());
        RevisionTarget target =
                changes.targets(revision.id()).stream()
                        .filter(t -> t.id() == run.targetId())
                        .findFirst()
                        .orElseThrow();
        if (run.state().equals("running"))
            unknown(run, "Being found out: the server or the connection was lost.");
        Recovery recovery = execution.recover(change, revision, rollout, run, target);
        return switch (recovery) {
            case Recovery.Known(List<String> applied, List<String> missing) -> {
                settleRecovered(change, rollout, run, target, applied, missing);
                yield true;
            }
            case Recovery.StillRunning(var holders) -> {
                String who = String.join("; ", holders.stream().map(h -> h.words()).toList());
                unknown(run, "Still at work in the database, waiting for it: " + who);
                yield false;
            }
            case Recovery.NotReachable(String reason) -> {
                unknown(run, "Being found out: " + reason);
                yield false;
            }
        };
    }

    /// Unless the run's own server, which slept, has told meanwhile what became of it.
    private void unknown(Rollout.Run run, String reason) {
        jdbc.sql(
                        """
                        update run set state = 'unknown', reason = ?, updated_at = now()
                        where id = ? and epoch = ? and state in ('running', 'unknown')\
                        """)
                .params(reason, run.id(), run.epoch())
                .update();
    }

    private void settleRecovered(
            Change change,
            Rollout rollout,
            Rollout.Run run,
            RevisionTarget target,
            List<String> applied,
            List<String> missing) {
        execution.record(change, rollout, target, run.id());
        transaction.executeWithoutResult(_ -> {
            changes.locked(change.id());
            if (!takesOver(run)) return;
            if (missing.isEmpty()) {
                done(change, rollout, run.id());
            } else state(run.id(), "queued", "");
            jdbc.sql(
                            """
                            update attempt set ended_at = now(), outcome = ?
                            where run_id = ? and ended_at is null\
                            """)
                    .params("found out: done " + applied + ", not done " + missing, run.id())
                    .update();
            audit.record(
                    Actor.SYSTEM,
                    "run.recovered",
                    change.projectId(),
                    change.subject(),
                    Map.of("database", run.database(), "done", applied, "missing", missing));
        });
    }

    /// False when the run's own server, which slept, has told meanwhile what became of it. Else
    /// that server's word no longer counts.
    private boolean takesOver(Rollout.Run run) {
        return jdbc.sql(
                                """
                                update run set epoch = epoch + 1 where id = ? and epoch = ?
                                and state in ('running', 'unknown')\
                                """)
                        .params(run.id(), run.epoch())
                        .update()
                == 1;
    }
}
