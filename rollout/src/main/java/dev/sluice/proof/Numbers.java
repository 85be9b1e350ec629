package dev.sluice.proof;

import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The numbers under which PostgreSQL keeps tables and their columns at one moment.
record Numbers(Map<Long, QualifiedName> tables, Map<Column, ColumnName> columns) {
    private static final String READ =
            """
            SELECT c.oid, n.nspname, c.relname, a.attnum, a.attname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'sluice')\
            """;

    record Column(long table, int number) {}

    static Numbers take(Connection connection) throws SQLException {
        Map<Long, QualifiedName> tables = new HashMap<>();
        Map<Column, ColumnName> columns = new HashMap<>();
        try (var query = connection.createStatement();
                ResultSet row = query.executeQuery(READ)) {
            while (row.next()) {
                long oid = row.getLong(1);
                QualifiedName table = QualifiedName.of(row.getString(2), row.getString(3));
                tables.put(oid, table);
                if (row.getString(5) != null)
                    columns.put(
                            new Column(oid, row.getInt(4)),
                            new ColumnName(table, Identifier.of(row.getString(5))));
            }
        }
        return new Numbers(tables, columns);
    }

    /// A table that goes takes its columns with it: they are not named beside it.
    Gone goneIn(Numbers after) {
        Set<QualifiedName> lostTables = new HashSet<>();
        tables.forEach((oid, name) -> {
            if (!after.tables.containsKey(oid)) lostTables.add(name);
        });
        Set<ColumnName> lostColumns = new HashSet<>();
        List<Column> dropped = new ArrayList<>(columns.keySet());
        dropped.removeAll(after.columns.keySet());
        for (Column c : dropped)
            if (after.tables.containsKey(c.table())) lostColumns.add(columns.get(c));
        return new Gone(lostTables, lostColumns);
    }
}
