package dev.sluice.server.rollouts;

import dev.sluice.ledger.DrizzleMark;
import dev.sluice.ledger.DrizzleTable;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.ledger.StepJournal;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.Recovery;
import dev.sluice.rollout.RunContext;
import dev.sluice.rollout.RunEvent;
import dev.sluice.rollout.RunListener;
import dev.sluice.rollout.RunMigration;
import dev.sluice.rollout.Runner;
import dev.sluice.rollout.Target;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.changes.TargetMigration;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.databases.Comparison;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.Unreachable;
import dev.sluice.server.history.History;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.releases.Proofs;
import dev.sluice.server.releases.Release;
import dev.sluice.server.releases.Releases;
import dev.sluice.server.work.Work;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Hands a claimed run to the runner and copies what the target's ledger says into the history.
@Component
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final JdbcClient jdbc;
    private final Databases databases;
    private final Projects projects;
    private final Releases releases;
    private final Proofs proofs;
    private final Catalogs catalogs;
    private final Changes changes;
    private final History history;
    private final Work work;
    private final RunLog log;

    Execution(
            JdbcClient jdbc,
            Databases databases,
            Projects projects,
            Releases releases,
            Proofs proofs,
            Catalogs catalogs,
            Changes changes,
            History history,
            Work work,
            RunLog log) {
        this.jdbc = jdbc;
        this.databases = databases;
        this.projects = projects;
        this.releases = releases;
        this.proofs = proofs;
        this.catalogs = catalogs;
        this.changes = changes;
        this.history = history;
        this.work = work;
        this.log = log;
    }

    /// How an attempt ended. `rows` is all that the ledger has of the run where `isAll` says so, as
    /// it was committed.
    record Ended(Outcome outcome, List<RunEvent.Recorded> rows, boolean isAll) {
        Ended(Outcome outcome) {
            this(outcome, List.of(), false);
        }
    }

    Ended run(Claim c) {
        Rollout.Run run = c.run();
        int attempt = c.attempt();
        Database database = databases.byId(c.target().databaseId());
        try (var settling = new Comparison.Settling(database.major())) {
            RunContext context =
                    context(
                            c.change(),
                            c.revision(),
                            c.rollout(),
                            run,
                            attempt,
                            c.epoch(),
                            settling);
            RunListener lines = log.of(run.id(), attempt);
            var rows = new ArrayList<RunEvent.Recorded>();
            var before = new AtomicBoolean();
            RunListener listener =
                    event -> {
                        if (event instanceof RunEvent.Recorded row) rows.add(row);
                        if (event instanceof RunEvent.LedgerRead(var skipped, var _)
                                && !skipped.isEmpty()) before.set(true);
                        if (event instanceof RunEvent.Adopted) before.set(true);
                        lines.on(event);
                    };
            List<RunMigration> migrations = migrations(c.target(), database, c.rollout().isUndo());
            Target at = target(c.revision(), database);
            Outcome outcome =
                    c.rollout().isUndo()
                            ? Runner.undo(at, migrations, context, listener)
                            : Runner.apply(at, migrations, context, listener);
            return new Ended(
                    told(run.id(), attempt, outcome),
                    rows,
                    outcome instanceof Outcome.Applied && !before.get());
        } catch (Unreachable e) {
            return new Ended(
                    told(
                            run.id(),
                            attempt,
                            new Outcome.Refused(
                                    dev.sluice.rollout.Gate.UNREACHABLE,
                                    String.valueOf(e.getMessage()))));
        }
    }

    /// How the attempt ended is the last line of its log.
    Outcome told(long runId, int attempt, Outcome outcome) {
        String level =
                switch (outcome) {
                    case Outcome.Applied _ -> "info";
                    case Outcome.Stopped _, Outcome.Unknown _, Outcome.Refused _ -> "warning";
                    case Outcome.NothingChanged _, Outcome.PartlyApplied _ -> "error";
                };
        log.line(runId, attempt, level, null, null, outcome.words(), null);
        return outcome;
    }

    Recovery recover(
            Change change,
            Revision revision,
            Rollout rollout,
            Rollout.Run run,
            RevisionTarget target) {
        Database database = databases.byId(target.databaseId());
        try (var settling = new Comparison.Settling(database.major())) {
            return Recovery.of(
                    target(revision, database),
                    migrations(target, database, rollout.isUndo()),
                    context(change, revision, rollout, run, run.attempts(), run.epoch(), settling),
                    rollout.isUndo(),
                    log.of(run.id(), run.attempts()));
        } catch (Unreachable e) {
            return new Recovery.NotReachable(String.valueOf(e.getMessage()));
        }
    }

    private RunContext context(
            Change change,
            Revision revision,
            Rollout rollout,
            Rollout.Run run,
            int attempt,
            long epoch,
            Comparison.Settling settling) {
        String project = projects.byId(change.projectId()).name();
        return RunContext.of(project, Long.toString(run.id()), startedBy(run.id(), rollout))
                .attempt(attempt, epoch)
                .onServer(databases.serverId(), (long) change.number(), revision.sealed())
                .settledBy(settling)
                .stoppedWhen(
                        () -> work.isEnding() || stopAsked(run.id()),
                        () -> !work.isEnding() && stopAsked(run.id()));
    }

    /// Whoever started this stage: an earlier one may have started by itself.
    private String startedBy(long runId, Rollout rollout) {
        return jdbc.sql(
                        """
                        select coalesce(s.started_by, ?) from stage s join run r on r.stage_id = s.id
                        where r.id = ?\
                        """)
                .params(rollout.startedBy(), runId)
                .query(String.class)
                .single();
    }

    boolean stopAsked(long runId) {
        return jdbc.sql(
                        """
                        select s.stop_asked from stage s join run r on r.stage_id = s.id where r.id = ?\
                        """)
                .param(runId)
                .query(Boolean.class)
                .single();
    }

    private Target target(Revision revision, Database database) {
        Target target = Target.of(databases.url(database)).withIdentity(database.identity());
        if (revision.releaseId() == null) return target;
        Release release = releases.byId(revision.releaseId());
        target = target.withSearchPath(release.searchPath());
        DrizzleTable drizzle = release.drizzle();
        return drizzle == null ? target : target.withDrizzle(drizzle);
    }

    /// The catalogs around each migration: proven where the target starts from what was proven,
    /// else only the reviewed one before the first. Of an older form only the one that the run
    /// starts from is compared: what its statements make may be more than that form can say.
    private List<RunMigration> migrations(RevisionTarget target, Database database, boolean undo) {
        var list = new ArrayList<RunMigration>();
        String at = target.expectedFingerprint();
        boolean asProven = true;
        for (TargetMigration m : target.migrations()) {
            Optional<MigrationProof> proof = proofs.find(m.chain(), database.major());
            asProven = asProven && proof.isPresent() && proof.get().fingerprintBefore().equals(at);
            boolean starts = list.isEmpty() && !undo;
            boolean ends = m.equals(target.migrations().getLast()) && undo;
            Catalog before =
                    starts || (asProven && !Fingerprint.isFormer(at)) ? asKept(at, database) : null;
            Catalog after = null;
            if (asProven) {
                at = proof.orElseThrow().fingerprintAfter();
                after = ends || !Fingerprint.isFormer(at) ? asKept(at, database) : null;
            }
            RunMigration run =
                    RunMigration.of(m.digest(), m.tag(), m.statements(), m.down())
                            .between(before, after);
            list.add(
                    m.text().isEmpty()
                            ? run
                            : run.withDrizzle(DrizzleMark.of(m.text(), m.drizzleWhen())));
        }
        return list;
    }

    private Catalog asKept(String fingerprint, Database database) {
        return Fingerprint.isFormer(fingerprint)
                ? catalogs.named(fingerprint, databases.live(database))
                : catalogs.named(fingerprint);
    }

    /// Copies what the run committed into the history, and the catalog that it left into the
    /// record.
    void record(Claim c, Ended ended) {
        if (!ended.isAll()) {
            record(c.change(), c.rollout(), c.target(), c.run().id());
            return;
        }
        if (ended.rows().isEmpty()) return;
        Database database = databases.byId(c.target().databaseId());
        keep(
                c.change(),
                database,
                c.run().id(),
                ended.rows().stream().map(RunEvent.Recorded::row).toList(),
                ended.rows().getLast().after());
    }

    /// Copies the ledger's rows of this run into the history, and the live catalog into the record.
    /// The ledger is the truth: what it lacks was not done. Where it can't be read now,
    /// [Reconciliation] does it as soon as it can.
    void record(Change change, Rollout rollout, RevisionTarget target, long runId) {
        Database database = databases.byId(target.databaseId());
        try (Connection live = databases.connect(database)) {
            String project = projects.byId(change.projectId()).name();
            Ledger ledger = Ledger.read(live, project);
            List<LedgerRow> ours =
                    ledger.rows().stream()
                            .filter(r -> r.runId().equals(Long.toString(runId)))
                            .toList();
            if (ours.isEmpty()) return;
            keep(change, database, runId, ours, CatalogReader.read(live));
        } catch (SQLException | Unreachable e) {
            LOG.warn(
                    "the history of {} could not be written now: {}",
                    database.name(),
                    e.getMessage());
            work.soon(Reconciliation.TASK, database.id());
        }
    }

    private void keep(
            Change change, Database database, long runId, List<LedgerRow> ours, Catalog found) {
        String live = catalogs.keep(found).toString();
        for (LedgerRow row : ours)
            history.add(
                    database.id(),
                    runId,
                    change.number(),
                    row,
                    row.equals(ours.getFirst())
                            ? database.recordedFingerprint()
                            : kept(row.fingerprintBefore()),
                    row.equals(ours.getLast()) ? live : kept(row.fingerprintAfter()));
        databases.recorded(database.id(), live, found.major());
    }

    private @Nullable String kept(@Nullable String fingerprint) {
        return fingerprint != null && catalogs.find(fingerprint).isPresent() ? fingerprint : null;
    }

    /// A line that no statement wrote.
    void note(long runId, int attempt, String text) {
        log.line(runId, attempt, "info", null, null, text, null);
    }

    /// Whether the target has something of this run, a migration or some of its steps.
    boolean hasBegun(Change change, Database database, long runId) {
        try (Connection live = databases.connect(database)) {
            String project = projects.byId(change.projectId()).name();
            return !StepJournal.underWay(live).isEmpty()
                    || Ledger.read(live, project).rows().stream()
                            .anyMatch(r -> r.runId().equals(Long.toString(runId)));
        } catch (SQLException | Unreachable e) {
            LOG.warn("the ledger of {} could not be read now: {}", database.name(), e.getMessage());
            return false;
        }
    }
}
