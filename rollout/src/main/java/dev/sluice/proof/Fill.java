package dev.sluice.proof;

import dev.sluice.proof.FillTable.ForeignKey;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Fill A: up to three rows for each table that satisfy every constraint of the schema before the
/// migration and, where they are known, of the one after it. Parents come before children; the
/// server's own checks decide, by trying.
final class Fill {
    private final Connection connection;
    private final Map<QualifiedName, FillTable> tables;
    private final Map<QualifiedName, String> unfilled = new LinkedHashMap<>();

    private Fill(Connection connection, List<FillTable> tables) {
        this.connection = connection;
        this.tables =
                tables.stream()
                        .collect(
                                Collectors.toMap(
                                        t -> t.name, t -> t, (a, _) -> a, LinkedHashMap::new));
    }

    /// The tables that hold no row of ours, each with the reason. `leaveEmpty` are left so.
    /// Commits.
    static Map<QualifiedName, String> fill(
            Connection connection,
            Catalog from,
            @Nullable Catalog wanted,
            Map<QualifiedName, String> leaveEmpty)
            throws SQLException {
        connection.setAutoCommit(false);
        Fill fill = new Fill(connection, FillTables.read(connection, from, wanted));
        fill.withoutTriggers();
        for (FillTable table : fill.parentsFirst()) fill.fill(table, leaveEmpty);
        connection.commit();
        return fill.unfilled;
    }

    /// Foreign keys of a cycle have no order, and a project's own triggers have no say here; the
    /// values are right without being checked.
    private void withoutTriggers() throws SQLException {
        var before = connection.setSavepoint();
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL session_replication_role = replica");
        } catch (SQLException _) {
            connection.rollback(before);
        }
    }

    private List<FillTable> parentsFirst() {
        Set<FillTable> ordered = new LinkedHashSet<>();
        Set<FillTable> seen = new HashSet<>();
        tables.values().forEach(t -> visit(t, seen, ordered));
        return new ArrayList<>(ordered);
    }

    private void visit(FillTable table, Set<FillTable> seen, Set<FillTable> ordered) {
        if (!seen.add(table)) return;
        for (ForeignKey key : table.foreignKeys) {
            FillTable parent = tables.get(key.parent());
            if (parent != null && !table.isNullable(key)) visit(parent, seen, ordered);
        }
        for (ForeignKey key : table.foreignKeys) {
            FillTable parent = tables.get(key.parent());
            if (parent != null && table.isNullable(key)) visit(parent, seen, ordered);
        }
        ordered.add(table);
    }

    private void fill(FillTable table, Map<QualifiedName, String> leaveEmpty) throws SQLException {
        String reason = leaveEmpty.get(table.name);
        if (reason == null) reason = new FillRows(connection, table, tables).insert();
        table.done = true;
        if (reason != null) unfilled.put(table.name, reason);
    }
}
