package dev.sluice.picture;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which columns are keys.
final class Keys {
    private final Map<QualifiedName, List<Set<Identifier>>> unique = new HashMap<>();

    Keys(Catalog catalog) {
        for (Table t : catalog.all(Table.class))
            for (Constraint c : t.constraints())
                if (c.kind() == ConstraintKind.PRIMARY_KEY || c.kind() == ConstraintKind.UNIQUE)
                    add(t.name(), c.columns());
        for (Index i : catalog.all(Index.class))
            if (i.unique() && i.valid() && i.predicate() == null && !hasExpression(i))
                add(i.table(), i.columns());
    }

    private void add(QualifiedName table, List<Identifier> columns) {
        if (!columns.isEmpty())
            unique.computeIfAbsent(table, _ -> new ArrayList<>()).add(Set.copyOf(columns));
    }

    /// An expression is printed in parentheses; it is not among the columns of its index.
    private static boolean hasExpression(Index i) {
        String text = i.definition();
        int open = text.indexOf('(', text.indexOf(" USING "));
        int close = text.indexOf(')', open);
        return open < 0
                || close < 0
                || text.indexOf('(', open + 1) - close < 0 && text.indexOf('(', open + 1) >= 0;
    }

    /// Whether no two rows may be equal in these columns.
    boolean isUnique(Table t, Set<Identifier> columns) {
        return unique.getOrDefault(t.name(), List.of()).stream().anyMatch(columns::containsAll);
    }

    boolean isPrimary(Table t, Identifier column) {
        return isIn(t, ConstraintKind.PRIMARY_KEY, column);
    }

    boolean isForeign(Table t, Identifier column) {
        return isIn(t, ConstraintKind.FOREIGN_KEY, column);
    }

    private static boolean isIn(Table t, ConstraintKind kind, Identifier column) {
        return t.constraints().stream()
                .anyMatch(c -> c.kind() == kind && c.columns().contains(column));
    }
}
