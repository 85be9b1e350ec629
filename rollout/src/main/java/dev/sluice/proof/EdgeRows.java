package dev.sluice.proof;

import dev.sluice.proof.FillTable.FillColumn;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Literal;
import dev.sluice.schema.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows of Fill B, each made from one that is usual: nothing wherever nothing may be, the same
/// once more, and the ends of each type. What the schema refuses is left out; where it is only that
/// a row must be another one, it becomes another one there.
final class EdgeRows {
    private static final int TRIES = 8;
    private static final Pattern CONSTRAINT = Pattern.compile("constraint \"([^\"]+)\"");

    private final Connection connection;
    private final Catalog catalog;
    private final NextNumbers numbers;
    private int fresh = 1000;

    private EdgeRows(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
        this.numbers = new NextNumbers(connection);
    }

    /// Usual rows everywhere but where it is to stay empty, and odd ones in the tables named.
    /// Commits.
    static void fill(
            Connection connection,
            Catalog from,
            Set<QualifiedName> odd,
            Map<QualifiedName, String> leaveEmpty)
            throws SQLException {
        var edges = new EdgeRows(connection, from);
        for (FillTable t : Fill.filled(connection, from, leaveEmpty))
            if (odd.contains(t.name) && !leaveEmpty.containsKey(t.name) && !t.rows.isEmpty())
                edges.add(t);
        connection.commit();
    }

    private void add(FillTable table) throws SQLException {
        Map<String, @Nullable String> usual = table.rows.getFirst();
        insert(table, new LinkedHashMap<>(usual));
        Map<String, @Nullable String> nothing = new LinkedHashMap<>(usual);
        for (FillColumn c : table.columns)
            if (!c.notNull() && nothing.containsKey(c.name())) nothing.put(c.name(), null);
        if (!insert(table, nothing)) oneByOne(table, usual);
        for (FillColumn c : table.columns)
            if (usual.containsKey(c.name()) && !isReferring(table, c.name()))
                for (String end : Values.ends(c.type())) with(table, usual, c, end);
    }

    private static boolean isReferring(FillTable table, String column) {
        return table.foreignKeys.stream().anyMatch(k -> k.columns().contains(column));
    }

    private void oneByOne(FillTable table, Map<String, @Nullable String> usual)
            throws SQLException {
        for (FillColumn c : table.columns)
            if (!c.notNull() && usual.containsKey(c.name())) with(table, usual, c, null);
    }

    private void with(
            FillTable table,
            Map<String, @Nullable String> usual,
            FillColumn column,
            @Nullable String value)
            throws SQLException {
        Map<String, @Nullable String> row = new LinkedHashMap<>(usual);
        row.put(column.name(), value);
        insert(table, row);
    }

    private boolean insert(FillTable table, Map<String, @Nullable String> row) throws SQLException {
        for (int tries = 0; tries < TRIES; tries++) {
            Savepoint here = connection.setSavepoint();
            try (var statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(insertion(table, row));
                return true;
            } catch (SQLException e) {
                connection.rollback(here);
                if (!"23505".equals(e.getSQLState()) || !another(table, row, e)) return false;
            }
        }
        return false;
    }

    /// Takes other values where the row equals one that stands.
    private boolean another(FillTable table, Map<String, @Nullable String> row, SQLException e)
            throws SQLException {
        Matcher named = CONSTRAINT.matcher(String.valueOf(e.getMessage()));
        if (!named.find()) return false;
        boolean changed = false;
        for (String name : changeable(table, named.group(1))) {
            FillColumn c = table.column(name);
            if (c == null || row.get(name) == null || !row.containsKey(name)) continue;
            row.put(
                    name,
                    c.sequence() != null
                            ? numbers.next(c.sequence())
                            : Values.of(c.type(), ++fresh).getFirst());
            changed = true;
        }
        return changed;
    }

    /// Of the columns of a key those that refer to no other table, where there are such.
    private List<String> changeable(FillTable table, String constraint) {
        List<String> all = columns(table, constraint);
        List<String> own = all.stream().filter(n -> !isReferring(table, n)).toList();
        return own.isEmpty() ? all : own;
    }

    private List<String> columns(FillTable table, String constraint) {
        var columns = new ArrayList<Identifier>();
        Optional<Constraint> key =
                catalog.table(table.name).stream()
                        .flatMap(t -> t.constraints().stream())
                        .filter(c -> c.name().text().equals(constraint))
                        .findFirst();
        key.ifPresent(k -> columns.addAll(k.columns()));
        var names = new HashSet<String>();
        columns.forEach(c -> names.add(c.text()));
        catalog.all(Index.class).stream()
                .filter(i -> i.table().equals(table.name))
                .filter(i -> i.name().name().text().equals(constraint))
                .forEach(i -> names.addAll(named(table, i)));
        return List.copyOf(names);
    }

    /// An expression (`lower(email)`) has no columns in the catalog: those that its text names.
    private static List<String> named(FillTable table, Index index) {
        return table.columns.stream()
                .map(FillColumn::name)
                .filter(c ->
                        Pattern.compile("\\b" + Pattern.quote(c) + "\\b")
                                .matcher(index.definition())
                                .find())
                .toList();
    }

    private static String insertion(FillTable table, Map<String, @Nullable String> row) {
        String names =
                row.keySet().stream()
                        .map(n -> Identifier.of(n).quoted())
                        .collect(Collectors.joining(", "));
        String values =
                row.values().stream()
                        .map(v -> v == null ? "NULL" : Literal.quoted(v))
                        .collect(Collectors.joining(", "));
        return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)"
                .formatted(table.name.quoted(), names, values);
    }
}
