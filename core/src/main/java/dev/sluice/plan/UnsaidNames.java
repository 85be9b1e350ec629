package dev.sluice.plan;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Identity;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names that a declaration leaves to PostgreSQL: that of a key of one column, of the sequence of a
/// serial and of an identity column. What stands by another name (a table was renamed, SQL named
/// it) keeps that.
final class UnsaidNames {
    private final Catalog from;
    private final Map<ColumnName, Sequence> standing;
    private final Map<ObjectId, ObjectId> kept = new HashMap<>();

    private UnsaidNames(Catalog from) {
        this.from = from;
        this.standing = owned(from);
    }

    /// The declaration, those names being the standing ones.
    static Catalog declared(Catalog from, Catalog declared) {
        return new UnsaidNames(from).renamed(declared);
    }

    /// What was declared last, with the standing keys that it declared without a name.
    static Set<ObjectId> lastDeclared(Catalog from, Set<ObjectId> ids) {
        var all = new HashSet<ObjectId>(ids);
        for (Table t : from.all(Table.class)) {
            ObjectId unnamed = constraint(t.name(), madeUpKey(t.name()));
            key(t).filter(k -> ids.contains(unnamed) && t.constraint(madeUpKey(t.name())).isEmpty())
                    .ifPresent(k -> all.add(constraint(t.name(), k.name())));
        }
        return all;
    }

    private Catalog renamed(Catalog declared) {
        Map<ColumnName, Sequence> said = owned(declared);
        List<SchemaObject> objects =
                declared.objects().stream()
                        .map(o ->
                                switch (o) {
                                    case Table t ->
                                            from.table(t.name())
                                                    .map(s -> table(s, t, said))
                                                    .orElse(t);
                                    default -> o;
                                })
                        .toList();
        objects = objects.stream().map(o -> o instanceof Sequence s ? sequence(s) : o).toList();
        if (kept.isEmpty()) return new Catalog(declared.major(), objects, declared.dependencies());
        return new Catalog(
                declared.major(),
                objects,
                declared.dependencies().stream()
                        .map(d -> new Dependency(kept(d.dependent()), kept(d.on())))
                        .toList());
    }

    private ObjectId kept(ObjectId id) {
        return kept.getOrDefault(id, id);
    }

    private Table table(Table stands, Table said, Map<ColumnName, Sequence> saidSequences) {
        List<Column> columns =
                said.columns().stream()
                        .map(c ->
                                stands.column(c.name())
                                        .map(s -> column(stands.name(), s, c, saidSequences))
                                        .orElse(c))
                        .toList();
        List<Constraint> constraints =
                said.constraints().stream().map(c -> constraint(stands, c)).toList();
        return new Table(
                said.name(),
                columns,
                constraints,
                said.rowSecurity(),
                said.forceRowSecurity(),
                said.unlogged(),
                said.options(),
                said.accessMethod(),
                said.replicaIdentity(),
                said.partitioning(),
                said.server(),
                said.comment());
    }

    private Constraint constraint(Table table, Constraint said) {
        Constraint stands = key(table).orElse(null);
        if (stands == null
                || said.kind() != ConstraintKind.PRIMARY_KEY
                || !said.name().equals(madeUpKey(table.name()))
                || !said.columns().equals(stands.columns())) return said;
        kept.put(constraint(table.name(), said.name()), constraint(table.name(), stands.name()));
        return new Constraint(
                stands.name(),
                said.kind(),
                said.columns(),
                said.definition(),
                said.references(),
                said.validated(),
                said.local(),
                said.comment());
    }

    private Column column(
            QualifiedName table,
            Column stands,
            Column said,
            Map<ColumnName, Sequence> saidSequences) {
        var name = new ColumnName(table, said.name());
        Sequence stood = standing.get(name);
        Sequence wanted = saidSequences.get(name);
        @Nullable String value = said.defaultExpression();
        if (stood != null
                && wanted != null
                && isNextValue(stands.defaultExpression())
                && isNextValue(value)) {
            kept.put(wanted.id(), stood.id());
            value = stands.defaultExpression();
        }
        return new Column(
                said.name(),
                said.type(),
                said.typeId(),
                said.collation(),
                said.notNull(),
                value,
                identity(name, stands.identity(), said.identity()),
                said.generated(),
                said.local(),
                said.storage(),
                said.compression(),
                said.statistics(),
                said.comment());
    }

    private static boolean isNextValue(@Nullable String expression) {
        return expression != null && expression.startsWith("nextval(");
    }

    private static @Nullable Identity identity(
            ColumnName column, @Nullable Identity stands, @Nullable Identity said) {
        if (stands == null || said == null || !isMadeUp(column, said.sequence())) return said;
        return new Identity(said.always(), stands.sequence(), said.options());
    }

    private Sequence sequence(Sequence said) {
        ObjectId id = kept.get(said.id());
        if (id == null) return said;
        var name = QualifiedName.of(id.schema(), id.name());
        return new Sequence(name, said.options(), said.unlogged(), said.ownedBy(), said.comment());
    }

    /// By column the one sequence that it owns.
    private static Map<ColumnName, Sequence> owned(Catalog catalog) {
        var owned = new HashMap<ColumnName, Sequence>();
        var several = new HashSet<ColumnName>();
        for (Sequence s : catalog.all(Sequence.class))
            if (s.ownedBy() != null && owned.put(s.ownedBy(), s) != null) several.add(s.ownedBy());
        owned.keySet().removeAll(several);
        return owned;
    }

    private static Optional<Constraint> key(Table table) {
        return table.constraints().stream()
                .filter(c -> c.kind() == ConstraintKind.PRIMARY_KEY && c.columns().size() == 1)
                .findFirst();
    }

    private static Identifier madeUpKey(QualifiedName table) {
        return Identifier.madeUp(table.name().text(), "", "pkey");
    }

    private static boolean isMadeUp(ColumnName column, QualifiedName sequence) {
        return sequence.name()
                .equals(
                        Identifier.madeUp(
                                column.table().name().text(), column.column().text(), "seq"));
    }

    private static ObjectId constraint(QualifiedName table, Identifier name) {
        return ObjectId.member(Kind.CONSTRAINT, table, name);
    }
}
