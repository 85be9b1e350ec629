package dev.sluice.sql;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.CompositeType;
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
import dev.sluice.sql.Neighbours.Home;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A catalog taken apart into [Piece]s, with what each needs: by PostgreSQL's rules and by the
/// catalog's dependencies. Pieces are made, and linked, when somebody asks for them or for a
/// neighbour's; not for use by several threads but after [#ids].
public final class Pieces {
    private final Catalog catalog;
    private final Relations relations;
    private final Neighbours neighbours;
    private final List<Home> casts;
    private final Map<PieceId, Piece> pieces = new HashMap<>();
    private final Map<PieceId, Set<PieceId>> dependents = new HashMap<>();
    private final Map<PieceId, List<PieceId>> owned = new HashMap<>();
    private @Nullable Set<PieceId> ids;

    private Pieces(Catalog catalog) {
        this.catalog = catalog;
        this.relations = new Relations(catalog);
        this.neighbours = new Neighbours(catalog, relations);
        this.casts = neighbours.all().stream().filter(h -> h.id.kind() == Kind.CAST).toList();
    }

    public static Pieces of(Catalog catalog) {
        return new Pieces(catalog);
    }

    /// All of them, in the order of the catalog.
    public Set<PieceId> ids() {
        Set<PieceId> known = ids;
        if (known != null) return known;
        List<Home> open = neighbours.all().stream().filter(h -> h.pieces == null).toList();
        List<List<Piece>> made = open.parallelStream().map(h -> piecesOf(h.object)).toList();
        for (int i = 0; i < open.size(); i++) add(open.get(i), made.get(i));
        neighbours.all().forEach(this::link);
        var all = new LinkedHashSet<PieceId>();
        for (Home h : neighbours.all()) made(h).forEach(p -> all.add(p.id()));
        return ids = Collections.unmodifiableSet(all);
    }

    public @Nullable Piece find(PieceId id) {
        Piece known = pieces.get(id);
        if (known != null) return known;
        Home home = neighbours.of(id.object());
        if (home == null || home.pieces != null) return null;
        made(home);
        return pieces.get(id);
    }

    public Piece piece(PieceId id) {
        Piece found = find(id);
        if (found == null) throw new IllegalArgumentException("not in this catalog: " + id);
        return found;
    }

    public Optional<SchemaObject> object(ObjectId id) {
        return Optional.ofNullable(neighbours.object(id));
    }

    Relations relations() {
        return relations;
    }

    public Catalog catalog() {
        return catalog;
    }

    /// What this piece can't stand without.
    public List<PieceId> needs(PieceId id) {
        Piece known = linked(id);
        return known == null ? List.of() : known.linked();
    }

    /// What this piece stands without, and is made after.
    public List<PieceId> behind(PieceId id) {
        Piece known = linked(id);
        return known == null ? List.of() : known.behind();
    }

    private @Nullable Piece linked(PieceId id) {
        Piece known = find(id);
        if (known != null && neighbours.of(id.object()) instanceof Home home) link(home);
        return known;
    }

    /// What can't stand without this piece.
    public Set<PieceId> dependents(PieceId id) {
        if (neighbours.of(id.object()) instanceof Home home) around(home);
        return dependents.getOrDefault(id, Set.of());
    }

    /// Everything in a schema needs it; whatever needs what a cast needs may need the cast.
    private void around(Home home) {
        if (ids != null) return;
        link(home);
        home.speakers.forEach(this::link);
        switch (home.id.kind()) {
            case SCHEMA -> ids();
            case CAST -> aroundNeeds(home);
            default -> {}
        }
    }

    private void aroundNeeds(Home home) {
        for (Piece p : made(home))
            for (PieceId on : p.linked())
                if (neighbours.of(on.object()) instanceof Home of) of.speakers.forEach(this::link);
    }

    /// What goes with this piece, one level down, in the order of the catalog.
    public List<PieceId> owned(PieceId id) {
        if (neighbours.of(id.object()) instanceof Home home) {
            made(home);
            home.speakers.forEach(this::made);
        }
        List<PieceId> known = owned.getOrDefault(id, List.of());
        if (known.size() > 1) known.sort(Comparator.comparingInt(this::place));
        return known;
    }

    private int place(PieceId id) {
        return Objects.requireNonNull(neighbours.of(id.object())).place;
    }

    /// The indexes on partitions that are parts of this one.
    public List<PieceId> parts(ObjectId index) {
        Home home = neighbours.of(index);
        if (home == null) return List.of();
        return home.speakers.stream()
                .map(h -> h.object)
                .filter(o ->
                        o instanceof Index i
                                && i.parent() != null
                                && ObjectId.of(Kind.INDEX, i.parent()).equals(index))
                .map(o -> PieceId.self(o.id()))
                .distinct()
                .sorted()
                .toList();
    }

    /// The pieces of one object of the catalog.
    public List<PieceId> ofObject(ObjectId id) {
        return neighbours.object(id) != null && neighbours.of(id) instanceof Home home
                ? made(home).stream().map(Piece::id).toList()
                : List.of();
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

    /// What depends on something that may not be there.
    public List<Dependency> loose() {
        return neighbours.loose();
    }

    /// The piece behind any id that a dependency may name: a constraint's index is the constraint,
    /// an identity's sequence the column, the column of a view the view.
    public @Nullable PieceId resolve(ObjectId id) {
        PieceId self = PieceId.self(id);
        if (find(self) != null) return self;
        PieceId alias = neighbours.alias(id);
        if (alias != null) return alias;
        if (id.kind() == Kind.DEFAULT) {
            PieceId column =
                    PieceId.self(new ObjectId(Kind.COLUMN, id.schema(), id.name(), id.member()));
            if (find(column) != null) return column;
        }
        if (id.kind() == Kind.COLUMN) {
            var composite = new ObjectId(Kind.COMPOSITE, id.schema(), id.name(), "");
            if (find(PieceId.self(composite)) != null) return PieceId.self(composite);
        }
        ObjectId relation = relations.find(id.schema(), id.name());
        return relation == null || !Neighbours.OF_RELATION.contains(id.kind())
                ? null
                : PieceId.self(relation);
    }

    private List<Piece> made(Home home) {
        List<Piece> known = home.pieces;
        return known == null ? add(home, piecesOf(home.object)) : known;
    }

    private List<Piece> add(Home home, List<Piece> made) {
        home.pieces = made;
        for (Piece p : made) {
            pieces.put(p.id(), p);
            if (p.owner() != null)
                owned.computeIfAbsent(p.owner(), _ -> new ArrayList<>()).add(p.id());
        }
        return made;
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

    private void link(Home home) {
        if (home.linked) return;
        home.linked = true;
        for (Piece p : made(home)) {
            if (p.owner() != null) p.link(p.owner());
            for (ObjectId need : p.needs()) {
                PieceId on = resolve(need);
                if (on != null) link(p, on);
            }
            if (!p.follows().isEmpty())
                p.behind(p.follows().stream().map(this::resolve).filter(Objects::nonNull).toList());
        }
        home.needs.forEach(this::link);
        for (Piece p : made(home)) {
            casts(p);
            for (PieceId on : p.linked())
                dependents.computeIfAbsent(on, _ -> new TreeSet<>()).add(p.id());
        }
    }

    private void link(Dependency d) {
        PieceId dependent = resolve(d.dependent());
        PieceId on = resolve(d.on());
        if (dependent == null || on == null) return;
        // a part of an index is there before the whole, which takes it up
        if (dependent.object().kind() == Kind.INDEX && on.object().kind() == Kind.INDEX) return;
        link(piece(part(dependent, on)), shell(dependent, on));
        ofColumns(dependent, on);
    }

    /// An expression names the function of a cast, or a type, and is read only with the cast.
    private void casts(Piece p) {
        if (!EXPRESSIONS.contains(p.id().object().kind()) || p.id().aspect() != Aspect.SELF) return;
        for (Home home : casts) {
            link(home);
            Piece cast = piece(PieceId.self(home.id));
            if (p.linked().stream().anyMatch(n -> isOf(cast, n))) link(p, cast.id());
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
        Piece shell = find(new PieceId(view.object(), Aspect.SHELL));
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
                        && find(shell) != null
                        && relations.circles().has(on.object(), dependent.object())
                ? shell
                : on;
    }

    /// An owned sequence stands without its column; being owned does not. A typed table stands
    /// without its type; being of that type does not. What a domain calls, its default calls.
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
                                    : kind == Kind.TABLE
                                            ? under(dependent, on)
                                            : parted(dependent, kind);
                    case DOMAIN ->
                            kind == Kind.SCHEMA || TYPES.contains(kind)
                                    ? dependent
                                    : PieceId.self(TypeSql.defaultOf(dependent.object()));
                    default -> dependent;
                };
        return find(part) != null ? part : dependent;
    }

    /// Being a partition, or a child, of another table; a partition's keys and indexes are there
    /// before it is one.
    private PieceId under(PieceId table, PieceId parent) {
        var partition = new PieceId(table.object(), Aspect.PARTITION);
        if (find(partition) != null) return partition;
        return TableSql.inherits(
                (Table) Objects.requireNonNull(neighbours.object(table.object())),
                QualifiedName.of(parent.object().schema(), parent.object().name()));
    }

    private static PieceId parted(PieceId table, Kind of) {
        return of == Kind.INDEX || of == Kind.CONSTRAINT
                ? new PieceId(table.object(), Aspect.PARTITION)
                : table;
    }

    private void link(Piece dependent, PieceId on) {
        if (!dependent.id().equals(on) && !contains(dependent.id(), on)) dependent.link(on);
    }

    /// A table doesn't wait for its own parts, whatever pg_depend says of their defaults.
    private boolean contains(PieceId whole, PieceId part) {
        for (Piece at = find(part); at != null && at.owner() != null; ) {
            if (at.owner().equals(whole)) return true;
            at = find(at.owner());
        }
        return false;
    }
}
