package dev.sluice.server.changes;

import dev.sluice.server.ReadOnce;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Project;
import dev.sluice.server.releases.Release;
import dev.sluice.server.releases.ReleaseStrategy;
import dev.sluice.server.work.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to changes and their revisions.
@Component
public final class Changes {
    static final String CHECKS = "checks";

    private final JdbcClient jdbc;
    private final ChangeInserts inserts;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Planning planning;
    private final Labels labels;
    private final Work work;

    Changes(
            JdbcClient jdbc,
            ChangeInserts inserts,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Planning planning,
            Labels labels,
            Work work) {
        this.jdbc = jdbc;
        this.inserts = inserts;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.planning = planning;
        this.labels = labels;
        this.work = work;
    }

    public Change open(Actor by, Project project, Release release, @Nullable String title) {
        return open(by, project, release, title, null, ReleaseStrategy.ONLINE);
    }

    /// Opens a change for the release, or makes a new revision of the open one of its ref. Without
    /// `labels` those that it has stay.
    public Change open(
            Actor by,
            Project project,
            Release release,
            @Nullable String title,
            @Nullable List<String> labels,
            ReleaseStrategy strategy) {
        if (labels != null) Labels.checked(labels);
        rights.need(by, Right.CHANGE, project.id());
        for (int tries = 0; ; tries++) {
            Optional<Change> same = openOf(project, release.ref());
            List<Change> before = openBefore(project, same.orElse(null));
            Planning.Plan plan = planning.of(by, project, release, strategy, before, this);
            Optional<Change> made =
                    Objects.requireNonNull(
                            transaction.execute(_ -> {
                                lock(project);
                                same.ifPresent(c -> locked(c.id()));
                                if (!openOf(project, release.ref()).equals(same)
                                        || !openBefore(project, same.orElse(null)).equals(before))
                                    return Optional.empty();
                                Change change = write(by, project, release, title, same, plan);
                                if (labels != null) this.labels.put(by, change, labels);
                                return Optional.of(change);
                            }));
            if (made.isPresent()) return made.get();
            if (tries == 5)
                throw new Conflict(
                        "Other changes of this project keep moving. Nothing was opened. Try again.");
        }
    }

    private Change write(
            Actor by,
            Project project,
            Release release,
            @Nullable String title,
            Optional<Change> same,
            Planning.Plan plan) {
        Change change =
                same.orElseGet(() ->
                        insert(
                                by,
                                project,
                                title == null || title.isBlank() ? plan.title() : title,
                                release.ref(),
                                "release",
                                null));
        if (same.isPresent() && stands(change, plan)) return change;
        revise(by, change, release.id(), plan);
        return byId(change.id());
    }

    /// Whether the latest revision is this plan already, and its approvals are not void.
    private boolean stands(Change change, Planning.Plan plan) {
        Revision latest = latest(change.id());
        List<RevisionTarget> targets = targets(latest.id());
        boolean same = targets.size() == plan.targets().size();
        for (int i = 0; same && i < targets.size(); i++)
            same = targets.get(i).sameWork(plan.targets().get(i));
        return same && fallen(change, latest).isEmpty();
    }

    /// A change that the server planned for one database, to be reviewed like any other.
    public Change openPlanned(
            Actor by, Project project, String title, String ref, long driftId, Planning.Plan plan) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    lock(project);
                    Change change = insert(by, project, title, ref, "revert", driftId);
                    revise(by, change, null, plan);
                    return byId(change.id());
                }));
    }

    private void lock(Project project) {
        jdbc.sql("select id from project where id = ? for no key update")
                .param(project.id())
                .query(Long.class)
                .single();
    }

    private Change insert(
            Actor by,
            Project project,
            String title,
            String ref,
            String kind,
            @Nullable Long driftId) {
        long id = inserts.change(by, project, title, ref, kind, driftId);
        Change change = byId(id);
        audit.record(by, "change.opened", project.id(), change.subject(), Map.of("title", title));
        return change;
    }

    private void revise(Actor by, Change change, @Nullable Long releaseId, Planning.Plan plan) {
        long id = inserts.revision(by, change, releaseId, plan);
        Revision revision = revision(id);
        state(change.id(), ChangeState.IN_REVIEW, null);
        audit.record(
                by,
                "change.revised",
                change.projectId(),
                change.subject(),
                plan.digest() == null
                        ? Map.of("revision", revision.number())
                        : Map.of("revision", revision.number(), "digest", plan.digest()));
        askForChecks(revision);
    }

    /// Runs all checks of the latest revision again.
    public void checkAgain(Actor by, Change change) {
        rights.need(by, Right.CHANGE, change.projectId());
        transaction.executeWithoutResult(_ -> {
            locked(change.id());
            audit.record(by, "change.checks_asked", change.projectId(), change.subject(), Map.of());
            askForChecks(latest(change.id()));
        });
    }

    private void askForChecks(Revision revision) {
        jdbc.sql("delete from revision_check where revision_id = ?").param(revision.id()).update();
        for (Destination to : destinations(revision.id()))
            jdbc.sql(
                            """
                            insert into revision_check (revision_id, target_id, kind, state, message)
                            values (?, ?, 'reachable', 'running', 'waiting to be checked')\
                            """)
                    .params(revision.id(), to.targetId())
                    .update();
        work.soon(CHECKS, revision.id());
    }

    /// Gives up a change that has not begun, or whose rollout a person ends.
    public void close(Actor by, Change change, String reason) {
        rights.need(by, Right.CHANGE, change.projectId());
        if (reason.isBlank()) throw new Refusal("Closing a change needs a reason.");
        transaction.executeWithoutResult(_ -> {
            Change now = locked(change.id());
            if (!now.state().isOpen())
                throw new Conflict(now.subject() + " is " + now.state().words() + " already.");
            if (isRunning(now.id()))
                throw new Conflict("A run of " + now.subject() + " is under way. Stop it first.");
            state(now.id(), ChangeState.CLOSED, reason);
            audit.record(
                    by, "change.closed", now.projectId(), now.subject(), Map.of("reason", reason));
        });
    }

    private boolean isRunning(long changeId) {
        return jdbc.sql(
                                """
                                select count(*) from run r join stage s on s.id = r.stage_id
                                join rollout o on o.id = s.rollout_id
                                where o.change_id = ? and (r.state in ('running', 'unknown') or s.state = 'running')\
                                """)
                        .param(changeId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// Takes the row's lock for the rest of the transaction: whoever decides on a change waits
    /// here.
    public Change locked(long changeId) {
        return jdbc.sql("select * from change where id = ? for update")
                .param(changeId)
                .query(ChangeRows::change)
                .single();
    }

    /// Inside a transaction that holds the lock.
    public void state(long changeId, ChangeState state, @Nullable String reason) {
        jdbc.sql("update change set state = ?, reason = ? where id = ?")
                .param(state.text())
                .param(reason)
                .param(changeId)
                .update();
    }

    public Change numbered(Project project, int number) {
        return jdbc.sql("select * from change where project_id = ? and number = ?")
                .params(project.id(), number)
                .query(ChangeRows::change)
                .optional()
                .orElseThrow(() ->
                        new NotFound("There is no change #%d in this project.".formatted(number)));
    }

    public Change byId(long id) {
        return jdbc.sql("select * from change where id = ?")
                .param(id)
                .query(ChangeRows::change)
                .single();
    }

    /// Newest first.
    public List<Change> open(long projectId) {
        return jdbc.sql(
                        """
                        select * from change where project_id = ? and state = any (?)
                        order by number desc\
                        """)
                .params(projectId, ChangeState.texts(true))
                .query(ChangeRows::change)
                .list();
    }

    /// Newest first.
    public List<Change> of(long projectId) {
        return jdbc.sql("select * from change where project_id = ? order by number desc")
                .param(projectId)
                .query(ChangeRows::change)
                .list();
    }

    /// The open change of a ref that has not begun to roll out.
    private Optional<Change> openOf(Project project, String ref) {
        return jdbc.sql(
                        """
                        select * from change c where project_id = ? and ref = ? and kind = 'release'
                        and state in ('draft', 'in_review', 'approved')
                        and not exists (select from rollout o where o.change_id = c.id)
                        order by number desc limit 1\
                        """)
                .params(project.id(), ref)
                .query(ChangeRows::change)
                .optional();
    }

    /// Open changes that run before `change` (before a new one: all), in order.
    private List<Change> openBefore(Project project, @Nullable Change change) {
        return open(project.id()).reversed().stream()
                .filter(c -> c.kind().equals("release"))
                .filter(c -> change == null || c.number() < change.number())
                .toList();
    }

    public Revision latest(long changeId) {
        return revisions(changeId).getFirst();
    }

    /// Newest first.
    public List<Revision> revisions(long changeId) {
        return ReadOnce.of(
                "revisions",
                List.of(changeId),
                () ->
                        jdbc.sql("select * from revision where change_id = ? order by number desc")
                                .param(changeId)
                                .query(ChangeRows::revision)
                                .list());
    }

    public Revision revision(long id) {
        return jdbc.sql("select * from revision where id = ?")
                .param(id)
                .query(ChangeRows::revision)
                .single();
    }

    /// A predecessor that the revision counts on and that will not be done: approvals of the
    /// revision are void.
    public Optional<Change> fallen(Change change, Revision revision) {
        return predecessors(change, revision).stream()
                .filter(p -> p.state() == ChangeState.CLOSED || p.state() == ChangeState.REVERTED)
                .findFirst();
    }

    /// The changes that must be done before this revision runs, in order.
    public List<Change> predecessors(Change change, Revision revision) {
        if (revision.predecessors().isEmpty()) return List.of();
        return ReadOnce.of(
                "predecessors",
                List.of(revision.id()),
                () ->
                        jdbc.sql(
                                        """
                                        select * from change where project_id = ? and number = any (?)
                                        order by number\
                                        """)
                                .params(
                                        change.projectId(),
                                        revision.predecessors().toArray(Integer[]::new))
                                .query(ChangeRows::change)
                                .list());
    }

    /// What the latest revision does otherwise than the one with this digest; empty where no
    /// revision of the change has it.
    public List<String> since(Change change, String digest) {
        List<Revision> all = revisions(change.id());
        return all.stream()
                .filter(r -> digest.equals(r.digest()))
                .findFirst()
                .map(seen -> RevisionDelta.words(targets(seen.id()), targets(all.getFirst().id())))
                .orElse(List.of());
    }

    /// Everybody who had a hand in the change, the makers of the tokens that it was released with
    /// too: they can't approve it.
    public Set<Long> hands(Change change) {
        return ReadOnce.of(
                "hands",
                List.of(change.id()),
                () -> {
                    var people = new TreeSet<Long>();
                    people.add(change.authorId());
                    people.addAll(
                            jdbc.sql(
                                            """
                                            select editor_id from revision where change_id = :change union
                                            select token_maker_id from revision where change_id = :change
                                                and token_maker_id is not null\
                                            """)
                                    .param("change", change.id())
                                    .query((row, _) -> row.getLong(1))
                                    .list());
                    return people;
                });
    }

    /// Its targets without what is done there, which can be long: in the order of the targets.
    public List<Destination> destinations(long revisionId) {
        return ReadOnce.of(
                "destinations",
                List.of(revisionId),
                () ->
                        jdbc
                                .sql(
                                        """
                                        select t.id as target_id, t.environment_id, t.database_id, d.name as database
                                        from revision_target t join managed_database d on d.id = t.database_id
                                        where t.revision_id = ? order by t.ordinal\
                                        """)
                                .param(revisionId)
                                .query(Destination.class)
                                .list()
                                .stream()
                                .map(Objects::requireNonNull)
                                .toList());
    }

    public List<RevisionTarget> targets(long revisionId) {
        return ReadOnce.of(
                "targets", List.of(revisionId), () -> targets("t.revision_id", revisionId));
    }

    public RevisionTarget target(long id) {
        return targets("t.id", id).getFirst();
    }

    /// Those in which the revision has something to do.
    public Set<Long> environments(long revisionId) {
        return ReadOnce.of(
                "environments of a revision",
                List.of(revisionId),
                () ->
                        Set.copyOf(
                                jdbc.sql(
                                                "select distinct environment_id from revision_target where revision_id = ?")
                                        .param(revisionId)
                                        .query((row, _) -> row.getLong(1))
                                        .list()));
    }

    private List<RevisionTarget> targets(String of, long id) {
        var migrations = new HashMap<Long, List<TargetMigration>>();
        jdbc.sql(
                        """
                        select m.* from target_migration m join revision_target t on t.id = m.target_id
                        where %s = ? order by m.target_id, m.ordinal\
                        """
                                .formatted(of))
                .param(id)
                .query((row, _) ->
                        migrations
                                .computeIfAbsent(row.getLong("target_id"), _ -> new ArrayList<>())
                                .add(ChangeRows.migration(row)))
                .list();
        return jdbc.sql(
                        """
                        select t.*, e.name as environment, d.name as database from revision_target t
                        join environment e on e.id = t.environment_id
                        join managed_database d on d.id = t.database_id
                        where %s = ? order by t.ordinal\
                        """
                                .formatted(of))
                .param(id)
                .query((row, _) -> ChangeRows.target(row, migrations))
                .list();
    }

    public List<Check> checks(long revisionId) {
        return ReadOnce.of(
                "checks",
                List.of(revisionId),
                () ->
                        jdbc
                                .sql(
                                        """
                                        select target_id, kind, state, message, cast(details as text) as details, at
                                        from revision_check where revision_id = ? order by target_id, id\
                                        """)
                                .param(revisionId)
                                .query(Check.class)
                                .list()
                                .stream()
                                .map(Objects::requireNonNull)
                                .toList());
    }
}
