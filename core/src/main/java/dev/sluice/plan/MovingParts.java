package dev.sluice.plan;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.ConstraintSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Parts of a partitioned table's keys and indexes on a partition that joins or leaves it. A
/// catalog doesn't say those of the names that PostgreSQL makes up; a table that leaves keeps them
/// (ALTER TABLE, DETACH PARTITION), one that joins brings what is equal. They are said as the
/// partition's own, and being a partition depends on them: they are there before it joins and after
/// it left.
final class MovingParts {
    private final Catalog catalog;
    private final Catalog other;
    private final Map<QualifiedName, Table> tables;
    private final Map<QualifiedName, List<Index>> indexes;
    private final Map<ObjectId, SchemaObject> objects;
    private final List<Dependency> dependencies;
    private final Map<ObjectId, List<Dependency>> ofWholes;

    /// What a table has of an index or a key of the table `above`.
    private sealed interface Part {
        Table above();

        ObjectId whole();

        ObjectId id();

        List<Identifier> columns();

        Identifier name();

        /// Whether it is said in full by what a catalog keeps of it.
        boolean isPlain();
    }

    private record PartOfIndex(Table above, ObjectId whole, Index index) implements Part {
        @Override
        public ObjectId id() {
            return index.id();
        }

        @Override
        public List<Identifier> columns() {
            return index.columns();
        }

        @Override
        public Identifier name() {
            return index.name().name();
        }

        @Override
        public boolean isPlain() {
            return index.valid() && IndexText.of(index.definition()).isOfColumns();
        }
    }

    private record PartOfKey(Table above, ObjectId whole, ObjectId id, Constraint key)
            implements Part {
        @Override
        public List<Identifier> columns() {
            return key.columns();
        }

        @Override
        public Identifier name() {
            return key.name();
        }

        @Override
        public boolean isPlain() {
            return key.validated()
                    && key.kind() != ConstraintKind.EXCLUSION
                    && !key.definition().contains(" INCLUDE (");
        }
    }

    private MovingParts(Catalog catalog, Catalog other) {
        this.catalog = catalog;
        this.other = other;
        this.tables =
                catalog.all(Table.class).stream().collect(Collectors.toMap(Table::name, t -> t));
        this.indexes =
                catalog.all(Index.class).stream().collect(Collectors.groupingBy(Index::table));
        this.objects = catalog.byId();
        this.dependencies = new ArrayList<>(catalog.dependencies());
        this.ofWholes =
                catalog.dependencies().stream()
                        .filter(d -> WHOLES.contains(d.dependent().kind()))
                        .collect(Collectors.groupingBy(Dependency::dependent));
    }

    /// The catalog with the parts of those partitions that stand elsewhere in the other.
    static Catalog said(Catalog catalog, Catalog other) {
        List<Table> moving =
                catalog.all(Table.class).stream().filter(t -> moves(t, other)).toList();
        return moving.isEmpty() ? catalog : new MovingParts(catalog, other).with(moving);
    }

    private static boolean moves(Table table, Catalog other) {
        QualifiedName parent = table.partitioning().parent();
        return parent != null
                && other.table(table.name())
                        .filter(t -> !parent.equals(t.partitioning().parent()))
                        .isPresent();
    }

    /// Whether what the partition keeps when it leaves is said.
    static boolean areSaid(Pieces pieces, Table table) {
        return pieces.needs(new PieceId(table.id(), Aspect.PARTITION)).stream()
                .anyMatch(n -> Inherited.isParted(pieces, n));
    }

    private Catalog with(List<Table> moving) {
        for (Table t : moving) {
            List<Part> parts = of(t);
            Table elsewhere = other.table(t.name()).orElseThrow();
            if (areTold(t, parts)) say(t, elsewhere, parts);
        }
        return new Catalog(catalog.major(), List.copyOf(objects.values()), dependencies);
    }

    private List<Part> of(Table table) {
        var parts = new ArrayList<Part>();
        for (Table above = above(table); above != null; above = above(above)) {
            for (Constraint c : above.constraints())
                if (ConstraintSql.ownsIndex(c) || c.kind() == ConstraintKind.FOREIGN_KEY)
                    parts.add(partOfKey(table, above, c));
            for (Index i : indexes.getOrDefault(above.name(), List.of()))
                if (i.parent() == null) parts.add(new PartOfIndex(above, i.id(), part(table, i)));
        }
        parts.removeIf(this::goesWithWhole);
        return parts;
    }

    /// While the table above stays.
    private boolean goesWithWhole(Part part) {
        Table above = other.table(part.above().name()).orElse(null);
        if (above == null) return false;
        return switch (part) {
            case PartOfIndex i -> other.find(i.whole()).isEmpty();
            case PartOfKey k -> above.constraint(Identifier.of(k.whole().member())).isEmpty();
        };
    }

    private @Nullable Table above(Table table) {
        return tables.get(table.partitioning().parent());
    }

    private static Part partOfKey(Table table, Table above, Constraint c) {
        Constraint key = part(table, c);
        return new PartOfKey(above, ConstraintSql.id(above, c), ConstraintSql.id(table, key), key);
    }

    private static Constraint part(Table table, Constraint c) {
        String label = c.columns().stream().map(Identifier::text).collect(Collectors.joining("_"));
        String own = table.name().name().text();
        Identifier name =
                switch (c.kind()) {
                    case PRIMARY_KEY -> Identifier.madeUp(own, "", "pkey");
                    case UNIQUE -> Identifier.madeUp(own, label, "key");
                    case EXCLUSION, FOREIGN_KEY, CHECK, NOT_NULL -> c.name();
                };
        return new Constraint(
                name,
                c.kind(),
                c.columns(),
                c.definition(),
                c.references(),
                c.validated(),
                true,
                null);
    }

    private Index part(Table table, Index i) {
        Index known =
                indexes.getOrDefault(table.name(), List.of()).stream()
                        .filter(k -> i.name().equals(k.parent()))
                        .findFirst()
                        .orElse(null);
        QualifiedName name = known != null ? known.name() : Index.madeUp(table.name(), i.columns());
        return new Index(
                name,
                table.name(),
                i.unique(),
                i.valid(),
                i.columns(),
                definition(IndexText.of(i.definition()), name, table.name()),
                i.predicate(),
                null,
                known == null ? null : known.comment());
    }

    /// As the other state prints the same, which quotes names where it has to.
    private String definition(IndexText text, QualifiedName name, QualifiedName table) {
        return other.find(ObjectId.of(Kind.INDEX, name)).orElse(null) instanceof Index same
                        && same.table().equals(table)
                        && IndexText.of(same.definition()).equals(text)
                ? same.definition()
                : text.plain(name.name(), table);
    }

    /// Whether their names are sure, and nothing else is said of them that would have to go along.
    private boolean areTold(Table table, List<Part> parts) {
        var names = new HashSet<String>();
        for (Part p : parts) {
            String name = p.name().text();
            if (!p.isPlain() || isShortened(name) || !names.add(name) || isTaken(table, p))
                return false;
        }
        return objects.values().stream()
                .noneMatch(o ->
                        o instanceof Definition d
                                && d.id().kind() == Kind.SETTING
                                && table.id().equals(d.owner())
                                && names.stream().anyMatch(d.create()::contains));
    }

    /// Several names get the same one then, and a number behind it.
    private static boolean isShortened(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length >= 62;
    }

    private boolean isTaken(Table table, Part part) {
        var name = new QualifiedName(table.name().schema(), part.name());
        return part instanceof PartOfKey && table.constraint(part.name()).isPresent()
                || RELATIONS.stream()
                        .map(kind -> objects.get(ObjectId.of(kind, name)))
                        .anyMatch(o ->
                                o != null
                                        && !(o instanceof Index i
                                                && i.table().equals(table.name())
                                                && i.parent() != null));
    }

    private static final Set<Kind> WHOLES = EnumSet.of(Kind.INDEX, Kind.CONSTRAINT);

    private static final Set<Kind> RELATIONS =
            EnumSet.of(
                    Kind.TABLE,
                    Kind.VIEW,
                    Kind.MATERIALIZED_VIEW,
                    Kind.SEQUENCE,
                    Kind.INDEX,
                    Kind.COMPOSITE);

    /// A part of columns that the table has here alone comes and goes with those.
    private void say(Table table, Table elsewhere, List<Part> parts) {
        var constraints = new ArrayList<>(table.constraints());
        for (Part p : parts) {
            dependencies.add(new Dependency(table.id(), p.whole()));
            Set<ObjectId> needs = needs(table, p);
            if (!areIn(elsewhere, needs)) continue;
            switch (p) {
                case PartOfIndex i -> objects.put(i.id(), i.index());
                case PartOfKey k -> constraints.add(k.key());
            }
            dependencies.add(new Dependency(table.id(), p.id()));
            needs.forEach(n -> dependencies.add(new Dependency(p.id(), n)));
        }
        constraints.sort(Comparator.comparing(Constraint::name));
        objects.put(table.id(), table.withConstraints(constraints));
    }

    private Set<ObjectId> needs(Table table, Part part) {
        var needs = new HashSet<ObjectId>();
        part.columns().forEach(c -> needs.add(column(table, c.text())));
        for (Dependency d : ofWholes.getOrDefault(part.whole(), List.of()))
            needs.add(of(table, part, d.on()));
        return needs;
    }

    private static boolean areIn(Table table, Set<ObjectId> needs) {
        return needs.stream()
                .filter(n -> isColumnOf(table, n))
                .allMatch(n -> table.column(Identifier.of(n.member())).isPresent());
    }

    private static boolean isColumnOf(Table table, ObjectId id) {
        return id.kind() == Kind.COLUMN && Columns.table(id).equals(table.name());
    }

    /// A foreign key may lead to the very table that the partition leaves.
    private static ObjectId of(Table table, Part part, ObjectId on) {
        boolean isKeys = part instanceof PartOfKey k && k.key().references() != null;
        return isColumnOf(part.above(), on) && !isKeys ? column(table, on.member()) : on;
    }

    private static ObjectId column(Table table, String name) {
        return ObjectId.member(Kind.COLUMN, table.name(), Identifier.of(name));
    }
}
