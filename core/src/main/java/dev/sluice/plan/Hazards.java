package dev.sluice.plan;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.Piece;
import dev.sluice.sql.PieceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The hazards of making or dropping a piece, from the catalogs on both sides.
final class Hazards {
    private Hazards() {}

    static List<Hazard> ofDrop(Draft draft, PieceId id) {
        if (id.aspect() == Aspect.PARTITION) return PartitionHazards.detached(draft, id);
        if (id.aspect() != Aspect.SELF) return List.of();
        ObjectId o = id.object();
        boolean back = draft.created.contains(id);
        return switch (o.kind()) {
            case TABLE -> TableHazards.dropped(draft, o);
            case COLUMN -> ColumnHazards.dropped(draft, id);
            case VIEW,
                    MATERIALIZED_VIEW,
                    ENUM,
                    DOMAIN,
                    COMPOSITE,
                    RANGE,
                    BASE_TYPE,
                    FUNCTION,
                    AGGREGATE,
                    SEQUENCE,
                    SCHEMA ->
                    back || draft.swaps.contains(o) ? List.of() : List.of(breaks(o));
            case INDEX -> back ? List.of(IndexHazards.gap(o)) : List.of();
            case SETTING -> TableHazards.moved(draft, draft.from, o);
            default -> List.of();
        };
    }

    static List<Hazard> ofCreate(Draft draft, PieceId id, Set<PieceId> guests) {
        ObjectId o = id.object();
        if (id.aspect() == Aspect.PARTITION)
            return PartitionHazards.attached(draft, id, draft.isNewTable(o));
        if (isRuleOfDomain(draft, id)) return TypeHazards.tightened(draft, o);
        if (id.aspect() != Aspect.SELF) return List.of();
        if (isFilledAgain(draft, id)) return List.of(filled(o));
        if (isUnchanged(draft, id)) return again(draft, o);
        QualifiedName owner = o.schema().isEmpty() ? null : Columns.table(o);
        return switch (o.kind()) {
            case TABLE -> madeAsPartition(draft, new PieceId(o, Aspect.PARTITION), guests);
            case COLUMN -> ColumnHazards.added(draft, id, !guests.isEmpty());
            case CONSTRAINT -> constraint(draft, owner, o);
            case INDEX -> index(draft, o);
            case SETTING -> TableHazards.moved(draft, draft.to, o);
            case SUBSCRIPTION, USER_MAPPING ->
                    draft.to.piece(id).create().contains(SECRET) ? List.of(secret(o)) : List.of();
            default -> List.of();
        };
    }

    private static List<Hazard> madeAsPartition(Draft draft, PieceId link, Set<PieceId> guests) {
        return guests.contains(link) ? PartitionHazards.made(draft, link) : List.of();
    }

    /// What stands for a password that no catalog holds.
    private static final String SECRET = "(secret)";

    private static Hazard secret(ObjectId o) {
        return new Hazard(
                HazardKind.BREAKS_RUNNING_CODE,
                o.words(),
                "its password is no part of a plan: " + SECRET + " stands in its place",
                "set the password by hand afterwards",
                null);
    }

    private static List<Hazard> constraint(Draft draft, @Nullable QualifiedName table, ObjectId o) {
        if (table == null || draft.isNewTable(new ObjectId(Kind.TABLE, o.schema(), o.name(), "")))
            return List.of();
        Constraint c = Columns.constraint(draft.to, o).orElse(null);
        if (c == null || !c.validated() || TakenIndex.taking(draft, table, c).isPresent())
            return List.of();
        var hazards = new ArrayList<>(ConstraintHazards.of(draft, table, c));
        hazards.addAll(LockHazards.added(draft, table, c));
        return hazards;
    }

    private static List<Hazard> index(Draft draft, ObjectId o) {
        if (!(draft.to.object(o).orElse(null) instanceof Index i)) return List.of();
        return IndexHazards.created(draft, i);
    }

    /// Put back as it was: whatever stood before stands again.
    private static boolean isUnchanged(Draft draft, PieceId id) {
        Piece before = draft.from.find(id);
        return before != null
                && !draft.droppedOnPurpose.contains(id)
                && before.create().equals(draft.to.piece(id).create());
    }

    /// What was there before takes its time again.
    private static List<Hazard> again(Draft draft, ObjectId o) {
        if (o.kind() == Kind.INDEX || o.kind() == Kind.CONSTRAINT && !o.schema().isEmpty())
            return (o.kind() == Kind.INDEX
                            ? index(draft, o)
                            : constraint(draft, Columns.table(o), o))
                    .stream().filter(h -> h.kind() == HazardKind.LONG_EXCLUSIVE_LOCK).toList();
        return Columns.find(draft.to, o)
                .filter(c -> c.generated() != null && c.generated().stored())
                .map(c -> List.of(ColumnHazards.rewritten(Columns.table(o), c)))
                .orElse(List.of());
    }

    private static boolean isRuleOfDomain(Draft draft, PieceId id) {
        var domain = new ObjectId(Kind.DOMAIN, id.object().schema(), id.object().name(), "");
        boolean rule =
                id.object().kind() == Kind.CONSTRAINT && id.aspect() == Aspect.SELF
                        || id.object().kind() == Kind.DOMAIN && id.aspect() == Aspect.NOT_NULL;
        return rule
                && draft.to.object(domain).isPresent()
                && !draft.created.contains(PieceId.self(domain))
                && !draft.to.piece(id).create().endsWith(" NOT VALID");
    }

    static Hazard attached(ObjectId table) {
        return new Hazard(
                HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                table.words(),
                "it fails while a row of it doesn't belong to the partition, or one of the default"
                        + " partition does",
                "move such rows first",
                null);
    }

    private static boolean isFilledAgain(Draft draft, PieceId id) {
        return draft.from.find(id) != null
                && draft.to.object(id.object()).orElse(null) instanceof MaterializedView v
                && v.populated();
    }

    private static Hazard filled(ObjectId view) {
        return new Hazard(
                HazardKind.LONG_EXCLUSIVE_LOCK,
                view.words(),
                "it is filled anew; nothing can read it until its query is done",
                "run it when nobody needs it",
                null);
    }

    static Hazard breaks(ObjectId o) {
        return new Hazard(
                HazardKind.BREAKS_RUNNING_CODE,
                o.words(),
                "code that still uses it fails from then on",
                "roll out the code that no longer uses it first",
                null);
    }

    static String names(List<Identifier> columns) {
        return String.join(", ", columns.stream().map(Identifier::quoted).toList());
    }
}
