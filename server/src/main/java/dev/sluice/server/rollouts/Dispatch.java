package dev.sluice.server.rollouts;

import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.work.Work;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Gives the runs of a stage their turns, and ends the stage when none is left. Everything that it
/// decides on stands in the metadata, so it may be asked at any time, by any server; always under
/// the change's lock.
@Component
final class Dispatch {
    /// The key of the lock under which turns are counted that a host and port has to give. Taken
    /// after a change's lock and before the trail's.
    private static final long TURNS = 0x736c756963657475L;

    /// Turns for at most `room` of `runs`, by name. A host and port gives as many at once as the
    /// most modest environment with a database there allows.
    private static final String GIVE =
            """
            with place as (
                select i.host, i.port, coalesce(min(e.per_instance), 1000000) as most
                from managed_database i join environment e on e.id = i.environment_id group by i.host, i.port),
            taken as (
                select d.host, d.port, count(*) as turns from run o
                join revision_target t on t.id = o.target_id join managed_database d on d.id = t.database_id
                where o.due group by d.host, d.port),
            asking as (
                select r.id, d.host, d.port, d.name,
                    row_number() over (partition by d.host, d.port order by d.name) as place_in_line
                from run r join revision_target t on t.id = r.target_id
                join managed_database d on d.id = t.database_id where r.id = any (:runs))
            update run set due = true, ticket = ticket + 1, reason = '', updated_at = now()
            where state = 'queued' and not due and id in (
                select a.id from asking a join place p using (host, port) left join taken k using (host, port)
                where a.place_in_line <= p.most - coalesce(k.turns, 0) order by a.name limit :room)
            returning id, ticket\
            """;

    /// Running stages that wait for a turn on the host of a run.
    private static final String WAITING_FOR_HOST =
            """
            select distinct s.id from managed_database mine
            join managed_database d on d.host = mine.host and d.port = mine.port
            join revision_target t on t.database_id = d.id join run r on r.target_id = t.id
            join stage s on s.id = r.stage_id
            where mine.id = (select t.database_id from run r join revision_target t on t.id = r.target_id
                where r.id = :run)
            and s.state = 'running' and r.state = 'queued' and not r.due
            and s.id <> (select stage_id from run where id = :run)
            and exists (select from managed_database i join environment e on e.id = i.environment_id
                where i.host = mine.host and i.port = mine.port and e.per_instance is not null)\
            """;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Changes changes;
    private final Rollouts rollouts;
    private final StageEnd stageEnd;
    private final Work work;

    Dispatch(
            JdbcClient jdbc,
            Audit audit,
            Changes changes,
            Rollouts rollouts,
            StageEnd stageEnd,
            Work work) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.changes = changes;
        this.rollouts = rollouts;
        this.stageEnd = stageEnd;
        this.work = work;
    }

    /// To be taken before anything is written into the trail in a transaction that asks for turns.
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(TURNS).query((_, _) -> 0).list();
    }

    /// Whose turn is next.
    void next(Change change, long rolloutId, long stageId) {
        next(change, rolloutId, stageId, List.of());
    }

    /// With gates that were found shut nothing more begins.
    void next(Change change, long rolloutId, long stageId, List<Blocker> shut) {
        lock();
        Rollout rollout = rollouts.byId(rolloutId);
        Rollout.Stage stage = stage(rollout, stageId);
        if (!stage.state().equals("running")) return;
        var fleet = new Fleet(stage);
        boolean begun = shut.isEmpty() && begin(fleet);
        if (begun || !fleet.underWay().isEmpty()) return;
        if (fleet.left().isEmpty()) {
            if (fleet.failed().isEmpty()) stageEnd.finish(rollout, stage);
            else fail(change, fleet);
        } else if (stage.stopAsked()) stopped(change, stage);
        else if (fleet.isFailed()) fail(change, fleet);
        else if (!shut.isEmpty()) shut(change, stage, shut);
        // else no host has a turn to give: whoever ends there asks again
    }

    private boolean begin(Fleet fleet) {
        List<Rollout.Run> next = fleet.next();
        if (next.isEmpty()) return false;
        record Given(long id, long ticket) {}
        List<Given> given =
                jdbc.sql(GIVE)
                        .param("runs", next.stream().map(Rollout.Run::id).toArray(Long[]::new))
                        .param("room", fleet.room())
                        .query((row, _) -> new Given(row.getLong(1), row.getLong(2)))
                        .list();
        given.forEach(g -> work.soon(Rollouts.RUN, g.id(), g.ticket()));
        return !given.isEmpty();
    }

    /// The run's turn is over: others may be waiting for the host's. Under the lock.
    void over(long runId) {
        jdbc.sql("update run set due = false where id = ?").param(runId).update();
        jdbc.sql(WAITING_FOR_HOST)
                .param("run", runId)
                .query((row, _) -> row.getLong(1))
                .list()
                .forEach(stage -> work.soon(Rollouts.STAGE, stage));
    }

    /// Has the lost ones among the runs that are due found again.
    void remind(Rollout.Stage stage) {
        for (Rollout.Run run : new Fleet(stage).underWay())
            work.soon(Rollouts.RUN, run.id(), run.ticket());
    }

    static Rollout.Stage stage(Rollout rollout, long id) {
        return rollout.stages().stream().filter(s -> s.id() == id).findFirst().orElseThrow();
    }

    private void shut(Change change, Rollout.Stage stage, List<Blocker> shut) {
        String reason = String.join(" ", shut.stream().map(Blocker::sentence).toList());
        boolean opensByItself = Blocker.areOfTime(shut);
        jdbc.sql(
                        "update run set state = ?, reason = ?, updated_at = now() where"
                                + " stage_id = ? and state = 'queued'")
                .params(opensByItself ? "queued" : "waiting", reason, stage.id())
                .update();
        if (opensByItself) hold(change, stage, reason);
        else fail(change, stage, reason);
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

    private void stopped(Change change, Rollout.Stage stage) {
        rollouts.stopped(change, stage);
        audit.record(
                Actor.SYSTEM,
                "rollout.stopped",
                change.projectId(),
                change.subject(),
                Map.of("environment", stage.environment()));
    }

    private void fail(Change change, Fleet fleet) {
        List<Rollout.Run> failed = fleet.failed();
        Rollout.Run first = failed.getFirst();
        fail(
                change,
                fleet.stage(),
                fleet.all() == 1
                        ? first.reason()
                        : failed.size() == 1
                                ? first.database() + ": " + first.reason()
                                : "%d of %d databases in %s did not come to their end: %s."
                                        .formatted(
                                                failed.size(),
                                                fleet.all(),
                                                fleet.stage().environment(),
                                                String.join(
                                                        ", ",
                                                        failed.stream()
                                                                .map(Rollout.Run::database)
                                                                .toList())));
    }

    private void fail(Change change, Rollout.Stage stage, String reason) {
        jdbc.sql("update stage set state = 'failed' where id = ?").param(stage.id()).update();
        changes.state(change.id(), ChangeState.NEEDS_DECISION, reason);
    }
}
