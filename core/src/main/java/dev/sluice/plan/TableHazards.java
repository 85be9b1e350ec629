package dev.sluice.plan;

import dev.sluice.schema.Definition;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.List;

final class TableHazards {
    private TableHazards() {}

    static List<Hazard> dropped(Draft draft, ObjectId table) {
        boolean isForeign =
                Columns.tableOf(draft.from, Columns.table(table))
                        .filter(t -> t.server() != null)
                        .isPresent();
        if (isForeign) return List.of(Hazards.breaks(table));
        return List.of(
                new Hazard(
                        HazardKind.DATA_LOSS,
                        table.words(),
                        "the table goes with all its rows; the way back restores it empty",
                        "take a copy first if the rows matter",
                        "SELECT count(*) FROM " + Columns.table(table).quoted()),
                Hazards.breaks(table));
    }

    /// A tablespace that is set, or taken back, of a table or an index that stands: its file is
    /// copied.
    static List<Hazard> moved(Draft draft, Pieces pieces, ObjectId setting) {
        if (!setting.name().contains(": tablespace")
                || !(pieces.object(setting).orElse(null) instanceof Definition d)
                || d.owner() == null
                || draft.from.find(PieceId.self(d.owner())) == null
                || draft.to.find(PieceId.self(d.owner())) == null
                || draft.created.contains(PieceId.self(d.owner()))) return List.of();
        ObjectId of = d.owner();
        if (of.kind() == Kind.TABLE)
            return Columns.tableOf(draft.to, Columns.table(of))
                            .filter(t -> t.partitioning().key() == null)
                            .isPresent()
                    ? List.of(rewritten(of, ""))
                    : List.of();
        return List.of(
                LockHazards.of(
                        of,
                        "nothing can use it, or plan a query of its table, while its file is copied",
                        LockHazards.QUIET));
    }

    /// `object`: the table, or the column that makes it so.
    static Hazard rewritten(ObjectId object, String unless) {
        return new Hazard(
                HazardKind.TABLE_REWRITE,
                object.words(),
                "PostgreSQL writes the whole table anew"
                        + unless
                        + "; nothing can read or write it meanwhile",
                LockHazards.QUIET,
                null);
    }
}
