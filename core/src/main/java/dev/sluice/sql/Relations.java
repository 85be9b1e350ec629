package dev.sluice.sql;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.schema.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who stands under which relation name, and who inherits from whom.
final class Relations {
    private final Map<QualifiedName, ObjectId> kinds = new HashMap<>();
    private final Map<QualifiedName, Table> tables = new HashMap<>();
    private final Map<QualifiedName, List<Table>> partitions = new HashMap<>();
    private final Map<QualifiedName, List<Index>> indexes = new HashMap<>();
    private final Set<QualifiedName> above = new HashSet<>();

    private final Set<QualifiedName> namesOfNotNull = new HashSet<>();
    private final Circles circles;
    private final int major;

    Relations(Catalog catalog) {
        this.major = catalog.major();
        this.circles = new Circles(catalog);
        for (SchemaObject o : catalog.objects())
            switch (o) {
                case Table t -> add(t);
                case View v -> kinds.put(v.name(), v.id());
                case MaterializedView v -> kinds.put(v.name(), v.id());
                case Index i -> indexes.computeIfAbsent(i.table(), _ -> new ArrayList<>(2)).add(i);
                default -> {}
            }
    }

    private void add(Table t) {
        kinds.put(t.name(), t.id());
        tables.put(t.name(), t);
        QualifiedName parent = t.partitioning().parent();
        if (parent != null) partitions.computeIfAbsent(parent, _ -> new ArrayList<>()).add(t);
        above.addAll(t.partitioning().parents());
        for (Constraint c : t.constraints())
            if (c.kind() == ConstraintKind.NOT_NULL)
                namesOfNotNull.add(new QualifiedName(t.name().schema(), c.name()));
    }

    Circles circles() {
        return circles;
    }

    /// `ONLY` where a change of the table would change those below as well.
    String only(Table t) {
        return above.contains(t.name()) ? "ONLY " : "";
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

    boolean hasDefaultAbove(Table t, Column c) {
        return parents(t).stream()
                .flatMap(p -> p.column(c.name()).stream())
                .anyMatch(k -> k.defaultExpression() != null);
    }

    /// Whether a parent makes the column not null.
    boolean isNotNullAbove(Table t, Column c) {
        return notNullAbove(t, c).isPresent();
    }

    private Optional<Table> notNullAbove(Table t, Column c) {
        return parents(t).stream().filter(p -> p.givesNotNull(c.name())).findFirst();
    }

    /// What a not-null constraint is called (18+): by its table, by a parent, by PostgreSQL.
    Identifier notNull(Table t, Column c) {
        return t.notNull(c.name())
                .map(Constraint::name)
                .or(() -> notNullAbove(t, c).map(above -> notNull(above, c)))
                .orElseGet(() -> t.madeUpNotNull(c.name()));
    }

    /// Whether PostgreSQL gives this name by itself to the not-null constraint of a column that no
    /// parent gives: it gives none that another table of the schema has already.
    boolean isMadeUp(Table t, Column c, Identifier name) {
        return name.equals(t.madeUpNotNull(c.name()))
                && !namesOfNotNull.contains(new QualifiedName(t.name().schema(), name));
    }

    /// The parents' constraints by which a column is not null though theirs may hold nulls.
    Set<ObjectId> notNullsNotValid(Table t, Column c) {
        var ids = new HashSet<ObjectId>();
        for (Table p : parents(t))
            for (Constraint k : p.constraints())
                if (k.kind() == ConstraintKind.NOT_NULL
                        && !k.validated()
                        && k.columns().contains(c.name())) ids.add(ConstraintSql.id(p, k));
        return ids;
    }

    /// Whether to make a table with its parents would lose the order of its columns, or what a
    /// partition's not-null constraints are called: it is made, and put under them then.
    boolean isMadeApart(Table t) {
        List<Table> above = parents(t);
        if (above.isEmpty()) return false;
        boolean takesAll =
                t.columns().stream().allMatch(Column::local)
                        && t.constraints().stream().allMatch(Constraint::local);
        if (t.partitioning().parent() == null && !takesAll) return false;
        return !inOrder(t, above)
                || t.constraints().stream().anyMatch(c -> c.isPlainNotNull() && !c.local());
    }

    /// What the parents give stands before what the table adds.
    private static boolean inOrder(Table t, List<Table> above) {
        var names = new LinkedHashSet<Identifier>();
        for (Table a : above) a.columns().forEach(c -> names.add(c.name()));
        t.columns().forEach(c -> names.add(c.name()));
        return List.copyOf(names).equals(t.columns().stream().map(Column::name).toList());
    }

    /// A partition is stored as its parent says (17+), where it says nothing itself.
    boolean hasAccessMethodAbove(Table t) {
        Table above = tables.get(t.partitioning().parent());
        return above != null && above.accessMethod() != null;
    }

    private List<Table> parents(Table t) {
        return t.partitioning().parents().stream()
                .map(tables::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /// The keys that a foreign key to these columns may lean on; a partition has its parent's too.
    Set<ObjectId> keys(QualifiedName table, List<Identifier> columns) {
        var wanted = Set.copyOf(columns);
        var ids = new HashSet<ObjectId>();
        for (QualifiedName at = table; at != null; ) {
            for (Index i : indexes.getOrDefault(at, List.of()))
                if (i.unique() && i.predicate() == null && wanted.equals(Set.copyOf(i.columns())))
                    ids.add(i.id());
            Table t = tables.get(at);
            if (t == null) return ids;
            for (Constraint c : t.constraints())
                if (ConstraintSql.ownsIndex(c) && wanted.equals(Set.copyOf(c.columns())))
                    ids.add(ConstraintSql.id(t, c));
            at = t.partitioning().parent();
        }
        return ids;
    }

    /// A table, those that it is a partition of, and the indexes that a foreign key to it may lean
    /// on.
    void eachWithKeys(QualifiedName table, Consumer<ObjectId> each) {
        for (QualifiedName at = table; at != null; ) {
            each.accept(id(at));
            for (Index i : indexes.getOrDefault(at, List.of())) if (i.unique()) each.accept(i.id());
            Table t = tables.get(at);
            at = t == null ? null : t.partitioning().parent();
        }
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
