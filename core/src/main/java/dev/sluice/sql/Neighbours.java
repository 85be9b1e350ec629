package dev.sluice.sql;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The objects of a catalog and which of them speak of which: whoever asks for the pieces of a few
/// has those of their neighbours made, and no others.
final class Neighbours {
    /// Names of members, and of what belongs to a relation, lead to the relation.
    static final Set<Kind> OF_RELATION =
            EnumSet.of(
                    Kind.TABLE,
                    Kind.VIEW,
                    Kind.MATERIALIZED_VIEW,
                    Kind.COLUMN,
                    Kind.DEFAULT,
                    Kind.CONSTRAINT,
                    Kind.TRIGGER,
                    Kind.POLICY,
                    Kind.COMPOSITE);

    /// An object with its pieces, once they are made; linked to what they need, once that is asked.
    static final class Home {
        final SchemaObject object;
        final ObjectId id;

        /// In the catalog.
        final int place;

        /// What pg_depend says of the object and its members.
        List<Dependency> needs = List.of();

        /// Objects of which a piece may need one of this object. Schemas have none: everything in
        /// one needs it.
        List<Home> speakers = List.of();

        @Nullable List<Piece> pieces;
        boolean linked;

        private Home(SchemaObject object, int place) {
            this.object = object;
            this.id = object.id();
            this.place = place;
        }
    }

    private final Relations relations;
    private final List<Home> homes = new ArrayList<>();
    private final Map<ObjectId, Home> byId;

    /// Relations, by their names.
    private final Map<String, Map<String, Home>> bySchema = new HashMap<>();

    /// Those asked for in a row are mostly one relation's: the dependencies are in order.
    private @Nullable Home asked;

    private final Map<ObjectId, PieceId> aliases = new HashMap<>();
    private final Map<ObjectId, Home> toasts = new HashMap<>();
    private final List<Dependency> loose = new ArrayList<>();

    Neighbours(Catalog catalog, Relations relations) {
        this.relations = relations;
        this.byId = HashMap.newHashMap(catalog.objects().size());
        for (SchemaObject o : catalog.objects()) {
            var home = new Home(o, homes.size());
            homes.add(home);
            byId.put(home.id, home);
            if (o instanceof Table t) names(t, home);
            if (o instanceof Table || o instanceof View || o instanceof MaterializedView)
                bySchema.computeIfAbsent(home.id.schema(), _ -> new HashMap<>())
                        .put(home.id.name(), home);
        }
        for (Home home : homes)
            spokenOf(
                    home.object,
                    id -> {
                        if (of(id) instanceof Home of) speaks(home, of);
                    });
        for (Dependency d : catalog.dependencies()) {
            Home on = of(d.on());
            if (on == null || !isSurely(on, d.on())) loose.add(d);
            Home dependent = dependent(d);
            if (dependent == null || on == null) continue;
            dependent.needs = with(dependent.needs, d);
            speaks(dependent, on);
        }
    }

    private static void speaks(Home speaker, Home of) {
        if (speaker != of
                && of.id.kind() != Kind.SCHEMA
                && (of.speakers.isEmpty() || of.speakers.getLast() != speaker))
            of.speakers = with(of.speakers, speaker);
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> longer = list.isEmpty() ? new ArrayList<>(3) : list;
        longer.add(one);
        return longer;
    }

    /// In the order of the catalog.
    List<Home> all() {
        return homes;
    }

    @Nullable SchemaObject object(ObjectId id) {
        Home home = byId.get(id);
        return home == null ? null : home.object;
    }

    /// A constraint's index is the constraint, an identity's sequence the column.
    @Nullable PieceId alias(ObjectId id) {
        return aliases.get(id);
    }

    /// What may name something on which it depends that is not there.
    List<Dependency> loose() {
        return loose;
    }

    /// The object that has the piece of this name, or of which it is a member.
    @Nullable Home of(ObjectId id) {
        return switch (id.kind()) {
            case COLUMN, DEFAULT, CONSTRAINT -> whole(id);
            case INHERITANCE -> relation(id);
            case SETTING -> byId.getOrDefault(id, toasts.get(id));
            case INDEX, SEQUENCE -> named(id);
            default -> itself(id);
        };
    }

    private @Nullable Home itself(ObjectId id) {
        Home home = byId.get(id);
        return home == null && OF_RELATION.contains(id.kind()) ? whole(id) : home;
    }

    private @Nullable Home named(ObjectId id) {
        Home home = byId.get(id);
        if (home != null) return home;
        PieceId alias = aliases.get(id);
        return alias == null ? null : of(alias.object());
    }

    private @Nullable Home whole(ObjectId id) {
        Home relation = relation(id);
        if (relation != null) return relation;
        Home composite = byId.get(new ObjectId(Kind.COMPOSITE, id.schema(), id.name(), ""));
        return composite != null
                ? composite
                : byId.get(new ObjectId(Kind.DOMAIN, id.schema(), id.name(), ""));
    }

    private @Nullable Home relation(ObjectId id) {
        Home last = asked;
        if (last != null
                && last.id.name().equals(id.name())
                && last.id.schema().equals(id.schema())) return last;
        Map<String, Home> inSchema = bySchema.get(id.schema());
        return asked = inSchema == null ? null : inSchema.get(id.name());
    }

    /// A relation stands for whatever it doesn't have.
    private static boolean isSurely(Home home, ObjectId id) {
        return home.id.kind() != Kind.DOMAIN || home.id.equals(id);
    }

    /// Being of a type stands apart from the table.
    private @Nullable Home dependent(Dependency d) {
        if (d.dependent().kind() == Kind.TABLE && d.on().kind() == Kind.COMPOSITE) {
            Home ofType = byId.get(TableSql.ofType(d.dependent()).object());
            if (ofType != null) return ofType;
        }
        return of(d.dependent());
    }

    private void names(Table t, Home home) {
        for (Constraint c : t.constraints())
            if (ConstraintSql.ownsIndex(c))
                aliases.put(
                        ObjectId.of(Kind.INDEX, new QualifiedName(t.name().schema(), c.name())),
                        PieceId.self(ConstraintSql.id(t, c)));
        for (var c : t.columns())
            if (c.identity() != null)
                aliases.put(
                        ObjectId.of(Kind.SEQUENCE, c.identity().sequence()),
                        PieceId.self(ObjectId.member(Kind.COLUMN, t.name(), c.name())));
        for (String option : t.options())
            if (TableSql.isToast(option)) toasts.put(TableSql.toast(t.id(), option).object(), home);
    }

    /// What the pieces of an object need of others by PostgreSQL's rules, as [Piece#needs] says;
    /// and, of a part of an index, the whole.
    private void spokenOf(SchemaObject o, Consumer<ObjectId> each) {
        switch (o) {
            case Table t -> spokenOf(t, each);
            case Index i -> spokenOf(i, each);
            case Trigger t -> each.accept(relations.id(t.table()));
            case Policy p -> each.accept(relations.id(p.table()));
            case Sequence s -> spokenOf(s, each);
            case Definition d -> spokenOf(d, each);
            default -> {}
        }
    }

    private void spokenOf(Index i, Consumer<ObjectId> each) {
        each.accept(relations.id(i.table()));
        if (i.parent() != null) each.accept(ObjectId.of(Kind.INDEX, i.parent()));
    }

    private void spokenOf(Sequence s, Consumer<ObjectId> each) {
        if (s.ownedBy() != null) each.accept(relations.id(s.ownedBy().table()));
    }

    private static void spokenOf(Definition d, Consumer<ObjectId> each) {
        if (d.owner() != null) each.accept(d.owner());
    }

    private void spokenOf(Table t, Consumer<ObjectId> each) {
        for (var c : t.columns()) if (c.typeId() != null) each.accept(c.typeId());
        for (QualifiedName parent : t.partitioning().parents()) each.accept(relations.id(parent));
        for (Constraint c : t.constraints())
            if (c.references() != null) relations.eachWithKeys(c.references(), each);
        TableSql.replicaIdentityIndex(t).ifPresent(each);
        if (t.server() != null) each.accept(new ObjectId(Kind.SERVER, "", t.server().text(), ""));
    }
}
