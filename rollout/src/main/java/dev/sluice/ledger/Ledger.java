package dev.sluice.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
        throw new UnsupportedOperationException();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The rows of migrations that are applied and not undone, in order of application.
    public List<LedgerRow> standing() {
        throw new UnsupportedOperationException();
    }

    public boolean stands(String digest) {
        return standing().stream().anyMatch(r -> r.digest().equals(digest));
    }

    /// The last standing migration.
    public Optional<LedgerRow> position() {
        var all = standing();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// How often a migration was applied.
    public int generation(String digest) {
        throw new UnsupportedOperationException();
    }

    /// The last row's hash: kept elsewhere, it shows a cut tail.
    public String head() {
        return rows.isEmpty() ? "" : rows.getLast().rowHash();
    }

    /// What does not hold in the chain, in words; empty when it is whole.
    public List<String> broken() {
        throw new UnsupportedOperationException();
    }

    /// Marks the database as managed by a server; a second server's mark is refused.
    public static void manage(Connection connection, Managed mark) throws SQLException {
        throw new UnsupportedOperationException();
    }

    public static void unmanage(Connection connection, Managed mark) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
