package dev.sluice.server.rollouts;

import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import dev.sluice.rollout.RunMigration;
import dev.sluice.rollout.UndoPreview;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.Unreachable;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.releases.Proofs;
import dev.sluice.server.windows.Opening;
import dev.sluice.server.windows.Windows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to undo: says first what will be gone, counted on the live databases, and then takes
/// back what a change applied.
@Component
public final class Undo {
    private static final Set<String> TOUCHED = Set.of("applied", "failed_partly", "unknown");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Projects projects;
    private final Changes changes;
    private final Rollouts rollouts;
    private final Databases databases;
    private final Proofs proofs;
    private final Catalogs catalogs;
    private final Windows windows;

    Undo(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Projects projects,
            Changes changes,
            Rollouts rollouts,
            Databases databases,
            Proofs proofs,
            Catalogs catalogs,
            Windows windows) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.projects = projects;
        this.changes = changes;
        this.rollouts = rollouts;
        this.databases = databases;
        this.proofs = proofs;
        this.catalogs = catalogs;
        this.windows = windows;
    }

    /// What an undo takes away from one database, in words: `table public.a: 3 rows will be gone`.
    /// `destroyed` are objects whose data went when the change was applied: they come back without.
    public record Loss(
            String environment, String database, List<String> words, List<String> destroyed) {
        public Loss {
            words = List.copyOf(words);
            destroyed = List.copyOf(destroyed);
        }
    }

    /// The databases that an undo reaches, the latest environment first; refused where it would be.
    public List<Loss> losses(Actor by, Change change) {
        rights.need(by, Right.ROLLOUT, change.projectId());
        Change now = changes.byId(change.id());
        return losses(now, undoable(now));
    }

    /// Why the environments of an undo are shut now. It is the emergency exit: no window and no
    /// freeze holds it, but it is said before and stands in the trail.
    public List<String> outside(Actor by, Change change) {
        rights.need(by, Right.READ, change.projectId());
        return rollouts.forward(change.id()).map(r -> outside(change, r)).orElse(List.of());
    }

    private List<String> outside(Change change, Rollout forward) {
        Set<Long> reached =
                forward.stages().stream()
                        .filter(s -> s.runs().stream().anyMatch(r -> TOUCHED.contains(r.state())))
                        .map(Rollout.Stage::environmentId)
                        .collect(Collectors.toSet());
        var shut = new ArrayList<String>();
        for (Environment e : projects.environments(change.projectId()))
            if (reached.contains(e.id()) && windows.opening(e) instanceof Opening.Shut hours)
                shut.add(hours.sentence(e.name()));
        return shut;
    }

    private List<Loss> losses(Change change, Rollout forward) {
        Map<Long, RevisionTarget> targets =
                changes.targets(forward.revisionId()).stream()
                        .collect(Collectors.toMap(RevisionTarget::id, t -> t));
        String project = projects.byId(change.projectId()).name();
        var losses = new ArrayList<Loss>();
        for (Rollout.Stage stage : forward.stages().reversed())
            for (Rollout.Run run : stage.runs()) {
                RevisionTarget target = targets.get(run.targetId());
                if (target != null && TOUCHED.contains(run.state()))
                    losses.add(
                            new Loss(
                                    stage.environment(),
                                    run.database(),
                                    counted(project, target),
                                    destroyed(target)));
            }
        return losses;
    }

    private List<String> counted(String project, RevisionTarget target) {
        Database database = databases.byId(target.databaseId());
        try (Connection live = databases.connect(database)) {
            return UndoPreview.of(live, project, migrations(target, database.major()))
                    .losses()
                    .stream()
                    .filter(l -> l.rows() > 0)
                    .map(UndoPreview.Loss::words)
                    .toList();
        } catch (SQLException | Unreachable e) {
            return List.of("could not be counted: " + e.getMessage());
        }
    }

    private List<String> destroyed(RevisionTarget target) {
        int major = databases.byId(target.databaseId()).major();
        return target.migrations().stream()
                .flatMap(m -> proofs.find(m.chain(), major).stream())
                .flatMap(p -> p.hazards().stream())
                .filter(h -> h.kind() == HazardKind.DATA_LOSS)
                .map(Hazard::object)
                .distinct()
                .toList();
    }

    /// With the proven catalogs around each, which name the tables and columns to count.
    private List<RunMigration> migrations(RevisionTarget target, int major) {
        return target.migrations().stream()
                .map(m -> {
                    Optional<MigrationProof> proof = proofs.find(m.chain(), major);
                    return RunMigration.of(m.digest(), m.tag(), m.statements(), m.down())
                            .between(
                                    proof.flatMap(p -> catalogs.find(p.fingerprintBefore()))
                                            .orElse(null),
                                    proof.flatMap(p -> catalogs.find(p.fingerprintAfter()))
                                            .orElse(null));
                })
                .toList();
    }

    /// Takes back, database by database, what this change's runs applied: the latest environment
    /// first. A rollout of its own, begun at once. Where rows will be gone it needs the person's
    /// word.
    public void start(Actor by, Change change, String reason, boolean acceptsLoss) {
        rights.need(by, Right.ROLLOUT, change.projectId());
        if (reason.isBlank()) throw new Refusal("Undoing a change needs a reason.");
        if (!acceptsLoss) refuseLosses(changes.byId(change.id()));
        transaction.executeWithoutResult(_ -> {
            Change now = changes.locked(change.id());
            Rollout forward = undoable(now);
            Revision revision = changes.revision(forward.revisionId());
            Rollout undo = rollouts.made(by, now, revision, "down");
            skipUntouched(forward, undo);
            changes.state(now.id(), ChangeState.ROLLING_OUT, null);
            audit.record(
                    by,
                    "rollout.undo_started",
                    now.projectId(),
                    now.subject(),
                    Map.of(
                            "reason",
                            reason,
                            "digest",
                            revision.sealed(),
                            "acceptsLoss",
                            acceptsLoss,
                            "outsideOfWindows",
                            outside(now, forward)));
            rollouts.byId(undo.id()).stages().reversed().stream()
                    .filter(s -> s.state().equals("waiting"))
                    .findFirst()
                    .ifPresentOrElse(s -> rollouts.begin(by.name(), s), () -> nothingToUndo(now));
        });
    }

    /// Outside the lock: it reads the databases.
    private void refuseLosses(Change change) {
        List<String> lost =
                losses(change, undoable(change)).stream()
                        .flatMap(l -> l.words().stream().map(w -> l.database() + ": " + w + "."))
                        .toList();
        if (lost.isEmpty()) return;
        var reasons = new ArrayList<>(lost);
        reasons.add(
                "Undo does not bring that back, so it needs your word on it: the tick on the page,"
                        + " --yes on the command line. Nothing was changed.");
        throw new Conflict(reasons);
    }

    private Rollout undoable(Change change) {
        Rollout forward =
                rollouts.forward(change.id())
                        .orElseThrow(
                                () -> new Conflict(change.subject() + " was never rolled out."));
        mayBeUndone(change, forward);
        return forward;
    }

    private void mayBeUndone(Change change, Rollout forward) {
        switch (change.state()) {
            case ROLLING_OUT, DONE, NEEDS_DECISION, CLOSED -> {}
            case DRAFT, IN_REVIEW, APPROVED, REVERTED ->
                    throw new Conflict(
                            change.subject()
                                    + " is "
                                    + change.state().words()
                                    + ": there is nothing to undo.");
        }
        rollouts.latest(change.id())
                .filter(r -> r.stages().stream().anyMatch(s -> s.state().equals("running")))
                .ifPresent(_ -> {
                    throw new Conflict(
                            "A stage of " + change.subject() + " is running. Stop it first.");
                });
        if (rollouts.latest(change.id()).map(Rollout::isUndo).orElse(false))
            throw new Conflict(
                    "An undo of " + change.subject() + " has begun. Retry or resume it.");
        List<String> later = later(change, forward);
        if (!later.isEmpty())
            throw new Conflict(
                    "Later changes stand on top and have to be undone first: "
                            + String.join(", ", later)
                            + ".");
        List<String> adopted = adopted(change, forward);
        if (!adopted.isEmpty())
            throw new Conflict(
                    "Drift was adopted on %s after %s went there, and the way back is proven from the state before"
                                    .formatted(String.join(", ", adopted), change.subject())
                            + " that only. Take it back by a new change.");
    }

    /// Databases of this change whose record an adoption has moved on.
    private List<String> adopted(Change change, Rollout forward) {
        return forward.stages().stream()
                .flatMap(s -> s.runs().stream())
                .filter(r -> TOUCHED.contains(r.state()))
                .filter(r -> isMovedOn(r.databaseId(), change.number()))
                .map(Rollout.Run::database)
                .toList();
    }

    private boolean isMovedOn(long database, int change) {
        return jdbc.sql(
                                """
                                select count(*) from managed_database d join lateral (
                                    select id, fingerprint_after from history where database_id = d.id
                                    and change_number = :change and direction = 'up' order by id desc limit 1) ours on true
                                where d.id = :database and d.recorded_fingerprint is distinct from ours.fingerprint_after
                                and exists (select from history h where h.database_id = d.id and h.origin = 'drift'
                                    and h.id > ours.id)\
                                """)
                        .param("change", change)
                        .param("database", database)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// Changes that applied something after this one did, on a database of this one.
    private List<String> later(Change change, Rollout forward) {
        Set<Long> databases =
                forward.stages().stream()
                        .flatMap(s -> s.runs().stream())
                        .map(Rollout.Run::databaseId)
                        .collect(Collectors.toSet());
        return jdbc
                .sql(
                        """
                        select distinct c.number, t.database_id from change c join rollout o on o.change_id = c.id
                        join stage s on s.rollout_id = o.id join run r on r.stage_id = s.id
                        join revision_target t on t.id = r.target_id
                        where c.project_id = ? and c.number > ? and c.state not in ('reverted')
                        and c.kind = 'release' and o.direction = 'up'
                        and r.state in ('applied', 'failed_partly', 'running', 'unknown') order by 1\
                        """)
                .params(change.projectId(), change.number())
                .query((row, _) -> databases.contains(row.getLong(2)) ? "#" + row.getInt(1) : "")
                .list()
                .stream()
                .filter(s -> !s.isEmpty())
                .distinct()
                .toList();
    }

    private void skipUntouched(Rollout forward, Rollout undo) {
        Set<Long> touched =
                forward.stages().stream()
                        .flatMap(s -> s.runs().stream())
                        .filter(r -> TOUCHED.contains(r.state()))
                        .map(Rollout.Run::targetId)
                        .collect(Collectors.toSet());
        for (Rollout.Stage stage : undo.stages()) {
            boolean any = false;
            for (Rollout.Run run : stage.runs()) {
                if (touched.contains(run.targetId())) any = true;
                else
                    jdbc.sql(
                                    "update run set state = 'skipped', reason = 'nothing was applied here' where id = ?")
                            .param(run.id())
                            .update();
            }
            if (!any)
                jdbc.sql(
                                "update stage set state = 'done', done_at = clock_timestamp() where id = ?")
                        .param(stage.id())
                        .update();
        }
    }

    private void nothingToUndo(Change change) {
        changes.state(change.id(), ChangeState.REVERTED, "nothing was applied anywhere");
    }
}
