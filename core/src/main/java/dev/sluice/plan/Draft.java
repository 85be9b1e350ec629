package dev.sluice.plan;

import dev.sluice.schema.Dependency;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Unsupported;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.Piece;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

    final Set<ObjectId> swaps = new TreeSet<>();

    /// Whose what is made again was and is to be.
    final Map<ObjectId, Identifier> owners = new TreeMap<>();

    final Set<String> reasons = new LinkedHashSet<>();
    private final List<PieceId> toDrop = new ArrayList<>();

    /// Foreign keys between dropped tables that point at each other: they go first.
    private final Set<PieceId> keysInCycles = new TreeSet<>();

    Draft(Pieces from, Pieces to) {
        this.from = from;
        this.to = to;
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
        keysInCycles.addAll(KeyCycles.among(from, dropped));
        keepDefaultsBelow();
    }

    /// SET DEFAULT on a parent table sets it on those below as well: theirs are set again.
    private void keepDefaultsBelow() {
        var open = new ArrayList<PieceId>(created);
        open.addAll(dropped);
        while (!open.isEmpty()) {
            PieceId id = open.removeLast();
            if (id.object().kind() != Kind.DEFAULT) continue;
            for (PieceId below : to.dependents(id))
                if (below.object().kind() == Kind.DEFAULT && created.add(below)) open.add(below);
            for (PieceId below : from.dependents(id))
                if (below.object().kind() == Kind.DEFAULT
                        && to.find(below) != null
                        && created.add(below)) open.add(below);
        }
    }

    private void spread(PieceId id) {
        Piece old = from.find(id);
        if (old == null || !dropped.add(id)) return;
        overwrites.remove(id);
        if (to.find(id) != null) again(id);
        toDrop.addAll(from.owned(id));
        for (PieceId d : from.dependents(id)) if (!released(d, id)) toDrop.add(d);
    }

    /// Whether `dependent` lets go of `on` by itself, by a change in place.
    private boolean released(PieceId dependent, PieceId on) {
        if (dropped.contains(dependent)) return true;
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
        keepsAll(id.object());
        created.addAll(to.whole(id));
        to.whole(id).forEach(overwrites::remove);
    }

    /// What the catalog doesn't hold of an object that is made again is a dependent that is no
    /// object of it: the owner is set again, anything else ("grants") refuses.
    void keepsAll(ObjectId recreated) {
        for (Dependency d : from.catalog().dependencies()) {
            if (!d.on().equals(recreated)
                    || d.dependent().kind() != Kind.UNSUPPORTED
                    || from.object(d.dependent()).isPresent()) continue;
            String lost = d.dependent().member();
            if (lost.startsWith(Unsupported.OWNER))
                owners.put(recreated, Identifier.of(lost.substring(Unsupported.OWNER.length())));
            else
                refuse(
                        recreated.words()
                                + " would have to be dropped and made again and would lose its "
                                + lost
                                + ": write this step by hand (`generate --custom`)");
        }
    }

    private boolean canBeMadeAgain(PieceId id) {
        if (id.aspect() != Aspect.SELF) return true;
        return switch (id.object().kind()) {
            case TABLE, SCHEMA, EXTENSION, SEQUENCE, UNSUPPORTED, ENUM -> false;
            case COLUMN -> droppedOnPurpose.contains(id) || Columns.isGenerated(from, id);
            case DOMAIN,
                    COMPOSITE,
                    VIEW,
                    MATERIALIZED_VIEW,
                    FUNCTION,
                    INDEX,
                    DEFAULT,
                    CONSTRAINT,
                    TRIGGER,
                    POLICY ->
                    true;
        };
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
        if (p.owner() != null && dropped.contains(p.owner())) return !keysInCycles.contains(id);
        return owningColumn(id) != id;
    }

    /// The dropped column that takes an owned sequence along; the piece itself where there is none.
    PieceId owningColumn(PieceId id) {
        if (id.object().kind() != Kind.SEQUENCE || id.aspect() != Aspect.SELF) return id;
        return from.needs(new PieceId(id.object(), Aspect.OWNED_BY)).stream()
                .filter(n -> n.object().kind() == Kind.COLUMN && dropped.contains(n))
                .findFirst()
                .orElse(id);
    }
}
