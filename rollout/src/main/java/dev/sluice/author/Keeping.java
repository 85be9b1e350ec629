package dev.sluice.author;

import dev.sluice.plan.Wanted;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import dev.sluice.schema.Trigger;
import dev.sluice.schema.View;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a Drizzle schema wants of a state that holds more than it can say: the declared objects in
/// place of theirs; everything else, and every property that Drizzle has no word for, as it stands.
/// A declarable object goes only if it was declared before and is no longer.
final class Keeping {
    private static final Set<Kind> DECLARABLE =
            EnumSet.of(
                    Kind.SCHEMA,
                    Kind.ENUM,
                    Kind.SEQUENCE,
                    Kind.TABLE,
                    Kind.VIEW,
                    Kind.MATERIALIZED_VIEW,
                    Kind.INDEX,
                    Kind.POLICY);

    private final Catalog from;
    private final Set<ObjectId> lastDeclared;
    private final Map<ObjectId, SchemaObject> declared;
    private final Set<ObjectId> gone = new HashSet<>();

    private Keeping(Catalog from, Set<ObjectId> lastDeclared, Catalog declared) {
        this.from = from;
        this.lastDeclared = lastDeclared;
        this.declared = declared.byId();
    }

    static Wanted of(Catalog from, Set<ObjectId> lastDeclared, Catalog declared) {
        var keeping = new Keeping(from, lastDeclared, declared);
        List<SchemaObject> objects = keeping.objects();
        List<String> hindered = keeping.hindered(objects);
        if (!hindered.isEmpty()) return new Wanted.Refused(hindered);
        var dependencies = new HashSet<Dependency>(from.dependencies());
        dependencies.addAll(declared.dependencies());
        return new Wanted.Decided(new Catalog(from.major(), objects, dependencies), List.of());
    }

    private List<SchemaObject> objects() {
        for (SchemaObject o : from.objects()) if (isGone(o)) gone.add(o.id());
        var wanted = new LinkedHashMap<ObjectId, SchemaObject>(declared);
        for (SchemaObject o : from.objects()) {
            SchemaObject now = declared.get(o.id());
            if (now != null && DECLARABLE.contains(o.id().kind()))
                wanted.put(o.id(), merged(o, now));
            else if (!gone.contains(o.id()) && !isInside(o)) wanted.put(o.id(), o);
        }
        return List.copyOf(wanted.values());
    }

    private boolean isGone(SchemaObject o) {
        if (!DECLARABLE.contains(o.id().kind()) || declared.containsKey(o.id())) return false;
        if (o instanceof Sequence s && s.ownedBy() != null) return isColumnGone(s);
        return lastDeclared.contains(o.id());
    }

    /// A sequence goes with the column that owns it, or when that column no longer uses one.
    private boolean isColumnGone(Sequence sequence) {
        var owner = sequence.ownedBy();
        if (owner == null) return false;
        ObjectId table = ObjectId.of(Kind.TABLE, owner.table());
        if (declared.get(table) instanceof Table t) {
            if (t.column(owner.column()).isEmpty()) return lastDeclared.contains(owner.id());
            return lastDeclared.contains(table);
        }
        return lastDeclared.contains(table);
    }

    /// Whether it hangs in a table that goes.
    private boolean isInside(SchemaObject o) {
        QualifiedName owner =
                switch (o) {
                    case Index i -> i.table();
                    case Policy p -> p.table();
                    case Trigger t -> t.table();
                    case null, default -> null;
                };
        return owner != null
                && (gone.contains(ObjectId.of(Kind.TABLE, owner))
                        || gone.contains(ObjectId.of(Kind.VIEW, owner))
                        || gone.contains(ObjectId.of(Kind.MATERIALIZED_VIEW, owner)));
    }

    private SchemaObject merged(SchemaObject stands, SchemaObject wanted) {
        if (stands instanceof Table before && wanted instanceof Table after)
            return table(before, after);
        if (stands instanceof Index before && wanted instanceof Index after)
            return plain(before.definition()).equals(plain(after.definition())) ? before : after;
        if (stands instanceof View before && wanted instanceof View after)
            return before.query().equals(after.query()) && before.options().equals(after.options())
                    ? before
                    : new View(
                            after.name(),
                            after.columns(),
                            after.query(),
                            after.options(),
                            before.comment());
        if (stands instanceof Sequence before && wanted instanceof Sequence after)
            return new Sequence(
                    after.name(),
                    after.options(),
                    before.unlogged(),
                    after.ownedBy(),
                    before.comment());
        return wanted;
    }

    private Table table(Table before, Table after) {
        var columns = new ArrayList<Column>();
        for (Column c : after.columns())
            columns.add(before.column(c.name()).map(b -> column(b, c)).orElse(c));
        for (Column b : before.columns())
            if (after.column(b.name()).isEmpty()
                    && !lastDeclared.contains(
                            ObjectId.member(Kind.COLUMN, before.name(), b.name()))) columns.add(b);
        var constraints = new ArrayList<Constraint>();
        for (Constraint c : after.constraints())
            constraints.add(
                    before.constraint(c.name())
                            .filter(b -> plain(b.definition()).equals(plain(c.definition())))
                            .orElse(c));
        for (Constraint b : before.constraints())
            if (after.constraint(b.name()).isEmpty() && isKept(before, b, columns))
                constraints.add(b);
        return new Table(
                after.name(),
                columns,
                constraints,
                after.rowSecurity(),
                before.forceRowSecurity(),
                before.unlogged(),
                before.options(),
                before.accessMethod(),
                before.replicaIdentity(),
                before.partitioning(),
                before.comment());
    }

    private boolean isKept(Table table, Constraint constraint, List<Column> columns) {
        boolean isWhole =
                constraint.columns().stream()
                        .allMatch(n -> columns.stream().anyMatch(c -> c.name().equals(n)));
        return isWhole
                && !lastDeclared.contains(
                        ObjectId.member(Kind.CONSTRAINT, table.name(), constraint.name()))
                && constraint.kind() != dev.sluice.schema.ConstraintKind.PRIMARY_KEY;
    }

    private static Column column(Column before, Column after) {
        return new Column(
                after.name(),
                after.type(),
                after.typeId(),
                after.collation() == null && before.type().equals(after.type())
                        ? before.collation()
                        : after.collation(),
                after.notNull(),
                after.defaultExpression(),
                after.identity(),
                after.generated(),
                after.local(),
                before.type().equals(after.type()) ? before.storage() : after.storage(),
                before.type().equals(after.type()) ? before.compression() : after.compression(),
                before.statistics(),
                before.comment());
    }

    /// Without what Drizzle has no word for.
    private static String plain(String definition) {
        return definition
                .replaceAll(" INCLUDE \\([^)]*\\)", "")
                .replaceAll(" (NOT )?DEFERRABLE", "")
                .replaceAll(" INITIALLY (DEFERRED|IMMEDIATE)", "")
                .replaceAll(" NOT VALID", "")
                .replaceAll(" NO INHERIT", "")
                .replaceAll(" MATCH FULL", "");
    }

    /// What stays but stands on something that goes.
    private List<String> hindered(List<SchemaObject> objects) {
        Set<ObjectId> stay = new HashSet<>();
        objects.forEach(o -> stay.add(o.id()));
        var reasons = new ArrayList<String>();
        for (Dependency d : from.dependencies())
            if (gone.contains(d.on())
                    && stay.contains(d.dependent())
                    && !declared.containsKey(d.dependent())
                    && d.dependent().kind() != Kind.SEQUENCE)
                reasons.add(
                        "%s is no longer declared, but %s, which only SQL made, stands on it. Change that first with `sluice generate --custom`."
                                .formatted(d.on().words(), d.dependent().words()));
        return reasons;
    }
}
