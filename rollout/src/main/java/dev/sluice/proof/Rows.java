package dev.sluice.proof;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows of every table at one moment. Tables and columns keep their numbers, so that a renamed
/// one is known again.
final class Rows {
    private static final String COLUMNS =
            """
            SELECT c.oid, n.nspname, c.relname, c.relispartition, EXISTS (SELECT FROM pg_catalog.pg_inherits), a.attnum, a.attname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND (?::oid[] IS NULL OR c.oid = ANY (?::oid[]))
            WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'sluice')
            ORDER BY 2, 3, 5\
            """;

    /// `columns` maps names to attribute numbers, in order; each row holds their texts. Partitions
    /// show their rows in their parent only.
    record TableRows(
            long oid,
            QualifiedName name,
            boolean partition,
            Map<String, Integer> columns,
            List<List<@Nullable String>> rows) {
        Optional<String> nameOf(int number) {
            return columns.entrySet().stream()
                    .filter(e -> e.getValue() == number)
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        /// The rows cut down to `wanted`, in an order that depends on nothing else.
        List<String> cut(List<String> wanted) {
            List<String> names = List.copyOf(columns.keySet());
            int[] places = wanted.stream().mapToInt(names::indexOf).toArray();
            List<String> cut = new ArrayList<>();
            for (List<@Nullable String> row : rows) {
                StringBuilder text = new StringBuilder();
                for (int place : places) {
                    String value = row.get(place);
                    text.append(value == null ? "-" : value.length() + ":" + value).append('|');
                }
                cut.add(text.toString());
            }
            cut.sort(Comparator.naturalOrder());
            return cut;
        }
    }

    private final Map<Long, TableRows> byOid;
    private final Map<QualifiedName, TableRows> byName = new HashMap<>();
    private final boolean inherits;

    private Rows(Map<Long, TableRows> byOid, boolean inherits) {
        this.byOid = byOid;
        this.inherits = inherits;
        byOid.values().forEach(t -> byName.put(t.name(), t));
    }

    Collection<TableRows> tables() {
        return byOid.values();
    }

    /// The tables and their columns, and with `values` what they hold.
    static Rows take(Connection connection, boolean values) throws SQLException {
        return take(connection, values, null, Set.of());
    }

    /// The same a little later, when only the tables of these numbers can hold other rows.
    Rows again(Connection connection, boolean values, Set<Long> touched) throws SQLException {
        // a parent shows the rows of its children, and nobody touched the parent
        return inherits
                ? take(connection, values)
                : take(connection, values, this, Set.copyOf(touched));
    }

    private static Rows take(
            Connection connection, boolean values, @Nullable Rows known, Set<Long> touched)
            throws SQLException {
        Map<Long, TableRows> byOid = new LinkedHashMap<>();
        boolean inherits = false;
        try (var query = connection.prepareStatement(COLUMNS)) {
            var only = known == null ? null : connection.createArrayOf("oid", touched.toArray());
            query.setArray(1, only);
            query.setArray(2, only);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long oid = row.getLong(1);
                    QualifiedName name = QualifiedName.of(row.getString(2), row.getString(3));
                    boolean partition = row.getBoolean(4);
                    inherits = row.getBoolean(5);
                    TableRows before =
                            known == null || touched.contains(oid) ? null : known.byOid.get(oid);
                    TableRows table =
                            byOid.computeIfAbsent(oid, _ -> of(oid, name, partition, before));
                    if (row.getString(7) != null)
                        table.columns().put(row.getString(7), row.getInt(6));
                }
            }
        }
        List<TableRows> wanted =
                byOid.values().stream()
                        .filter(t -> known == null || touched.contains(t.oid()))
                        .filter(t -> !t.partition() && !t.columns().isEmpty())
                        .toList();
        if (values && !wanted.isEmpty()) read(connection, wanted);
        return new Rows(byOid, inherits);
    }

    private static TableRows of(
            long oid, QualifiedName name, boolean partition, @Nullable TableRows before) {
        return before == null
                ? new TableRows(oid, name, partition, new LinkedHashMap<>(), new ArrayList<>())
                : new TableRows(oid, name, partition, before.columns(), before.rows());
    }

    /// All tables in one round trip.
    private static void read(Connection connection, List<TableRows> tables) throws SQLException {
        String sql = tables.stream().map(Rows::selection).collect(Collectors.joining(";\n"));
        try (Statement query = connection.createStatement()) {
            query.setEscapeProcessing(false);
            query.execute(sql);
            for (TableRows table : tables) {
                try (ResultSet row = query.getResultSet()) {
                    while (row.next()) table.rows().add(texts(row, table.columns().size()));
                }
                query.getMoreResults();
            }
        }
    }

    private static String selection(TableRows table) {
        return table.columns().keySet().stream()
                .map(c -> Identifier.of(c).quoted() + "::pg_catalog.text")
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table.name().quoted()));
    }

    private static List<@Nullable String> texts(ResultSet row, int columns) throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 1; i <= columns; i++) texts.add(row.getString(i));
        return texts;
    }

    /// The table by its name, else (renamed) by its number.
    Optional<TableRows> same(TableRows other) {
        TableRows named = byName.get(other.name());
        return Optional.ofNullable(named == null ? byOid.get(other.oid()) : named);
    }
}
