package dev.sluice.proof;

import dev.sluice.schema.ColumnName;
import dev.sluice.schema.QualifiedName;
import java.util.Set;

/// Tables and columns, by their names before, that a migration drops with what they hold. Told by
/// PostgreSQL's own numbers: a renamed one stands, one that was dropped and made again does not.
public record Gone(Set<QualifiedName> tables, Set<ColumnName> columns) {
    public static final Gone NOTHING = new Gone(Set.of(), Set.of());

    public Gone {
        tables = Set.copyOf(tables);
        columns = Set.copyOf(columns);
    }
}
