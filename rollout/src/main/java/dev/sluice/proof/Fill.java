package dev.sluice.proof;

import dev.sluice.proof.FillTable.ForeignKey;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
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
    private static final int TOGETHER = 25;

    private final Connection connection;
    private final Map<QualifiedName, FillTable> tables;
    private final Map<QualifiedName, String> unfilled = new LinkedHashMap<>();
    private final NextNumbers numbers;

    private Fill(Connection connection, List<FillTable> tables) {
        this.connection = connection;
        this.numbers = new NextNumbers(connection);
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
        Fill fill = new Fill(connection, FillTables.read(connection, from, wanted));
        fill.fillAll(leaveEmpty);
        connection.commit();
        return fill.unfilled;
    }

    /// The tables with their rows, which satisfy the schema before. Does not commit.
    static List<FillTable> filled(
            Connection connection, Catalog from, Map<QualifiedName, String> leaveEmpty)
            throws SQLException {
        Fill fill = new Fill(connection, FillTables.read(connection, from, null));
        fill.fillAll(leaveEmpty);
        return List.copyOf(fill.tables.values());
    }

    private void fillAll(Map<QualifiedName, String> leaveEmpty) throws SQLException {
        connection.setAutoCommit(false);
        withoutTriggers();
        List<FillTable> ordered = parentsFirst();
        numbers.fetch(ordered);
        for (int i = 0; i < ordered.size(); i += TOGETHER)
            fill(ordered.subList(i, Math.min(i + TOGETHER, ordered.size())), leaveEmpty);
    }

    /// Foreign keys of a cycle have no order, and a project's own triggers have no say here; the
    /// values are right without being checked. Before PostgreSQL 15 that right can't be granted,
    /// and the embedded server has a function for it.
    private void withoutTriggers() throws SQLException {
        if (!isDone("SET LOCAL session_replication_role = replica"))
            isDone("SELECT pg_catalog.sluice_without_triggers()");
    }

    private boolean isDone(String sql) throws SQLException {
        var before = connection.setSavepoint();
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException _) {
            connection.rollback(before);
            return false;
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

    /// In one round trip where all of it stands, else table by table.
    private void fill(List<FillTable> group, Map<QualifiedName, String> leaveEmpty)
            throws SQLException {
        if (leaveEmpty.isEmpty() && together(group)) return;
        for (FillTable table : group) fill(table, leaveEmpty);
    }

    private boolean together(List<FillTable> group) throws SQLException {
        List<FillRows> all =
                group.stream().map(t -> new FillRows(connection, t, tables, numbers)).toList();
        Savepoint before = connection.setSavepoint();
        boolean stands = false;
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            List<String> insertions = new ArrayList<>();
            for (FillRows rows : all) insertions.add(rows.propose());
            boolean isRows = statement.execute(String.join(";\n", insertions));
            stands = true;
            for (FillRows rows : all) {
                if (isRows) stands &= rows.isAllowed(statement.getResultSet());
                isRows = statement.getMoreResults();
            }
        } catch (SQLException | NoParent refused) {
            stands = false;
        }
        if (stands) return true;
        connection.rollback(before);
        all.forEach(FillRows::withdraw);
        return false;
    }

    private void fill(FillTable table, Map<QualifiedName, String> leaveEmpty) throws SQLException {
        String reason = leaveEmpty.get(table.name);
        if (reason == null) reason = new FillRows(connection, table, tables, numbers).insert();
        table.done = true;
        if (reason != null) unfilled.put(table.name, reason);
    }
}
