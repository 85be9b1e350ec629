package dev.sluice.server.rollouts;

import dev.sluice.rollout.Gate;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.Recovery;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.drift.Drifts;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.work.Work;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What became of an attempt, told by itself or found out after it was lost; and then whose turn is
/// next.
@Component
final class RunEnd {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Changes changes;
    private final Rollouts rollouts;
    private final Execution execution;
    private final Dispatch dispatch;
    private final Work work;

    RunEnd(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Audit audit,
            Changes changes,
            Rollouts rollouts,
            Execution execution,
            Dispatch dispatch,
            Work work) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.changes = changes;
        this.rollouts = rollouts;
        this.execution = execution;
        this.dispatch = dispatch;
        this.work = work;
    }

    /// Writes it down in one transaction with the trail, unless another server has taken over.
    void record(Claim c, Execution.Ended ended) {
        Outcome outcome = ended.outcome();
        execution.record(c, ended);
        transaction.executeWithoutResult(_ -> {
            Change change = changes.locked(c.change().id());
            if (!stillOurs(c.run().id(), c.epoch())) return;
            dispatch.lock();
            settle(change, c, outcome);
            jdbc.sql(
                            "update attempt set ended_at = now(), outcome = ? where run_id = ?"
                                    + " and number = ?")
                    .params(outcome.words(), c.run().id(), c.attempt())
                    .update();
            audit.record(
                    Actor.SYSTEM,
                    "run.ended",
                    change.projectId(),
                    change.subject(),
                    Map.of("database", c.run().database(), "outcome", outcome.words()));
            dispatch.next(change, c.rollout().id(), c.stageId());
        });
    }

    private boolean stillOurs(long runId, long epoch) {
        return jdbc.sql("select epoch from run where id = ?")
                        .param(runId)
                        .query(Long.class)
                        .single()
                == epoch;
    }

    private void settle(Change change, Claim c, Outcome outcome) {
        long run = c.run().id();
        switch (outcome) {
            case Outcome.Applied _ -> done(change, c.rollout(), run);
            case Outcome.NothingChanged(String reason) -> over(run, "failed_nothing", reason);
            case Outcome.PartlyApplied(List<String> applied, String reason) ->
                    over(
                            run,
                            "failed_partly",
                            applied.isEmpty()
                                    ? reason
                                    : "Applied: " + String.join(", ", applied) + ". " + reason);
            case Outcome.Refused(var gate, String reason) -> {
                over(run, "waiting", reason);
                if (gate == Gate.FINGERPRINT) work.soon(Drifts.LOOK, c.run().databaseId());
            }
            // by a person, or by a server that ends: then the next one goes on with this turn
            case Outcome.Stopped(var _, String reason) -> {
                if (execution.stopAsked(run)) over(run, "queued", reason);
                else state(run, "queued", reason);
            }
            case Outcome.Unknown(var _, String _, String reason) -> state(run, "unknown", reason);
        }
    }

    private void over(long runId, String state, String reason) {
        state(runId, state, reason);
        dispatch.over(runId);
    }

    private void done(Change change, Rollout rollout, long runId) {
        over(runId, rollout.isUndo() ? "reverted" : "applied", "");
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

    void state(long runId, String state, String reason) {
        jdbc.sql("update run set state = ?, reason = ?, updated_at = now() where id = ?")
                .params(state, reason, runId)
                .update();
    }

    /// A run that was under way when its server died, or whose COMMIT was not answered. False where
    /// nobody can tell yet.
    boolean recovered(Rollout rollout, Rollout.Run run) {
        Change change = changes.byId(rollout.changeId());
        Revision revision = changes.revision(rollout.revisionId());
        RevisionTarget target = changes.target(run.targetId());
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
            Change seen,
            Rollout rollout,
            Rollout.Run run,
            RevisionTarget target,
            List<String> applied,
            List<String> missing) {
        execution.record(seen, rollout, target, run.id());
        transaction.executeWithoutResult(_ -> {
            Change change = changes.locked(seen.id());
            if (!takesOver(run)) return;
            dispatch.lock();
            if (missing.isEmpty()) done(change, rollout, run.id());
            else state(run.id(), "queued", "");
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
            dispatch.next(change, rollout.id(), rollout.stages().getFirst().id());
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
