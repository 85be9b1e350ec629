package dev.sluice.server.drift;

import dev.sluice.folder.Digests;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.server.Json;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Planning;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.changes.TargetMigration;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.databases.Comparison;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.Unreachable;
import dev.sluice.server.history.History;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Project;
import dev.sluice.server.releases.Proofs;
import dev.sluice.source.scratch.Scratch;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to drift: look, make the live state the record, or plan the way back to the record.
@Component
public final class Drifts {
    /// Background work that compares the database of its id.
    public static final String LOOK = "drift";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Databases databases;
    private final Catalogs catalogs;
    private final Comparison comparison;
    private final History history;
    private final Changes changes;
    private final Proofs proofs;

    Drifts(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Databases databases,
            Catalogs catalogs,
            Comparison comparison,
            History history,
            Changes changes,
            Proofs proofs) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.databases = databases;
        this.catalogs = catalogs;
        this.comparison = comparison;
        this.history = history;
        this.changes = changes;
        this.proofs = proofs;
    }

    /// Compares now. A difference opens a drift that shuts the gates of the database; none closes
    /// it. While a run is at work there, or left a migration between two steps, nothing is
    /// concluded.
    public DriftReport check(Actor by, Database seen) {
        rights.need(by, Right.READ, seen.projectId());
        Database d = databases.byId(seen.id());
        if (databases.isAtWork(d.id()) || databases.isBetweenSteps(d)) return DriftReport.NONE;
        Catalog live = databases.live(d);
        List<String> words = comparison.words(catalogs.named(d.recordedFingerprint(), live), live);
        return Objects.requireNonNull(transaction.execute(_ -> kept(by, d, live, words)));
    }

    /// Before somebody is refused for a drift that may be gone by now: compares again where one is
    /// open.
    public void recheck(Collection<Long> databaseIds) {
        for (long id : databaseIds) {
            try {
                if (isOpen(id)) check(Actor.SYSTEM, databases.byId(id));
            } catch (Unreachable _) {
                // the drift that is known still shuts the gate
            }
        }
    }

    private boolean isOpen(long databaseId) {
        return jdbc.sql("select count(*) from drift where database_id = ? and state = 'open'")
                        .param(databaseId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private DriftReport kept(Actor by, Database d, Catalog live, List<String> words) {
        boolean moved =
                !databases.byId(d.id()).recordedFingerprint().equals(d.recordedFingerprint());
        if (moved || databases.isAtWork(d.id())) return DriftReport.NONE;
        if (words.isEmpty()) {
            if (Fingerprint.isFormer(d.recordedFingerprint())) databases.recorded(d.id(), live);
            int gone =
                    jdbc.sql(
                                    """
                                    update drift set state = 'gone', closed_at = now()
                                    where database_id = ? and state = 'open'\
                                    """)
                            .param(d.id())
                            .update();
            if (gone > 0) {
                audit.record(by, "drift.gone", d.projectId(), d.name(), Map.of());
                lookAgain(d);
            }
            return DriftReport.NONE;
        }
        String fingerprint = catalogs.keep(live).toString();
        int fresh =
                jdbc.sql(
                                """
                                insert into drift (database_id, state, fingerprint_record, fingerprint_live, differences)
                                values (:database, 'open', :record, :live, cast(:words as jsonb))
                                on conflict (database_id) where state = 'open' do nothing\
                                """)
                        .param("database", d.id())
                        .param("record", d.recordedFingerprint())
                        .param("live", fingerprint)
                        .param("words", Json.write(words))
                        .update();
        if (fresh > 0)
            audit.record(by, "drift.found", d.projectId(), d.name(), Map.of("differences", words));
        else
            jdbc.sql(
                            """
                            update drift set fingerprint_live = ?, differences = cast(? as jsonb)
                            where database_id = ? and state = 'open'\
                            """)
                    .params(fingerprint, Json.write(words), d.id())
                    .update();
        return new DriftReport(openId(d.id()), fingerprint, words);
    }

    private long openId(long databaseId) {
        return jdbc.sql("select id from drift where database_id = ? and state = 'open'")
                .param(databaseId)
                .query(Long.class)
                .single();
    }

    /// Open changes for the database are checked anew: what shut their gate is no longer so.
    private void lookAgain(Database d) {
        for (Change c : changes.open(d.projectId()))
            if (touches(c, d)) changes.checkAgain(Actor.SYSTEM, c);
    }

    private boolean touches(Change c, Database d) {
        return changes.destinations(changes.latest(c.id()).id()).stream()
                .anyMatch(t -> t.databaseId() == d.id());
    }

    /// The live state becomes the record. `looked` is the fingerprint of the live state that the
    /// person decided on, null where they were shown none.
    public void adopt(Actor by, Database seen, String reason, @Nullable String looked) {
        rights.need(by, Right.ADMIN, seen.projectId(), seen.environmentId());
        if (reason.isBlank()) throw new Refusal("Adopting a drift needs a reason.");
        DriftReport found = found(by, seen);
        if (looked != null && !looked.equals(found.fingerprint())) throw changedAgain();
        Database d = databases.byId(seen.id());
        Catalog live = catalogs.named(found.fingerprint());
        transaction.executeWithoutResult(_ -> {
            String after = found.fingerprint();
            if (!liveOf(found.id()).equals(after)) throw changedAgain();
            jdbc.sql(
                            """
                            update drift set state = 'adopted', closed_at = now(), closed_by = ?, reason = ?
                            where id = ?\
                            """)
                    .params(by.name(), reason, found.id())
                    .update();
            history.addDrift(d.id(), found.id(), d.recordedFingerprint(), after, by.name());
            databases.recorded(d.id(), live);
            audit.record(
                    by,
                    "drift.adopted",
                    d.projectId(),
                    d.name(),
                    Map.of("reason", reason, "differences", found.differences()));
            lookAgain(d);
        });
    }

    private static Conflict changedAgain() {
        return new Conflict(
                "The database has changed again since it was compared. Nothing was adopted. Look at"
                        + " it once more.");
    }

    private String liveOf(long driftId) {
        return jdbc.sql("select fingerprint_live from drift where id = ?")
                .param(driftId)
                .query(String.class)
                .single();
    }

    private DriftReport found(Actor by, Database d) {
        DriftReport found = check(by, d);
        if (found.id() == 0)
            throw new Conflict(d.name() + " is what its record says: there is no drift.");
        return found;
    }

    /// A change from the live state back to the record, to be reviewed like any other; the one that
    /// is open already where it starts from this live state.
    public Change revert(Actor by, Project project, Database seen) {
        rights.need(by, Right.CHANGE, seen.projectId());
        DriftReport found = found(by, seen);
        Database d = databases.byId(seen.id());
        Optional<Change> open = planned(project, found);
        if (open.isPresent()) return open.get();
        Catalog live = catalogs.named(found.fingerprint());
        Catalog record = catalogs.named(d.recordedFingerprint(), live);
        return switch (Planner.plan(live, record, PlanOptions.NONE)) {
            case Planned.Refused(List<String> reasons) -> throw new Conflict(reasons);
            case Planned.Ready(Plan plan) -> opened(by, project, d, found, live, plan);
        };
    }

    private Optional<Change> planned(Project project, DriftReport found) {
        return changes.open(project.id()).stream()
                .filter(c -> Objects.equals(c.driftId(), found.id()))
                .filter(c ->
                        changes.targets(changes.latest(c.id()).id()).stream()
                                .allMatch(t -> t.expectedFingerprint().equals(found.fingerprint())))
                .findFirst();
    }

    private Change opened(
            Actor by, Project project, Database d, DriftReport found, Catalog live, Plan plan) {
        List<String> up = plan.steps().stream().map(Step::sql).toList();
        List<String> down = plan.wayBack().stream().map(Step::sql).toList();
        String tag = "drift_" + found.id() + "_revert";
        String digest = Digests.migration(tag, up, down);
        String chain = Digests.sha256(Fingerprint.of(live) + digest);
        List<String> proven;
        try (Scratch scratch = Scratch.open(d.major())) {
            proven = proofs.planned(chain, tag, scratch, live, up, down).down();
        } catch (SQLException e) {
            throw new Conflict("The way back could not be tried on scratch: " + e.getMessage());
        }
        var migration = new TargetMigration(digest, tag, "", 0, "", up, List.of(), proven, chain);
        var target =
                new RevisionTarget(
                        0,
                        0,
                        d.environmentId(),
                        d.environment(),
                        d.id(),
                        d.name(),
                        0,
                        catalogs.keep(live).toString(),
                        List.of(migration));
        return changes.openPlanned(
                by,
                project,
                "Take back the drift of " + d.name(),
                "drift/" + found.id(),
                found.id(),
                Planning.Plan.proven(tag, target));
    }
}
