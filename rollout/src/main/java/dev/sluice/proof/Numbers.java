package dev.sluice.proof;

import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The numbers under which PostgreSQL keeps tables and their columns at one moment.
record Numbers(Map<Long, QualifiedName> tables, Map<Column, ColumnName> columns) {
    record Column(long table, int number) {}

    static Numbers of(Rows rows) {
        Map<Long, QualifiedName> tables = new HashMap<>();
        Map<Column, ColumnName> columns = new HashMap<>();
        for (Rows.TableRows table : rows.tables()) {
            tables.put(table.oid(), table.name());
            table.columns()
                    .forEach((name, number) ->
                            columns.put(
                                    new Column(table.oid(), number),
                                    new ColumnName(table.name(), Identifier.of(name))));
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
