package dev.sluice.plan;

import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.ArrayList;
import java.util.List;

final class IndexHazards {
    private IndexHazards() {}

    static Hazard gap(ObjectId index) {
        return new Hazard(
                HazardKind.INDEX_GAP,
                index.words(),
                "queries run without it until it is built again",
                "run it when the table is quiet",
                null);
    }

    static List<Hazard> created(Draft draft, Index i) {
        boolean stands =
                draft.from.object(ObjectId.of(Kind.TABLE, i.table())).isPresent()
                        && !draft.isNewTable(ObjectId.of(Kind.TABLE, i.table()));
        boolean isAlone =
                !i.valid()
                        && Columns.tableOf(draft.to, i.table())
                                .filter(t -> t.partitioning().key() != null)
                                .isPresent();
        // ON ONLY a partitioned table: nothing is built
        if (!stands || isAlone) return List.of();
        var hazards = new ArrayList<Hazard>();
        hazards.add(
                LockHazards.of(
                        i.id(),
                        LockHazards.writes(i.table().toString(), "it is built"),
                        "the online form (CREATE INDEX CONCURRENTLY) doesn't block them"));
        if (i.unique() && !i.columns().isEmpty())
            hazards.add(
                    new Hazard(
                            HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                            i.id().words(),
                            "it fails while two rows collide",
                            "mend such rows first",
                            ConstraintHazards.duplicates(
                                    i.table(),
                                    i.columns(),
                                    i.predicate(),
                                    i.definition().contains(") NULLS NOT DISTINCT"))));
        return hazards;
    }
}
