package dev.sluice.server.rollouts;

import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.databases.Comparison;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.Unreachable;
import dev.sluice.server.drift.Drifts;
import dev.sluice.server.history.History;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.work.Handler;
import dev.sluice.server.work.Work;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings home what the ledgers of the targets hold and the history lacks: after a connection that
/// broke between a COMMIT and its record, or when the metadata was restored from a backup. Looks at
/// the start of every server, every quarter of an hour, and when it is asked to.
@Component
final class Reconciliation implements Handler {
    static final String TASK = "reconcile";
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final long ALL = 0;

    /// That of the look that comes again and again, of which there is one for all servers.
    private static final long REGULAR = 0;

    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Databases databases;
    private final Projects projects;
    private final Catalogs catalogs;
    private final Comparison comparison;
    private final History history;
    private final Audit audit;
    private final StageWork stages;
    private final Work work;

    Reconciliation(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Databases databases,
            Projects projects,
            Catalogs catalogs,
            Comparison comparison,
            History history,
            Audit audit,
            StageWork stages,
            Work work) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.databases = databases;
        this.projects = projects;
        this.catalogs = catalogs;
        this.comparison = comparison;
        this.history = history;
        this.audit = audit;
        this.stages = stages;
        this.work = work;
    }

    @Override
    public String task() {
        return TASK;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        work.soon(TASK, ALL, REGULAR);
        work.soon(TASK, ALL);
    }

    @Override
    public Optional<Duration> run(long id, long turn) {
        if (id != ALL)
            return reconciled(databases.byId(id)) ? Optional.empty() : Optional.of(AGAIN);
        stages.remember();
        databases.all().forEach(this::reconciled);
        return turn == REGULAR ? Optional.of(EVERY) : Optional.empty();
    }

    /// False where the database can't tell now. A run that is under way records what it does, but
    /// nothing of what came before it.
    private boolean reconciled(Database seen) {
        if (databases.isAtWork(seen.id())) return false;
        try (Connection live = databases.connect(seen)) {
            String project = projects.byId(seen.projectId()).name();
            Set<String> known = history.rows(seen.id());
            List<LedgerRow> missing =
                    Ledger.read(live, project).rows().stream()
                            .filter(r -> !known.contains(r.rowHash()))
                            .toList();
            if (missing.isEmpty()) return true;
            Catalog found = CatalogReader.read(live);
            boolean kept = transaction.execute(_ -> keep(seen, missing, found));
            if (kept) work.soon(Drifts.LOOK, seen.id());
            return kept;
        } catch (SQLException | Unreachable e) {
            LOG.warn("the ledger of {} could not be read: {}", seen.name(), e.getMessage());
            return false;
        }
    }

    private boolean keep(Database d, List<LedgerRow> missing, Catalog found) {
        if (databases.isAtWork(d.id())) return false;
        String live = catalogs.keep(found).toString();
        int added = 0;
        for (LedgerRow row : missing)
            added +=
                    history.add(
                            d.id(),
                            run(d.id(), row),
                            row.changeNo() == null ? null : Math.toIntExact(row.changeNo()),
                            row,
                            kept(row.fingerprintBefore()),
                            live.equals(row.fingerprintAfter())
                                    ? live
                                    : kept(row.fingerprintAfter()));
        if (added == 0) return true;
        // what was changed since, outside of any run, is for the drift look to find
        if (isLeft(missing.getLast().fingerprintAfter(), live, found))
            databases.recorded(d.id(), found);
        audit.record(
                Actor.SYSTEM,
                "history.recovered",
                d.projectId(),
                d.name(),
                Map.of(
                        "entries",
                        missing.stream().map(r -> r.tag() + " " + r.direction().text()).toList()));
        return true;
    }

    /// Whether the state of a ledger's row is still there.
    private boolean isLeft(@Nullable String row, String live, Catalog found) {
        if (row == null || !Fingerprint.isFormer(row) || kept(row) == null) return live.equals(row);
        return comparison.words(catalogs.named(row, found), found).isEmpty();
    }

    /// The run that the row tells of, if it is one of ours: in restored metadata its number may be
    /// another run's by now.
    private @Nullable Long run(long databaseId, LedgerRow row) {
        return jdbc.sql(
                        """
                        select r.id from run r join revision_target t on t.id = r.target_id
                        join revision v on v.id = t.revision_id
                        where r.id::text = ? and t.database_id = ? and v.digest = ?\
                        """)
                .param(row.runId())
                .param(databaseId)
                .param(row.revisionDigest())
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private @Nullable String kept(@Nullable String fingerprint) {
        return fingerprint != null && catalogs.find(fingerprint).isPresent() ? fingerprint : null;
    }
}
