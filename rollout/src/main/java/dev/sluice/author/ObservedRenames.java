package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which tables, columns, enums and labels a migration renamed: PostgreSQL keeps their numbers, so
/// this is seen, not guessed.
final class ObservedRenames {
    private static final String TABLES =
            """
            SELECT c.oid::text, n.nspname, c.relname FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            ORDER BY c.oid\
            """;
    private static final String COLUMNS =
            """
            SELECT c.oid::text || '.' || a.attnum, c.oid::text, a.attname FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            ORDER BY c.oid, a.attnum\
            """;
    private static final String ENUMS =
            """
            SELECT t.oid::text, n.nspname, t.typname FROM pg_catalog.pg_type t
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' ORDER BY t.oid\
            """;
    private static final String LABELS =
            """
            SELECT e.oid::text, e.enumtypid::text, e.enumlabel FROM pg_catalog.pg_enum e ORDER BY e.oid\
            """;

    /// By number: what it stands in (schema, or number of the owner) and its name.
    private record Names(
            Map<String, List<String>> tables,
            Map<String, List<String>> columns,
            Map<String, List<String>> enums,
            Map<String, List<String>> labels) {}

    private final Names before;

    private ObservedRenames(Names before) {
        this.before = before;
    }

    static ObservedRenames before(Connection connection) throws SQLException {
        return new ObservedRenames(read(connection));
    }

    private static Names read(Connection connection) throws SQLException {
        return new Names(
                read(connection, TABLES),
                read(connection, COLUMNS),
                read(connection, ENUMS),
                read(connection, LABELS));
    }

    private static Map<String, List<String>> read(Connection connection, String query)
            throws SQLException {
        var names = new LinkedHashMap<String, List<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next())
                names.put(rows.getString(1), List.of(rows.getString(2), rows.getString(3)));
        }
        return names;
    }

    /// The renames that take the names of `after` back to those of before, in an order that runs
    /// (names that were exchanged are left to the plan).
    List<Rename> back(Connection after) throws SQLException {
        Names now = read(after);
        var back = new ArrayList<Rename>();
        now.tables()
                .forEach((oid, is) -> {
                    List<String> was = before.tables().get(oid);
                    if (was != null && !was.equals(is) && !now.tables().containsValue(was))
                        back.add(new Rename.OfTable(name(is), name(was)));
                });
        now.columns().forEach((number, is) -> column(number, is, now, back));
        now.enums()
                .forEach((oid, is) -> {
                    List<String> was = before.enums().get(oid);
                    if (was != null && !was.equals(is) && !now.enums().containsValue(was))
                        back.add(new Rename.OfEnum(name(is), name(was)));
                });
        now.labels().forEach((oid, is) -> label(oid, is, back));
        return back;
    }

    private void column(String number, List<String> is, Names now, List<Rename> back) {
        List<String> was = before.columns().get(number);
        if (was == null || was.equals(is) || now.columns().containsValue(was)) return;
        List<String> table = before.tables().get(is.getFirst());
        if (table != null)
            back.add(
                    new Rename.OfColumn(
                            new ColumnName(name(table), Identifier.of(is.getLast())),
                            Identifier.of(was.getLast())));
    }

    private void label(String oid, List<String> is, List<Rename> back) {
        List<String> was = before.labels().get(oid);
        List<String> type = before.enums().get(is.getFirst());
        if (was != null && type != null && !was.equals(is))
            back.add(new Rename.OfLabel(name(type), is.getLast(), was.getLast()));
    }

    private static QualifiedName name(List<String> names) {
        return QualifiedName.of(names.getFirst(), names.getLast());
    }
}
