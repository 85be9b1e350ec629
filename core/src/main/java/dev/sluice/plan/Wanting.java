package dev.sluice.plan;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Domain;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The rule of what is wanted, object by object; [WantedObjects] has it inside of one object.
final class Wanting {
    private final Catalog from;
    private final Set<ObjectId> lastDeclared;
    private final Map<ObjectId, SchemaObject> declared;
    private final boolean dropUndeclared;
    private final WantedObjects objects;
    private final Set<ObjectId> gone = new HashSet<>();

    private Wanting(
            Catalog from, Set<ObjectId> lastDeclared, Catalog declared, boolean dropUndeclared) {
        this.from = from;
        this.lastDeclared = lastDeclared;
        this.declared = declared.byId();
        this.dropUndeclared = dropUndeclared;
        this.objects = new WantedObjects(lastDeclared, dropUndeclared);
    }

    static Wanted decide(Catalog from, Set<ObjectId> last, Catalog source, boolean dropUndeclared) {
        Set<ObjectId> lastDeclared = UnsaidNames.lastDeclared(from, last);
        Catalog declared = UnsaidNames.declared(from, source);
        var wanting = new Wanting(from, lastDeclared, declared, dropUndeclared);
        wanting.findGone();
        Map<ObjectId, SchemaObject> wanted = wanting.wanted();
        var reasons = new ArrayList<String>(wanting.objects.reasons());
        var links = new WantedLinks(from, declared, wanted);
        wanting.letGo(wanted, links);
        letGoWith(wanted);
        reasons.addAll(links.broken(wanted));
        if (!reasons.isEmpty()) return new Wanted.Refused(reasons.stream().distinct().toList());
        return new Wanted.Decided(
                new Catalog(from.major(), List.copyOf(wanted.values()), links.kept(wanted)),
                wanting.undeclared(wanted));
    }

    /// What a Drizzle schema can express.
    private static boolean isDeclarable(SchemaObject o) {
        return switch (o) {
            case Schema _,
                    EnumType _,
                    Sequence _,
                    Table _,
                    View _,
                    MaterializedView _,
                    Index _,
                    Policy _ ->
                    true;
            case Extension _,
                    Domain _,
                    CompositeType _,
                    Function _,
                    Trigger _,
                    Definition _,
                    Unsupported _ ->
                    false;
        };
    }

    private void findGone() {
        for (SchemaObject o : from.objects()) if (isNoLongerDeclared(o)) gone.add(o.id());
        for (SchemaObject o : from.objects())
            if (!declared.containsKey(o.id()) && isInsideGone(o)) gone.add(o.id());
    }

    private boolean isNoLongerDeclared(SchemaObject o) {
        if (!isDeclarable(o) || declared.containsKey(o.id())) return false;
        if (o.id().kind() == Kind.SCHEMA && o.id().name().equals("public")) return false;
        if (o instanceof Sequence s && s.ownedBy() != null) return isOfSerial(s, s.ownedBy());
        return dropUndeclared || lastDeclared.contains(o.id());
    }

    /// The sequence of a serial column is a part of the column's default, which is the source's.
    private boolean isOfSerial(Sequence s, ColumnName owner) {
        if (dropUndeclared || lastDeclared.contains(s.id())) return true;
        if (!lastDeclared.contains(owner.id())) return false;
        return !(declared.get(ObjectId.of(Kind.TABLE, owner.table())) instanceof Table t)
                || t.column(owner.column()).map(c -> c.defaultExpression() == null).orElse(true);
    }

    private boolean isInsideGone(SchemaObject o) {
        QualifiedName owner =
                switch (o) {
                    case Index i -> i.table();
                    case Policy p -> p.table();
                    case Trigger t -> t.table();
                    case Sequence s when s.ownedBy() != null -> s.ownedBy().table();
                    default -> null;
                };
        return owner != null
                && (gone.contains(ObjectId.of(Kind.TABLE, owner))
                        || gone.contains(ObjectId.of(Kind.VIEW, owner))
                        || gone.contains(ObjectId.of(Kind.MATERIALIZED_VIEW, owner)));
    }

    private Map<ObjectId, SchemaObject> wanted() {
        var wanted = new TreeMap<ObjectId, SchemaObject>();
        declared.forEach((id, o) -> {
            if (isDeclarable(o)) wanted.put(id, o);
        });
        for (SchemaObject o : from.objects()) {
            SchemaObject said = wanted.get(o.id());
            if (said != null) wanted.put(o.id(), objects.merged(o, said));
            else if (!gone.contains(o.id())) wanted.put(o.id(), o);
        }
        return wanted;
    }

    /// An undeclared index all of whose columns go hangs inside them; a sequence whose column goes
    /// is owned by none.
    private void letGo(Map<ObjectId, SchemaObject> wanted, WantedLinks links) {
        for (SchemaObject o : List.copyOf(wanted.values())) {
            if (o instanceof Index i
                    && !declared.containsKey(i.id())
                    && !i.columns().isEmpty()
                    && i.columns().stream()
                            .allMatch(
                                    c -> links.isGone(ObjectId.member(Kind.COLUMN, i.table(), c))))
                wanted.remove(i.id());
            if (o instanceof Sequence s && s.ownedBy() != null && links.isGone(s.ownedBy().id())) {
                if (declared.containsKey(s.id()))
                    wanted.put(
                            s.id(),
                            new Sequence(s.name(), s.options(), s.unlogged(), null, s.comment()));
                else wanted.remove(s.id());
            }
        }
    }

    /// What is said of something that goes, goes with it.
    private static void letGoWith(Map<ObjectId, SchemaObject> wanted) {
        while (wanted.values()
                .removeIf(o -> o instanceof Definition d && isOwnerGone(d, wanted))) {}
    }

    private static boolean isOwnerGone(Definition d, Map<ObjectId, SchemaObject> wanted) {
        ObjectId owner = d.owner();
        if (owner == null) return false;
        return switch (owner.kind()) {
            case COLUMN, CONSTRAINT -> !hasMember(owner, wanted);
            default -> !wanted.containsKey(owner);
        };
    }

    private static boolean hasMember(ObjectId member, Map<ObjectId, SchemaObject> wanted) {
        var name = Identifier.of(member.member());
        var table = new ObjectId(Kind.TABLE, member.schema(), member.name(), "");
        if (!(wanted.get(table) instanceof Table t)) return true;
        return member.kind() == Kind.COLUMN
                ? t.column(name).isPresent()
                : t.constraint(name).isPresent();
    }

    /// What stays without being declared, by itself and not inside of another that does.
    private List<ObjectId> undeclared(Map<ObjectId, SchemaObject> wanted) {
        var undeclared = new TreeSet<ObjectId>();
        for (SchemaObject o : wanted.values()) {
            boolean counts =
                    isDeclarable(o)
                            && !declared.containsKey(o.id())
                            && !(o instanceof Sequence s && s.ownedBy() != null)
                            && !(o.id().kind() == Kind.SCHEMA && o.id().name().equals("public"));
            if (counts && !hangsOnUndeclared(o)) undeclared.add(o.id());
            if (o instanceof Table t && declared.get(t.id()) instanceof Table said) {
                t.columns().stream()
                        .filter(c -> said.column(c.name()).isEmpty())
                        .forEach(c ->
                                undeclared.add(ObjectId.member(Kind.COLUMN, t.name(), c.name())));
                t.constraints().stream()
                        .filter(c -> !c.isPlainNotNull())
                        .filter(c -> said.constraint(c.name()).isEmpty())
                        .forEach(c ->
                                undeclared.add(
                                        ObjectId.member(Kind.CONSTRAINT, t.name(), c.name())));
            }
        }
        return List.copyOf(undeclared);
    }

    private boolean hangsOnUndeclared(SchemaObject o) {
        QualifiedName owner =
                switch (o) {
                    case Index i -> i.table();
                    case Policy p -> p.table();
                    default -> null;
                };
        return owner != null
                && !declared.containsKey(ObjectId.of(Kind.TABLE, owner))
                && !declared.containsKey(ObjectId.of(Kind.MATERIALIZED_VIEW, owner));
    }
}
