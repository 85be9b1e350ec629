package dev.sluice.rollout;

import dev.sluice.drift.Drift;
import dev.sluice.drift.DriftCheck;
import dev.sluice.ledger.DrizzleRows;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow.Direction;
import dev.sluice.ledger.LedgerRow.Origin;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Takes over a database that something else migrated until now: ledger rows without statements.
final class Adoption {
    private final Session session;
    private final Target target;
    private final RunContext context;
    private final RunListener listener;

    Adoption(Session session, Target target, RunContext context, RunListener listener) {
        this.session = session;
        this.target = target;
        this.context = context;
        this.listener = listener;
    }

    /// The ledger to go on with. Rows of Drizzle that match no given migration are refused: what
    /// was run there is not known.
    Ledger adoptIfDrizzleWasHere(Ledger ledger, List<RunMigration> migrations)
            throws SQLException, Refusal {
        if (!ledger.isEmpty() || target.drizzle() == null) return ledger;
        List<RunMigration> matched = matched(migrations);
        if (matched.isEmpty()) return ledger;
        if (take(ledger, matched, Origin.ADOPTED) instanceof Outcome.NothingChanged(String reason))
            throw new Refusal(Gate.ADOPTION, reason);
        return Ledger.read(session.connection(), context.project());
    }

    /// Those that Drizzle's table records; they must be the first ones, without a gap.
    List<RunMigration> matched(List<RunMigration> migrations) throws SQLException, Refusal {
        if (target.drizzle() == null) return List.of();
        List<String> hashes = DrizzleRows.read(session.connection(), target.drizzle());
        List<RunMigration> matched =
                migrations.stream().filter(m -> hashes.stream().anyMatch(h -> isOf(m, h))).toList();
        long unknown =
                hashes.stream().filter(h -> migrations.stream().noneMatch(m -> isOf(m, h))).count();
        if (unknown > 0)
            throw new Refusal(
                    Gate.ADOPTION,
                    target.drizzle().name()
                            + " records "
                            + unknown
                            + " of "
                            + hashes.size()
                            + " migrations that are not in this folder (by the hash of the file, line ends forgiven). Nothing was run."
                            + " Bring back the files as they were applied, or take the database over with `sluice baseline`.");
        if (!migrations.subList(0, matched.size()).equals(matched))
            throw new Refusal(
                    Gate.ADOPTION,
                    target.drizzle().name()
                            + " records "
                            + matched.getLast().tag()
                            + " but not everything before it. Nothing was run. Apply what is missing first, or use `sluice baseline`.");
        return matched;
    }

    private static boolean isOf(RunMigration migration, String hash) {
        return migration.drizzle() != null && migration.drizzle().matches(hash);
    }

    /// One transaction for all rows.
    Outcome take(Ledger ledger, List<RunMigration> migrations, Origin origin)
            throws SQLException, Refusal {
        List<RunMigration> missing =
                migrations.stream().filter(m -> !ledger.stands(m.digest())).toList();
        if (missing.isEmpty()) return new Outcome.Applied(List.of());
        Catalog live = liveAs(missing.getLast());
        Ledger.prepare(session.connection());
        if (target.drizzle() != null) DrizzleRows.prepare(session.connection(), target.drizzle());
        session.configure();
        session.begin();
        try {
            for (RunMigration m : missing) write(ledger, m, live, origin);
            session.commit();
        } catch (SQLException e) {
            session.rollback();
            return new Outcome.NothingChanged(
                    "The ledger rows could not be written: " + SqlErrors.words(e));
        }
        List<String> tags = new ArrayList<>(missing.stream().map(RunMigration::tag).toList());
        listener.on(new RunEvent.Adopted(tags));
        return new Outcome.Applied(tags);
    }

    private Catalog liveAs(RunMigration last) throws SQLException, Refusal {
        Catalog live = CatalogReader.read(session.connection());
        Catalog expected = last.after();
        if (expected == null) return live;
        if (DriftCheck.of(expected, live, context.settle())
                instanceof Drift.Found(List<String> words))
            throw new Refusal(
                    Gate.ADOPTION,
                    "The database is not what the folder makes up to "
                            + last.tag()
                            + ": "
                            + String.join("; ", words)
                            + ". Nothing was taken over. Bring the two together, or baseline at another migration.");
        return live;
    }

    private void write(Ledger ledger, RunMigration m, Catalog live, Origin origin)
            throws SQLException {
        String after = Fingerprint.of(m.after() == null ? live : m.after()).toString();
        String before = m.before() == null ? null : Fingerprint.of(m.before()).toString();
        Ledger.append(
                session.connection(),
                LedgerRowsOf.run(
                        session,
                        context,
                        m,
                        ledger.generation(m.digest()) + 1,
                        Direction.UP,
                        origin,
                        before,
                        after));
        if (target.drizzle() != null && m.drizzle() != null)
            DrizzleRows.write(session.connection(), target.drizzle(), m.drizzle());
    }
}
