package dev.sluice.plan;

import dev.sluice.schema.ObjectId;
import java.util.List;

final class TableHazards {
    private TableHazards() {}

    static List<Hazard> dropped(ObjectId table) {
        return List.of(
                new Hazard(
                        HazardKind.DATA_LOSS,
                        table.words(),
                        "the table goes with all its rows; the way back restores it empty",
                        "take a copy first if the rows matter",
                        "SELECT count(*) FROM " + Columns.table(table).quoted()),
                Hazards.breaks(table));
    }

    static Hazard rewritten(ObjectId table) {
        return new Hazard(
                HazardKind.TABLE_REWRITE,
                table.words(),
                "PostgreSQL writes the whole table anew; nothing can read or write it meanwhile",
                "run it when the table is quiet",
                null);
    }
}
