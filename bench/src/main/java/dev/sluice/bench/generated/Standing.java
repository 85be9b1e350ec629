package dev.sluice.bench.generated;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tables, their columns and sequences as PostgreSQL counts them, with what stands in them.
public record Standing(Map<String, Relation> relations) {
    public record Column(int number, String type, boolean generated) {}

    public record Relation(String kind, long oid, Map<String, Column> columns) {}

    /// The sequence of an identity column is a part of the column.
    private static final String RELATIONS =
            """
            SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relkind::text AS kind, c.oid,
                   quote_ident(a.attname) AS column, a.attnum, a.attgenerated <> '' AS generated,
                   format_type(a.atttypid, a.atttypmod) AS type
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                                        AND c.relkind <> 'S'
            WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'S')
              AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                              AND d.objid = c.oid AND d.deptype = 'i' AND c.relkind = 'S')
            ORDER BY 1, a.attnum\
            """;

    public static Standing of(Connection connection) throws SQLException {
        var relations = new TreeMap<String, Relation>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                Relation relation =
                        relations.computeIfAbsent(
                                rows.getString("name"), _ -> new Relation("", 0, new TreeMap<>()));
                if (relation.oid() == 0) {
                    relation =
                            new Relation(
                                    rows.getString("kind"),
                                    rows.getLong("oid"),
                                    relation.columns());
                    relations.put(rows.getString("name"), relation);
                }
                String column = rows.getString("column");
                if (column != null)
                    relation.columns()
                            .put(
                                    column,
                                    new Column(
                                            rows.getInt("attnum"),
                                            rows.getString("type"),
                                            rows.getBoolean("generated")));
            }
        }
        return new Standing(relations);
    }

    /// What stands in both and is not the same any more. A generated column holds nothing of its
    /// own.
    public List<String> madeAnew(Standing later) {
        var found = new ArrayList<String>();
        relations.forEach((name, old) -> {
            Relation now = later.relations().get(name);
            if (now == null || !now.kind().equals(old.kind())) return;
            if (now.oid() != old.oid()) {
                found.add(name);
                return;
            }
            old.columns()
                    .forEach((column, before) -> {
                        Column after = now.columns().get(column);
                        if (after != null
                                && !before.generated()
                                && !after.generated()
                                && before.number() != after.number())
                            found.add(name + "." + column);
                    });
        });
        return found;
    }

    /// For each table of both the columns whose type is the same in both.
    public Map<String, Set<String>> kept(Standing other) {
        return kept(other, Set.of());
    }

    /// The same without what is `lost`: columns and types, in words.
    Map<String, Set<String>> kept(Standing other, Set<String> lost) {
        var kept = new HashMap<String, Set<String>>();
        relations.forEach((name, mine) -> {
            Relation its = other.relations().get(name);
            if (its == null || mine.kind().equals("S") || !its.kind().equals(mine.kind())) return;
            Set<String> columns =
                    mine.columns().entrySet().stream()
                            .filter(c -> !c.getValue().generated())
                            .filter(c -> {
                                Column same = its.columns().get(c.getKey());
                                return same != null
                                        && !same.generated()
                                        && same.type().equals(c.getValue().type());
                            })
                            .filter(c -> !isLost(lost, name, c))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet());
            kept.put(name, columns);
        });
        return kept;
    }

    private static boolean isLost(
            Set<String> lost, String table, Map.Entry<String, Column> column) {
        String type = column.getValue().type().replaceAll("\\[]$|\"", "");
        String name = (table + "." + column.getKey()).replace("\"", "");
        return lost.contains("composite " + (type.contains(".") ? type : "public." + type))
                || lost.contains("column " + name);
    }

    /// The rows of these tables in these columns, as text in order.
    public static Map<String, String> rows(Connection connection, Map<String, Set<String>> tables)
            throws SQLException {
        var found = new TreeMap<String, String>();
        if (tables.isEmpty()) return found;
        String sql =
                tables.entrySet().stream()
                        .map(t ->
                                "SELECT '%s', coalesce(string_agg(r, '; ' ORDER BY r), '') FROM (SELECT ROW(%s)::text AS r FROM ONLY %s) t"
                                        .formatted(
                                                t.getKey().replace("'", "''"),
                                                t.getValue().stream()
                                                        .sorted()
                                                        .collect(Collectors.joining(", ")),
                                                t.getKey()))
                        .collect(Collectors.joining(" UNION ALL "));
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }
}
