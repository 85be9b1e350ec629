package dev.sluice.plan;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.Piece;
import dev.sluice.sql.PieceId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The hazards of making or dropping a piece, from the catalogs on both sides.
final class Hazards {
    private Hazards() {}

    static List<Hazard> ofDrop(Draft draft, PieceId id) {
        if (id.aspect() != Aspect.SELF) return List.of();
        ObjectId o = id.object();
        boolean back = draft.created.contains(id);
        return switch (o.kind()) {
            case TABLE -> TableHazards.dropped(o);
            case COLUMN -> ColumnHazards.dropped(draft, id);
            case VIEW, MATERIALIZED_VIEW, ENUM, SEQUENCE, SCHEMA ->
                    back || draft.swaps.contains(o) ? List.of() : List.of(breaks(o));
            case INDEX -> back ? List.of(IndexHazards.gap(o)) : List.of();
            default -> List.of();
        };
    }

    static List<Hazard> ofCreate(Draft draft, PieceId id, Set<PieceId> guests) {
        if (id.aspect() != Aspect.SELF || isUnchanged(draft, id)) return List.of();
        ObjectId o = id.object();
        QualifiedName owner = o.schema().isEmpty() ? null : Columns.table(o);
        return switch (o.kind()) {
            case COLUMN -> ColumnHazards.added(draft, id, !guests.isEmpty());
            case CONSTRAINT -> constraint(draft, owner, o);
            case INDEX -> index(draft, o);
            default -> List.of();
        };
    }

    private static List<Hazard> constraint(Draft draft, @Nullable QualifiedName table, ObjectId o) {
        if (table == null || draft.isNewTable(new ObjectId(Kind.TABLE, o.schema(), o.name(), "")))
            return List.of();
        Constraint c =
                Columns.tableOf(draft.to, table)
                        .flatMap(t -> t.constraint(Identifier.of(o.member())))
                        .orElse(null);
        return c == null || !c.validated() ? List.of() : ConstraintHazards.of(draft, table, c);
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
