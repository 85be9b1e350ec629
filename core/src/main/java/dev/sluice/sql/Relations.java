package dev.sluice.sql;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Partitioning;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.schema.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who stands under which relation name, and who inherits from whom.
final class Relations {
    private final Map<QualifiedName, ObjectId> kinds = new HashMap<>();
    private final Map<QualifiedName, Table> tables = new HashMap<>();
    private final Map<QualifiedName, List<Table>> partitions = new HashMap<>();
    private final Map<QualifiedName, List<Index>> indexes = new HashMap<>();

    private final int major;

    Relations(Catalog catalog) {
        this.major = catalog.major();
        for (Table t : catalog.all(Table.class)) {
            kinds.put(t.name(), t.id());
            tables.put(t.name(), t);
            QualifiedName parent = t.partitioning().parent();
            if (parent != null) partitions.computeIfAbsent(parent, _ -> new ArrayList<>()).add(t);
        }
        catalog.all(View.class).forEach(v -> kinds.put(v.name(), v.id()));
        catalog.all(MaterializedView.class).forEach(v -> kinds.put(v.name(), v.id()));
        for (Index i : catalog.all(Index.class))
            indexes.computeIfAbsent(i.table(), _ -> new ArrayList<>()).add(i);
    }

    int major() {
        return major;
    }

    /// The relation's id whatever its kind; a table's where there is none.
    ObjectId id(QualifiedName name) {
        return kinds.getOrDefault(name, ObjectId.of(Kind.TABLE, name));
    }

    @Nullable ObjectId find(String schema, String name) {
        return schema.isEmpty() ? null : kinds.get(QualifiedName.of(schema, name));
    }

    /// The column that the parents give, where the table doesn't declare it itself.
    @Nullable Column given(Table t, Column c) {
        return c.local()
                ? null
                : parents(t).stream()
                        .flatMap(above -> above.column(c.name()).stream())
                        .findFirst()
                        .orElse(null);
    }

    /// The columns above that this one comes from.
    Set<ObjectId> givers(Table t, Column c) {
        var ids = new HashSet<ObjectId>();
        if (c.local()) return ids;
        for (Table above : parents(t))
            if (above.column(c.name()).isPresent())
                ids.add(ObjectId.member(Kind.COLUMN, above.name(), c.name()));
        return ids;
    }

    private List<Table> parents(Table t) {
        Partitioning p = t.partitioning();
        var names = new ArrayList<QualifiedName>(p.inherits());
        if (p.parent() != null) names.add(p.parent());
        return names.stream().map(tables::get).filter(Objects::nonNull).toList();
    }

    /// The keys that a foreign key to these columns may lean on.
    Set<ObjectId> keys(QualifiedName table, List<Identifier> columns) {
        var wanted = Set.copyOf(columns);
        var ids = new HashSet<ObjectId>();
        for (Index i : indexes.getOrDefault(table, List.of()))
            if (i.unique() && i.predicate() == null && wanted.equals(Set.copyOf(i.columns())))
                ids.add(i.id());
        Table t = tables.get(table);
        if (t == null) return ids;
        for (Constraint c : t.constraints())
            if (ConstraintSql.ownsIndex(c) && wanted.equals(Set.copyOf(c.columns())))
                ids.add(ConstraintSql.id(t, c));
        return ids;
    }

    /// Partitions of a table with their indexes and keys.
    Set<ObjectId> ofPartitions(QualifiedName table) {
        var ids = new HashSet<ObjectId>();
        for (Table child : partitions.getOrDefault(table, List.of())) {
            ids.add(child.id());
            indexes.getOrDefault(child.name(), List.of()).forEach(i -> ids.add(i.id()));
            for (Constraint c : child.constraints())
                if (ConstraintSql.ownsIndex(c)) ids.add(ConstraintSql.id(child, c));
        }
        return ids;
    }
}
