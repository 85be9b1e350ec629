package dev.sluice.author;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Domain;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
import dev.sluice.schema.Index;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Schema;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import dev.sluice.schema.Trigger;
import dev.sluice.schema.Unsupported;
import dev.sluice.schema.View;
import dev.sluice.sql.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Turns a database that holds one declared schema into one that holds another: what differs is
/// dropped and made anew, whole objects at a time. Nothing is dropped with CASCADE, so that a
/// statement fails where more hangs on an object than is known here.
final class Reload {
    private final Catalog before;
    private final Catalog now;

    /// What stands in `before` and must not stand on: it differs, is gone, or hangs on such a
    /// table.
    private final Set<ObjectId> old = new HashSet<>();

    private Reload(Catalog before, Catalog now) {
        this.before = before;
        this.now = now;
    }

    /// Empty where an object differs that this does not make anew.
    static Optional<List<String>> statements(Catalog before, Catalog now) {
        return new Reload(before, now).statements();
    }

    private Optional<List<String>> statements() {
        for (SchemaObject o : before.objects())
            if (!o.equals(now.find(o.id()).orElse(null))) old.add(o.id());
        boolean relations = before.objects().stream().anyMatch(o -> isRelation(o) && isOld(o));
        for (SchemaObject o : before.objects())
            if (isRelation(o) && goesToo(o, relations)) old.add(o.id());
        for (SchemaObject o : before.objects()) if (goesToo(o, relations)) old.add(o.id());
        if (before.objects().stream().anyMatch(o -> isOld(o) && !isRemade(o)))
            return Optional.empty();
        return Optional.of(Stream.concat(drops().stream(), creates().stream()).toList());
    }

    private boolean isOld(SchemaObject o) {
        return old.contains(o.id());
    }

    private static boolean isRelation(SchemaObject o) {
        return o instanceof Table || o instanceof View || o instanceof MaterializedView;
    }

    private static boolean isRemade(SchemaObject o) {
        return isRelation(o)
                || o instanceof Index
                || o instanceof Policy
                || o instanceof Sequence
                || o instanceof EnumType;
    }

    private boolean goesToo(SchemaObject o, boolean relations) {
        return switch (o) {
            case View _, MaterializedView _ -> relations;
            case Index i -> isOldRelation(i.table());
            case Policy p -> isOldTable(p.table());
            case Sequence s -> s.ownedBy() != null && isOldTable(s.ownedBy().table());
            case Table _,
                    Schema _,
                    Extension _,
                    EnumType _,
                    Domain _,
                    CompositeType _,
                    Function _,
                    Trigger _,
                    Definition _,
                    Unsupported _ ->
                    false;
        };
    }

    private boolean isOldTable(QualifiedName name) {
        return old.contains(ObjectId.of(dev.sluice.schema.Kind.TABLE, name));
    }

    private boolean isOldRelation(QualifiedName name) {
        return isOldTable(name)
                || old.contains(ObjectId.of(dev.sluice.schema.Kind.MATERIALIZED_VIEW, name));
    }

    private List<String> drops() {
        var drops = new ArrayList<String>();
        for (Policy p : before.all(Policy.class))
            if (isOld(p))
                drops.add("DROP POLICY " + p.name().quoted() + " ON " + p.table().quoted());
        for (Index i : before.all(Index.class))
            if (isOld(i)) drops.add("DROP INDEX " + i.name().quoted());
        dropAll("MATERIALIZED VIEW", names(MaterializedView.class), drops);
        dropAll("VIEW", names(View.class), drops);
        for (Table t : before.all(Table.class))
            for (Constraint c : t.constraints())
                if (!isOld(t) && pointsAtOld(c))
                    drops.add(
                            "ALTER TABLE "
                                    + t.name().quoted()
                                    + " DROP CONSTRAINT "
                                    + c.name().quoted());
        dropAll("TABLE", names(Table.class), drops);
        for (Sequence s : before.all(Sequence.class))
            if (isOld(s)) drops.add("DROP SEQUENCE IF EXISTS " + s.name().quoted());
        dropAll("TYPE", names(EnumType.class), drops);
        return drops;
    }

    private boolean pointsAtOld(Constraint c) {
        return c.references() != null && isOldTable(c.references());
    }

    private Stream<QualifiedName> names(Class<? extends SchemaObject> type) {
        return before.all(type).stream()
                .filter(this::isOld)
                .map(o -> QualifiedName.of(o.id().schema(), o.id().name()));
    }

    private static void dropAll(String kind, Stream<QualifiedName> names, List<String> into) {
        List<String> all = names.map(QualifiedName::quoted).toList();
        if (!all.isEmpty()) into.add("DROP " + kind + " " + String.join(", ", all));
    }

    private List<String> creates() {
        var objects = new ArrayList<SchemaObject>();
        var standing = new HashSet<QualifiedName>();
        for (SchemaObject o : now.objects())
            if (isOld(o) || before.find(o.id()).isEmpty()) objects.add(o);
            else if (o instanceof Table t) {
                List<Constraint> lost = t.constraints().stream().filter(this::pointsAtOld).toList();
                if (lost.isEmpty()) continue;
                objects.add(Table.plain(t.name(), List.of(), lost, false));
                standing.add(t.name());
            }
        return Sql.statements(new Catalog(now.major(), objects, now.dependencies()), standing);
    }
}
