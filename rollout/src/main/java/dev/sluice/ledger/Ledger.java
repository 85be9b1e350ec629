package dev.sluice.ledger;

import dev.sluice.ledger.LedgerRow.Direction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The record of a project's migrations inside the target database, in the order of its hash chain.
/// Only what stands here was applied; every other record is a copy.
public record Ledger(String project, List<LedgerRow> rows, @Nullable Managed managed) {
    public Ledger {
        rows = List.copyOf(rows);
    }

    /// Empty where the schema `sluice` is not there; writes nothing.
    public static Ledger read(Connection connection, String project) throws SQLException {
        if (!LedgerTables.present(connection)) return new Ledger(project, List.of(), null);
        return new Ledger(
                project, LedgerRows.read(connection, project), LedgerRows.managed(connection));
    }

    /// Makes the ledger's tables where they are missing. Only under the fence; commits.
    public static void prepare(Connection connection) throws SQLException {
        if (!LedgerTables.present(connection)) LedgerTables.create(connection);
    }

    /// Adds a row in the caller's transaction, hung on the last one; the row's own hashes are not
    /// looked at. A second application of the same migration is a unique violation.
    public static LedgerRow append(Connection connection, LedgerRow row) throws SQLException {
        LedgerRow chained = row.chained(LedgerRows.head(connection, row.project()));
        LedgerRows.insert(connection, chained);
        return chained;
    }

    /// The names of the other projects that this database has rows of.
    public static List<String> otherProjects(Connection connection, String project)
            throws SQLException {
        if (!LedgerTables.present(connection)) return List.of();
        return LedgerRows.projects(connection).stream().filter(p -> !p.equals(project)).toList();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The rows of migrations that are applied and not undone, in order of application.
    public List<LedgerRow> standing() {
        Map<String, LedgerRow> standing = new LinkedHashMap<>();
        for (LedgerRow row : rows) {
            standing.remove(row.digest());
            if (row.direction() == Direction.UP) standing.put(row.digest(), row);
        }
        return List.copyOf(standing.values());
    }

    public boolean stands(String digest) {
        return standing().stream().anyMatch(r -> r.digest().equals(digest));
    }

    /// The last standing migration.
    public Optional<LedgerRow> position() {
        List<LedgerRow> all = standing();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// How often a migration was applied.
    public int generation(String digest) {
        return (int)
                rows.stream()
                        .filter(r -> r.digest().equals(digest) && r.direction() == Direction.UP)
                        .count();
    }

    /// The last row's hash: kept elsewhere, it shows a cut tail.
    public String head() {
        return rows.isEmpty() ? "" : rows.getLast().rowHash();
    }

    /// What does not hold in the chain, in words; empty when it is whole.
    public List<String> broken() {
        List<String> findings = new ArrayList<>();
        String prev = "";
        for (LedgerRow row : rows) {
            String name =
                    row.tag() + " " + row.direction().text() + ", generation " + row.generation();
            if (!row.prevHash().equals(prev))
                findings.add("the ledger row of " + name + " does not hang on the row before it");
            if (!row.hash().equals(row.rowHash()))
                findings.add("the ledger row of " + name + " was changed after it was written");
            prev = row.rowHash();
        }
        return findings;
    }

    /// Marks the database as managed by a server, in the caller's transaction; another server's
    /// mark is refused.
    public static void manage(Connection connection, Managed mark) throws SQLException {
        Managed now = LedgerRows.managed(connection);
        if (now != null && !now.server().equals(mark.server()))
            throw new IllegalStateException(
                    "this database is managed by the server "
                            + now.server()
                            + " (project "
                            + now.project()
                            + ", environment "
                            + now.environment()
                            + "). Remove it there first.");
        LedgerRows.manage(connection, mark);
    }

    public static void unmanage(Connection connection, Managed mark) throws SQLException {
        LedgerRows.unmanage(connection, mark);
    }
}
