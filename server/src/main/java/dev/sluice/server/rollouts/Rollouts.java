package dev.sluice.server.rollouts;

import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Destination;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.drift.Drifts;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to rollouts: what a person asks for. Each wish is one transaction under the change's
/// lock; the work itself is given out by [Dispatch] and done by [RunWork].
@Component
public final class Rollouts {
    static final String STAGE = "stage";
    static final String RUN = "run";

    /// The canary is wave 0, the batches are those from 1 on.
    private static final String WAVES =
            """
            update run set wave = w.wave from (
                select id, case when first then 0 when batch = 0 then 1
                    else 1 + (row_number() over (partition by first order by name) - 1) / batch end as wave
                from (
                    select r.id, d.name, s.batch, case when bool_or(d.canary) over () then d.canary
                        else row_number() over (order by d.name) <= e.canary end as first
                    from run r join stage s on s.id = r.stage_id join environment e on e.id = s.environment_id
                    join revision_target t on t.id = r.target_id join managed_database d on d.id = t.database_id
                    where r.stage_id = ? and r.state <> 'skipped') runs) w
            where w.id = run.id\
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Projects projects;
    private final Changes changes;
    private final Gates gates;
    private final Starts starts;
    private final Drifts drifts;
    private final Work work;
    private final RolloutRows rows;

    Rollouts(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Projects projects,
            Changes changes,
            Gates gates,
            Starts starts,
            Drifts drifts,
            Work work,
            RolloutRows rows) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.projects = projects;
        this.changes = changes;
        this.gates = gates;
        this.starts = starts;
        this.drifts = drifts;
        this.work = work;
        this.rows = rows;
    }

    public void start(Actor by, Change change, String environment) {
        start(by, change, environment, false);
    }

    /// Starts the stage of an environment, once all its gates are open. With `whenOpen` it starts
    /// by itself, in the name of `by`, where only time is missing.
    public void start(Actor by, Change change, String environment, boolean whenOpen) {
        Environment stage = mayRoll(by, change, environment);
        recheck(change, stage);
        transaction.executeWithoutResult(_ -> {
            Change now = changes.locked(change.id());
            if (!whenOpen || !scheduled(by, now, stage)) started(by, now, stage);
        });
    }

    private Environment mayRoll(Actor by, Change change, String environment) {
        rights.needSomewhere(by, Right.ROLLOUT, change.projectId());
        Environment at = projects.environment(change.projectId(), environment);
        rights.need(by, Right.ROLLOUT, change.projectId(), at.id());
        return at;
    }

    /// Outside the lock: it reads the databases.
    void recheck(Change change, Environment stage) {
        drifts.recheck(
                changes.destinations(changes.latest(change.id()).id()).stream()
                        .filter(d -> d.environmentId() == stage.id())
                        .map(Destination::databaseId)
                        .toList());
    }

    /// Under the change's lock.
    void started(Actor by, Change change, Environment stage) {
        Revision revision = startable(change, stage);
        Rollout rollout = forward(change.id()).orElseGet(() -> made(by, change, revision, "up"));
        open(change, revision, stage);
        starts.drop(change, stage);
        begin(by.name(), stage(rollout, stage));
        changes.state(change.id(), ChangeState.ROLLING_OUT, null);
        audit.record(
                by,
                "rollout.started",
                change.projectId(),
                change.subject(),
                Map.of("environment", stage.name(), "digest", revision.sealed()));
    }

    /// The latest revision, where the stage has something to do and has not begun.
    private Revision startable(Change change, Environment stage) {
        Revision revision = changes.latest(change.id());
        if (environments(change, revision).stream().noneMatch(e -> e.id() == stage.id()))
            throw new Conflict(change.subject() + " has nothing to do in " + stage.name() + ".");
        forward(change.id())
                .flatMap(r -> find(r, stage))
                .filter(s -> !s.state().equals("waiting"))
                .ifPresent(s -> {
                    throw new Conflict(
                            "The stage " + stage.name() + " is " + s.state() + " already.");
                });
        return revision;
    }

    /// False when nothing is to be waited for. Whatever else is shut than time is refused now, and
    /// asked once more when it opens.
    private boolean scheduled(Actor by, Change change, Environment stage) {
        Revision revision = startable(change, stage);
        List<Blocker> shut = gates.of(change, revision, stage);
        if (!Blocker.areOfTime(shut)) return false;
        whenOpen(change, revision, stage)
                .ifPresent(who -> {
                    throw new Conflict(
                            stage.name()
                                    + " starts by itself when it opens already ("
                                    + who
                                    + ").");
                });
        starts.ask(by, change, revision, stage);
        audit.record(
                by,
                "rollout.scheduled",
                change.projectId(),
                change.subject(),
                Map.of(
                        "environment",
                        stage.name(),
                        "digest",
                        revision.sealed(),
                        "waits",
                        shut.stream().map(Blocker::sentence).toList()));
        work.soon(Advance.TASK, change.id());
        return true;
    }

    /// Who asked for the stage to start at its opening; Sluice itself, where it goes on with a
    /// stage that was shut in the middle.
    public Optional<String> whenOpen(Change change, Revision revision, Environment stage) {
        boolean held =
                latest(change.id())
                        .filter(r -> !r.isUndo())
                        .flatMap(r -> find(r, stage))
                        .filter(Rollout.Stage::held)
                        .isPresent();
        return held
                ? Optional.of(Actor.SYSTEM.name())
                : starts.of(change, revision, stage).map(Actor::name);
    }

    private void open(Change change, Revision revision, Environment stage) {
        List<Blocker> shut = gates.of(change, revision, stage);
        if (shut.isEmpty()) return;
        var reasons = new ArrayList<>(shut.stream().map(Blocker::sentence).toList());
        if (Blocker.areOfTime(shut))
            reasons.add(
                    "It can start by itself when it opens: the button on the change's page,"
                            + " `sluice rollout --when-open`, `whenOpen` in the API.");
        throw new Conflict(reasons);
    }

    /// With the environment's pace as it is now.
    void begin(String by, Rollout.Stage stage) {
        jdbc.sql(
                        """
                        update stage s set parallel = e.parallel, batch = e.batch, stop_after = e.stop_after,
                            started_by = ? from environment e where e.id = s.environment_id and s.id = ?\
                        """)
                .params(by, stage.id())
                .update();
        jdbc.sql(WAVES).param(stage.id()).update();
        goOn(stage);
    }

    /// In the name of whoever began it, at the pace that it began with.
    void goOn(Rollout.Stage stage) {
        jdbc.sql(
                        """
                        update stage set state = 'running', turn = turn + 1, stop_asked = false, held = false,
                            started_at = coalesce(started_at, clock_timestamp()) where id = ?\
                        """)
                .param(stage.id())
                .update();
        work.soon(STAGE, stage.id(), stage.turn() + 1L);
    }

    Rollout made(Actor by, Change change, Revision revision, String direction) {
        long id =
                jdbc.sql(
                                """
                                insert into rollout (change_id, revision_id, direction, started_by)
                                values (?, ?, ?, ?) returning id\
                                """)
                        .params(change.id(), revision.id(), direction, by.name())
                        .query(Long.class)
                        .single();
        List<RevisionTarget> targets = changes.targets(revision.id());
        for (Environment e : environments(change, revision)) {
            long stage =
                    jdbc.sql(
                                    """
                                    insert into stage (rollout_id, environment_id, position, state)
                                    values (?, ?, ?, 'waiting') returning id\
                                    """)
                            .params(id, e.id(), e.position())
                            .query(Long.class)
                            .single();
            targets.stream()
                    .filter(t -> t.environmentId() == e.id())
                    .forEach(t -> insertRun(stage, t.id()));
        }
        return byId(id);
    }

    private void insertRun(long stage, long target) {
        jdbc.sql("insert into run (stage_id, target_id, state) values (?, ?, 'queued')")
                .params(stage, target)
                .update();
    }

    /// Asks the running stage to stop before its next migration; what is committed stays. One that
    /// waits for its environment to open is called off.
    public void stop(Actor by, Change change, String environment) {
        Environment at = mayRoll(by, change, environment);
        transaction.executeWithoutResult(_ -> {
            Change now = changes.locked(change.id());
            if (starts.drop(now, at)) {
                told(by, now, "rollout.unscheduled", at);
                return;
            }
            Rollout.Stage stage = latestStage(now, environment);
            if (stage.held()) {
                stopped(now, stage);
                told(by, now, "rollout.stopped", at);
                return;
            }
            if (!stage.state().equals("running"))
                throw new Conflict("The stage " + environment + " is " + stage.state() + ".");
            jdbc.sql("update stage set stop_asked = true where id = ?").param(stage.id()).update();
            told(by, now, "rollout.stop_asked", at);
            work.soon(STAGE, stage.id());
        });
    }

    void stopped(Change change, Rollout.Stage stage) {
        jdbc.sql("update stage set state = 'stopped', held = false where id = ?")
                .param(stage.id())
                .update();
        changes.state(change.id(), ChangeState.NEEDS_DECISION, "stopped in " + stage.environment());
    }

    private void told(Actor by, Change change, String action, Environment at) {
        audit.record(
                by, action, change.projectId(), change.subject(), Map.of("environment", at.name()));
    }

    /// Goes on with a stage that failed: what is done, or stands in a ledger, is not run again.
    public void retry(Actor by, Change change, String environment) {
        again(by, change, environment, "failed", "rollout.retried");
    }

    /// Goes on with a stage that was stopped.
    public void resume(Actor by, Change change, String environment) {
        again(by, change, environment, "stopped", "rollout.resumed");
    }

    private void again(Actor by, Change change, String environment, String wanted, String action) {
        Environment at = mayRoll(by, change, environment);
        recheck(change, at);
        transaction.executeWithoutResult(_ -> {
            Change now = changes.locked(change.id());
            Rollout.Stage stage = latestStage(now, environment);
            if (!stage.state().equals(wanted))
                throw new Conflict(
                        "The stage "
                                + environment
                                + " is "
                                + stage.state()
                                + ", not "
                                + wanted
                                + ".");
            Rollout rollout = latest(now.id()).orElseThrow();
            Revision revision = changes.revision(rollout.revisionId());
            if (!rollout.isUndo()) open(now, revision, at);
            jdbc.sql(
                            """
                            update run set state = 'queued', reason = '', updated_at = now()
                            where stage_id = ? and state in ('waiting', 'failed_nothing', 'failed_partly')\
                            """)
                    .param(stage.id())
                    .update();
            begin(by.name(), stage);
            changes.state(now.id(), ChangeState.ROLLING_OUT, null);
            audit.record(
                    by, action, now.projectId(), now.subject(), Map.of("environment", environment));
        });
    }

    /// The environments in which the revision has something to do, in order.
    public List<Environment> environments(Change change, Revision revision) {
        Set<Long> used = changes.environments(revision.id());
        return projects.environments(change.projectId()).stream()
                .filter(e -> used.contains(e.id()))
                .toList();
    }

    private static Rollout.Stage stage(Rollout rollout, Environment environment) {
        return find(rollout, environment).orElseThrow();
    }

    static Optional<Rollout.Stage> find(Rollout rollout, Environment environment) {
        return rollout.stages().stream()
                .filter(s -> s.environmentId() == environment.id())
                .findFirst();
    }

    private Rollout.Stage latestStage(Change change, String environment) {
        return latest(change.id())
                .flatMap(r ->
                        r.stages().stream()
                                .filter(s -> s.environment().equals(environment))
                                .findFirst())
                .orElseThrow(() ->
                        new NotFound(change.subject() + " has no stage " + environment + " yet."));
    }

    public Optional<Rollout> forward(long changeId) {
        return of(changeId).stream().filter(r -> !r.isUndo()).findFirst();
    }

    public Optional<Rollout> latest(long changeId) {
        return of(changeId).stream().findFirst();
    }

    /// Newest first.
    public List<Rollout> of(long changeId) {
        return rows.of(changeId);
    }

    /// For the rows of a list, which then ask one by one.
    public void readAhead(List<Change> list) {
        List<Long> ids = list.stream().map(Change::id).toList();
        rows.readAhead(ids);
        starts.readAhead(ids);
    }

    public Rollout byId(long id) {
        return rows.byId(id);
    }

    public boolean hasRun(Change change, long runId) {
        return jdbc.sql(
                        """
                        select exists (select from run r join stage s on s.id = r.stage_id
                            join rollout o on o.id = s.rollout_id where r.id = ? and o.change_id = ?)\
                        """)
                .params(runId, change.id())
                .query(Boolean.class)
                .single();
    }

    public List<LogLine> log(long runId, long after, int limit) {
        return jdbc
                .sql("select * from run_log where run_id = ? and id > ? order by id limit ?")
                .params(runId, after, limit)
                .query(LogLine.class)
                .list()
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }
}
