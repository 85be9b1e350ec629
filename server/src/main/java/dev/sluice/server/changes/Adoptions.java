package dev.sluice.server.changes;

import dev.sluice.ledger.DrizzleMark;
import dev.sluice.ledger.DrizzleRows;
import dev.sluice.ledger.DrizzleTable;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RunContext;
import dev.sluice.rollout.RunMigration;
import dev.sluice.rollout.Runner;
import dev.sluice.rollout.Target;
import dev.sluice.schema.Catalog;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.databases.Comparison;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.history.History;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Project;
import dev.sluice.server.releases.Release;
import dev.sluice.server.releases.ReleasedMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes over what drizzle-orm's migrator applied before Sluice knew the database: ledger rows
/// without statements, once the live catalog is seen to be what the folder makes up to there.
@Component
final class Adoptions {
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Databases databases;
    private final Catalogs catalogs;
    private final History history;

    Adoptions(
            TransactionTemplate transaction,
            Audit audit,
            Databases databases,
            Catalogs catalogs,
            History history) {
        this.transaction = transaction;
        this.audit = audit;
        this.databases = databases;
        this.catalogs = catalogs;
        this.history = history;
    }

    /// Does nothing where the ledger has a row already, or Drizzle has none. `replayed` gives the
    /// catalog after the first N migrations on the database's major.
    void take(
            Actor by,
            Project project,
            Database d,
            Release release,
            List<ReleasedMigration> migrations,
            Connection live,
            IntFunction<Catalog> replayed)
            throws SQLException {
        DrizzleTable table = release.drizzle();
        if (table == null || !Ledger.read(live, project.name()).isEmpty()) return;
        List<String> hashes = DrizzleRows.read(live, table);
        if (hashes.isEmpty()) return;
        List<RunMigration> all = runs(migrations, hashes, replayed);
        try (var settling = new Comparison.Settling(d.major())) {
            Outcome outcome =
                    Runner.adopt(
                            Target.of(databases.url(d))
                                    .withIdentity(d.identity())
                                    .withSearchPath(release.searchPath())
                                    .withDrizzle(table),
                            all,
                            RunContext.of(project.name(), "adoption", by.name())
                                    .onServer(databases.serverId(), null, null)
                                    .settledBy(settling),
                            _ -> {});
            if (!(outcome instanceof Outcome.Applied))
                throw new Conflict(
                        d.name()
                                + " was migrated by Drizzle before and can't be taken over: "
                                + outcome.words()
                                + " Nothing was opened.");
        }
        recorded(by, d, all, Ledger.read(live, project.name()).rows());
    }

    private static List<RunMigration> runs(
            List<ReleasedMigration> migrations,
            List<String> hashes,
            IntFunction<Catalog> replayed) {
        var runs = new ArrayList<RunMigration>();
        for (ReleasedMigration m : migrations) {
            DrizzleMark mark = DrizzleMark.of(m.text(), m.drizzleWhen());
            RunMigration run =
                    RunMigration.of(m.digest(), m.tag(), m.statements(), m.down())
                            .withDrizzle(mark);
            runs.add(
                    hashes.stream().anyMatch(mark::matches)
                            ? run.between(replayed.apply(m.idx()), replayed.apply(m.idx() + 1))
                            : run);
        }
        return runs;
    }

    private void recorded(Actor by, Database d, List<RunMigration> all, List<LedgerRow> taken) {
        transaction.executeWithoutResult(_ -> {
            for (LedgerRow row : taken) {
                RunMigration m =
                        all.stream()
                                .filter(r -> r.digest().equals(row.digest()))
                                .findFirst()
                                .orElseThrow();
                history.add(
                        d.id(),
                        null,
                        null,
                        row,
                        catalogs.keep(Objects.requireNonNull(m.before())).toString(),
                        catalogs.keep(Objects.requireNonNull(m.after())).toString());
            }
            audit.record(
                    by,
                    "database.adopted",
                    d.projectId(),
                    d.name(),
                    Map.of("migrations", taken.stream().map(LedgerRow::tag).toList()));
        });
    }
}
