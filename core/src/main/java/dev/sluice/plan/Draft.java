package dev.sluice.plan;

import dev.sluice.diff.ColumnDifference;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Table;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.Piece;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is to happen to which piece, while it is being decided: dropped, created, both (replaced),
/// altered in place, or written over in place. Knows how an end spreads: whatever can't stand
/// without a dropped piece is dropped as well and, where it is still wanted, made again.
final class Draft {
    final Pieces from;
    final Pieces to;
    final Set<PieceId> dropped = new TreeSet<>();
    final Set<PieceId> created = new TreeSet<>();
    final Map<PieceId, List<Alter>> alters = new TreeMap<>();

    /// Statements that write over a piece which stands (CREATE OR REPLACE VIEW, ALTER POLICY).
    final Map<PieceId, String> overwrites = new HashMap<>();

    /// Columns that are replaced although they hold data, with a hazard that says so.
    final Set<PieceId> droppedOnPurpose = new TreeSet<>();

    /// Statements that end a piece which would go by itself were its owner's parent not let go.
    final Map<PieceId, String> endings = new HashMap<>();

    /// Columns that a link to a parent brings, by that link.
    final Map<PieceId, List<ColumnDifference.Add>> lent = new HashMap<>();

    /// Statements that make a piece again which would come by itself were its owner's parent not
    /// new.
    final Map<PieceId, String> again = new HashMap<>();

    final Set<ObjectId> swaps = new TreeSet<>();

    /// Whether what is wanted says who may do what.
    final boolean rights;

    final Set<String> reasons = new LinkedHashSet<>();
    private final List<PieceId> toDrop = new ArrayList<>();

    /// What would go with its table but goes first, since tables hang on each other by it.
    private final Set<PieceId> goFirst = new TreeSet<>();

    Draft(Pieces from, Pieces to, boolean rights) {
        this.from = from;
        this.to = to;
        this.rights = rights;
    }

    int major() {
        return to.catalog().major();
    }

    void create(PieceId id) {
        created.add(id);
    }

    void alter(Alter alter) {
        alters.computeIfAbsent(alter.subject(), _ -> new ArrayList<>()).add(alter);
    }

    /// Before what else changes the piece.
    void alterFirst(Alter alter) {
        alters.computeIfAbsent(alter.subject(), _ -> new ArrayList<>()).addFirst(alter);
    }

    void overwrite(PieceId id, String sql) {
        created.add(id);
        overwrites.put(id, sql);
    }

    /// Ends a piece; made again where it is wanted. Spreads in [#settle].
    void drop(PieceId id) {
        toDrop.add(id);
    }

    /// A property that differs: set where wanted, taken back where not.
    void property(PieceId id) {
        if (to.find(id) != null) created.add(id);
        else if (from.find(id) != null) dropped.add(id);
    }

    void refuse(String reason) {
        reasons.add(reason);
    }

    /// Spreads all drops.
    void settle() {
        while (!toDrop.isEmpty()) spread(toDrop.removeLast());
        PartNames.settle(this);
        TakenIndex.settle(this);
        goFirst.addAll(Circles.closing(this));
        // a foreign key to the parent stands on the partition until it is detached
        for (PieceId id : dropped)
            if (id.aspect() == Aspect.PARTITION && PartitionHazards.isReferenced(from, id))
                goFirst.add(id);
        keepDefaultsBelow();
    }

    /// SET DEFAULT on a parent table sets it on those below as well: theirs are set again.
    private void keepDefaultsBelow() {
        var seen = new HashSet<PieceId>();
        var open = new ArrayList<PieceId>(created);
        open.addAll(dropped);
        while (!open.isEmpty()) {
            PieceId id = open.removeLast();
            if (id.object().kind() != Kind.DEFAULT) continue;
            var below = new TreeSet<PieceId>(to.dependents(id));
            below.addAll(from.dependents(id));
            for (PieceId b : below)
                if (b.object().kind() == Kind.DEFAULT && to.find(b) != null && seen.add(b)) {
                    if (!Inherited.hasDefaultOf(this, b, id)) created.add(b);
                    open.add(b);
                }
        }
    }

    private void spread(PieceId id) {
        Piece old = from.find(id);
        if (old == null || !dropped.add(id)) return;
        overwrites.remove(id);
        if (to.find(id) != null) again(id);
        toDrop.addAll(from.owned(id));
        var shell = new PieceId(id.object(), Aspect.SHELL);
        if (id.aspect() == Aspect.SELF && from.find(shell) != null) toDrop.add(shell);
        toDrop.addAll(partsOf(id));
        for (PieceId d : from.dependents(id)) if (!released(d, id)) toDrop.add(d);
    }

    /// The parts of an index of a partitioned table, which go with it.
    private List<PieceId> partsOf(PieceId index) {
        boolean mayHave =
                index.aspect() == Aspect.SELF
                        && from.object(index.object()).orElse(null) instanceof Index i
                        && Columns.tableOf(from, i.table())
                                .filter(t -> t.partitioning().key() != null)
                                .isPresent();
        return mayHave ? from.parts(index.object()) : List.of();
    }

    /// Whether `dependent` lets go of `on` by itself, by a change in place.
    private boolean released(PieceId dependent, PieceId on) {
        if (dropped.contains(dependent)) return true;
        if ((on.object().kind() == Kind.COLUMN || on.object().kind() == Kind.CONSTRAINT)
                && (dependent.isLink() || Inherited.letsGo(this, dependent, on))) return true;
        boolean changes = created.contains(dependent) || alters.containsKey(dependent);
        return changes && to.find(dependent) != null && !to.needs(dependent).contains(on);
    }

    private void again(PieceId id) {
        if (!canBeMadeAgain(id)) {
            refuse(
                    id
                            + " would have to be dropped and made again, which Sluice doesn't do:"
                            + " write this step by hand (`generate --custom`)");
            return;
        }
        created.addAll(to.whole(id));
        to.whole(id).forEach(overwrites::remove);
        if (again.get(id) instanceof String own) overwrites.put(id, own);
    }

    /// Whether it is, or is a part of, a type that is swapped: the new one comes before the old one
    /// goes.
    boolean isSwapped(PieceId id) {
        for (PieceId at = id; at != null; at = owner(at))
            if (swaps.contains(at.object())) return true;
        return false;
    }

    private @Nullable PieceId owner(PieceId id) {
        Piece p = from.find(id) == null ? to.find(id) : from.find(id);
        return p == null ? null : p.owner();
    }

    private boolean canBeMadeAgain(PieceId id) {
        if (id.aspect() != Aspect.SELF) return true;
        return switch (id.object().kind()) {
            case SCHEMA, EXTENSION, SEQUENCE, UNSUPPORTED, ENUM -> false;
            case TABLE -> isForeign(from, id) || isForeign(to, id);
            case COLUMN ->
                    droppedOnPurpose.contains(id)
                            || Columns.isGenerated(from, id)
                            || comesWithReplaced(id)
                            || isForeign(from, owner(id))
                            || isForeign(to, owner(id));
            default -> true;
        };
    }

    private boolean comesWithReplaced(PieceId column) {
        return from.needs(column).stream()
                .anyMatch(above ->
                        droppedOnPurpose.contains(above)
                                && Inherited.isGivenBy(from, column, above));
    }

    /// A foreign table holds nothing; one that becomes foreign keeps nothing, as its hazard says.
    private static boolean isForeign(Pieces pieces, @Nullable PieceId table) {
        return table != null
                && pieces.object(table.object()).orElse(null) instanceof Table t
                && t.server() != null;
    }

    boolean isReplaced(PieceId id) {
        return dropped.contains(id) && created.contains(id);
    }

    boolean isNewTable(ObjectId table) {
        return created.contains(PieceId.self(table));
    }

    /// Whether a dropped piece goes with a dropped owner, without a statement of its own.
    boolean goesAlong(PieceId id) {
        Piece p = from.find(id);
        if (p == null) return false;
        if (p.owner() != null && dropped.contains(p.owner())) return !goFirst.contains(id);
        return carrier(id) != id;
    }

    /// The dropped piece by whose statement this one ends: its own, or that of the owner that takes
    /// it along.
    PieceId endsWith(PieceId id) {
        PieceId at = id;
        while (goesAlong(at)) {
            PieceId owner = from.piece(at).owner();
            at = owner != null && dropped.contains(owner) ? owner : carrier(at);
        }
        return at;
    }

    /// The dropped column that takes an owned sequence along, the dropped index that a part of it
    /// goes with, or the dropped base type that takes its functions along; the piece itself where
    /// there is none.
    PieceId carrier(PieceId id) {
        if (id.aspect() != Aspect.SELF) return id;
        if (from.object(id.object()).orElse(null) instanceof Index i && i.parent() != null) {
            PieceId parent = PieceId.self(ObjectId.of(Kind.INDEX, i.parent()));
            return dropped.contains(parent) ? parent : id;
        }
        if (id.object().kind() == Kind.FUNCTION)
            return from.needs(id).stream()
                    .filter(n -> n.aspect() == Aspect.SHELL)
                    .map(n -> PieceId.self(n.object()))
                    .filter(t -> dropped.contains(t) && from.needs(t).contains(id))
                    .findFirst()
                    .orElse(id);
        if (id.object().kind() != Kind.SEQUENCE) return id;
        return from.needs(new PieceId(id.object(), Aspect.OWNED_BY)).stream()
                .filter(n -> n.object().kind() == Kind.COLUMN && dropped.contains(n))
                .findFirst()
                .orElse(id);
    }
}
