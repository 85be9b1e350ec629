package dev.sluice.sql;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Domain;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
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
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A catalog taken apart into [Piece]s, with what each needs: by PostgreSQL's rules and by the
/// catalog's dependencies. Immutable once made.
public final class Pieces {
    private static final Set<Kind> OF_RELATION =
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

    private final Catalog catalog;
    private final Relations relations;
    private final Map<PieceId, Piece> pieces = new LinkedHashMap<>();
    private final Map<ObjectId, SchemaObject> objects = new HashMap<>();
    private final Map<ObjectId, PieceId> aliases = new HashMap<>();
    private @Nullable Map<PieceId, Set<PieceId>> dependents;
    private final Map<PieceId, List<PieceId>> owned = new HashMap<>();
    private final Map<ObjectId, List<PieceId>> byObject = new HashMap<>();

    private Pieces(Catalog catalog) {
        this.catalog = catalog;
        this.relations = new Relations(catalog);
    }

    public static Pieces of(Catalog catalog) {
        var made = new Pieces(catalog);
        List<List<Piece>> all = catalog.objects().parallelStream().map(made::piecesOf).toList();
        for (int i = 0; i < all.size(); i++) {
            SchemaObject o = catalog.objects().get(i);
            List<Piece> of = all.get(i);
            made.objects.put(o.id(), o);
            of.forEach(made::add);
            made.byObject.put(o.id(), of.stream().map(Piece::id).toList());
        }
        made.aliases();
        made.link();
        return made;
    }

    public Collection<Piece> all() {
        return pieces.values();
    }

    public Set<PieceId> ids() {
        return pieces.keySet();
    }

    public @Nullable Piece find(PieceId id) {
        return pieces.get(id);
    }

    public Piece piece(PieceId id) {
        Piece found = pieces.get(id);
        if (found == null) throw new IllegalArgumentException("not in this catalog: " + id);
        return found;
    }

    public Optional<SchemaObject> object(ObjectId id) {
        return Optional.ofNullable(objects.get(id));
    }

    Relations relations() {
        return relations;
    }

    public Catalog catalog() {
        return catalog;
    }

    /// What this piece can't stand without.
    public List<PieceId> needs(PieceId id) {
        Piece known = pieces.get(id);
        return known == null ? List.of() : known.linked();
    }

    /// What this piece stands without, and is made after.
    public List<PieceId> behind(PieceId id) {
        Piece known = pieces.get(id);
        return known == null ? List.of() : known.behind();
    }

    /// What can't stand without this piece.
    public Set<PieceId> dependents(PieceId id) {
        Map<PieceId, Set<PieceId>> known = dependents;
        if (known == null) dependents = known = turned();
        return known.getOrDefault(id, Set.of());
    }

    private Map<PieceId, Set<PieceId>> turned() {
        var turned = new HashMap<PieceId, Set<PieceId>>();
        for (Piece p : pieces.values())
            for (PieceId on : p.linked())
                turned.computeIfAbsent(on, _ -> new TreeSet<>()).add(p.id());
        return turned;
    }

    /// What goes with this piece, one level down.
    public List<PieceId> owned(PieceId id) {
        return owned.getOrDefault(id, List.of());
    }

    /// The indexes on partitions that are parts of this one.
    public List<PieceId> parts(ObjectId index) {
        return catalog.all(Index.class).stream()
                .filter(i ->
                        i.parent() != null && ObjectId.of(Kind.INDEX, i.parent()).equals(index))
                .map(i -> PieceId.self(i.id()))
                .toList();
    }

    /// The pieces of one object of the catalog.
    public List<PieceId> ofObject(ObjectId id) {
        return byObject.getOrDefault(id, List.of());
    }

    /// This piece and all that goes with it.
    public Set<PieceId> whole(PieceId id) {
        var all = new TreeSet<PieceId>();
        collect(id, all);
        return all;
    }

    private void collect(PieceId id, Set<PieceId> into) {
        if (!into.add(id)) return;
        owned(id).forEach(o -> collect(o, into));
    }

    /// The piece behind any id that a dependency may name: a constraint's index is the constraint,
    /// an identity's sequence the column, the column of a view the view.
    public @Nullable PieceId resolve(ObjectId id) {
        PieceId self = PieceId.self(id);
        if (pieces.containsKey(self)) return self;
        PieceId alias = aliases.get(id);
        if (alias != null) return alias;
        if (id.kind() == Kind.DEFAULT) {
            PieceId column =
                    PieceId.self(new ObjectId(Kind.COLUMN, id.schema(), id.name(), id.member()));
            if (pieces.containsKey(column)) return column;
        }
        if (id.kind() == Kind.COLUMN) {
            var composite = new ObjectId(Kind.COMPOSITE, id.schema(), id.name(), "");
            if (pieces.containsKey(PieceId.self(composite))) return PieceId.self(composite);
        }
        ObjectId relation = relations.find(id.schema(), id.name());
        return relation == null || !OF_RELATION.contains(id.kind()) ? null : PieceId.self(relation);
    }

    private List<Piece> piecesOf(SchemaObject o) {
        var made =
                new ArrayList<Piece>(
                        switch (o) {
                            case Schema s -> List.of(SchemaSql.piece(s));
                            case Extension e -> List.of(SchemaSql.piece(e));
                            case EnumType e -> List.of(TypeSql.piece(e));
                            case Domain d -> TypeSql.pieces(d);
                            case CompositeType c -> TypeSql.pieces(c);
                            case Sequence s -> SequenceSql.pieces(s);
                            case Table t -> TableSql.pieces(t, relations);
                            case View v -> ViewSql.pieces(v, relations);
                            case MaterializedView v -> ViewSql.pieces(v);
                            case Function f -> List.of(FunctionSql.piece(f));
                            case Index i -> List.of(index(i));
                            case Trigger t -> TriggerSql.pieces(t, relations.id(t.table()));
                            case Policy p -> List.of(PolicySql.piece(p, relations.id(p.table())));
                            case Definition d -> DefinitionSql.pieces(d, relations);
                            case Unsupported u -> List.of(Piece.whole(u.id(), "", "", Set.of()));
                        });
        if (o.comment() != null)
            made.add(
                    o instanceof Schema s
                            ? SchemaSql.comment(s, o.comment())
                            : CommentSql.piece(o.id(), CommentSql.target(o.id(), o), o.comment()));
        return made;
    }

    private Piece index(Index i) {
        return IndexSql.piece(i, relations.id(i.table()), relations.ofPartitions(i.table()));
    }

    private void add(Piece p) {
        pieces.put(p.id(), p);
        if (p.owner() != null) owned.computeIfAbsent(p.owner(), _ -> new ArrayList<>()).add(p.id());
    }

    private void aliases() {
        for (Table t : catalog.all(Table.class)) {
            for (Constraint c : t.constraints())
                if (ConstraintSql.ownsIndex(c)) {
                    var index = new QualifiedName(t.name().schema(), c.name());
                    aliases.put(
                            ObjectId.of(Kind.INDEX, index), PieceId.self(ConstraintSql.id(t, c)));
                }
            t.columns().stream()
                    .filter(c -> c.identity() != null)
                    .forEach(c ->
                            aliases.put(
                                    ObjectId.of(Kind.SEQUENCE, c.identity().sequence()),
                                    PieceId.self(
                                            ObjectId.member(Kind.COLUMN, t.name(), c.name()))));
        }
    }

    private void link() {
        for (Piece p : pieces.values()) {
            if (p.owner() != null) p.link(p.owner());
            for (ObjectId need : p.needs()) {
                PieceId on = resolve(need);
                if (on != null) link(p, on);
            }
            if (!p.follows().isEmpty())
                p.behind(p.follows().stream().map(this::resolve).filter(Objects::nonNull).toList());
        }
        for (Dependency d : catalog.dependencies()) {
            PieceId dependent = resolve(d.dependent());
            PieceId on = resolve(d.on());
            if (dependent == null || on == null) continue;
            // a part of an index is there before the whole, which takes it up
            if (dependent.object().kind() == Kind.INDEX && on.object().kind() == Kind.INDEX)
                continue;
            link(piece(part(dependent, on)), shell(dependent, on));
            ofColumns(dependent, on);
        }
        casts();
    }

    /// An expression names the function of a cast, or a type, and is read only with the cast.
    private void casts() {
        for (Piece cast : pieces.values()) {
            if (cast.id().object().kind() != Kind.CAST || cast.id().aspect() != Aspect.SELF)
                continue;
            for (Piece p : pieces.values())
                if (EXPRESSIONS.contains(p.id().object().kind())
                        && p.id().aspect() == Aspect.SELF
                        && p.linked().stream().anyMatch(n -> isOf(cast, n))) link(p, cast.id());
        }
    }

    private static boolean isOf(Piece cast, PieceId need) {
        return need.object().kind() != Kind.TABLE && cast.linked().contains(need);
    }

    private static final Set<Kind> EXPRESSIONS = EnumSet.of(Kind.CONSTRAINT, Kind.DEFAULT);

    private static final Set<Kind> TYPES =
            EnumSet.of(
                    Kind.ENUM,
                    Kind.DOMAIN,
                    Kind.COMPOSITE,
                    Kind.RANGE,
                    Kind.BASE_TYPE,
                    Kind.COLLATION,
                    Kind.EXTENSION,
                    Kind.TABLE);

    /// The types of a view's columns are needed by its name already.
    private void ofColumns(PieceId view, PieceId on) {
        Piece shell = pieces.get(new PieceId(view.object(), Aspect.SHELL));
        if (view.object().kind() == Kind.VIEW
                && shell != null
                && on.aspect() == Aspect.SELF
                && TYPES.contains(on.object().kind())) link(shell, on);
    }

    /// What a function needs of a type that may need the function.
    private PieceId shell(PieceId dependent, PieceId on) {
        var shell = new PieceId(on.object(), Aspect.SHELL);
        return dependent.object().kind() == Kind.FUNCTION
                        && on.aspect() == Aspect.SELF
                        && pieces.containsKey(shell)
                        && relations.circles().has(on.object(), dependent.object())
                ? shell
                : on;
    }

    /// An owned sequence stands without its column; being owned does not. A typed table stands
    /// without its type; being of that type does not.
    private PieceId part(PieceId dependent, PieceId on) {
        Kind kind = on.object().kind();
        PieceId part =
                switch (dependent.object().kind()) {
                    case SEQUENCE ->
                            kind == Kind.COLUMN || kind == Kind.TABLE
                                    ? new PieceId(dependent.object(), Aspect.OWNED_BY)
                                    : dependent;
                    case TABLE ->
                            kind == Kind.COMPOSITE
                                    ? TableSql.ofType(dependent.object())
                                    : kind == Kind.TABLE ? under(dependent, on) : dependent;
                    default -> dependent;
                };
        return pieces.containsKey(part) ? part : dependent;
    }

    /// Being a partition, or a child, of another table.
    private PieceId under(PieceId table, PieceId parent) {
        var partition = new PieceId(table.object(), Aspect.PARTITION);
        if (pieces.containsKey(partition)) return partition;
        return TableSql.inherits(
                (Table) Objects.requireNonNull(objects.get(table.object())),
                QualifiedName.of(parent.object().schema(), parent.object().name()));
    }

    private void link(Piece dependent, PieceId on) {
        if (!dependent.id().equals(on) && !contains(dependent.id(), on)) dependent.link(on);
    }

    /// A table doesn't wait for its own parts, whatever pg_depend says of their defaults.
    private boolean contains(PieceId whole, PieceId part) {
        for (Piece at = pieces.get(part); at != null && at.owner() != null; ) {
            if (at.owner().equals(whole)) return true;
            at = pieces.get(at.owner());
        }
        return false;
    }
}
