package dev.sluice.plan;

import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SequenceOptions;
import java.util.List;

final class SequenceHazards {
    private SequenceHazards() {}

    /// Of options that move the bounds. `sequence`: its name in SQL.
    static List<Hazard> bounded(
            ObjectId id, QualifiedName sequence, SequenceOptions before, SequenceOptions after) {
        if (SequenceDecisions.restarts(before, after)) return List.of(restarted(id));
        if (after.max() >= before.max() && after.min() <= before.min()) return List.of();
        return List.of(
                new Hazard(
                        HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                        id.words(),
                        "it fails while it stands at a value outside of its new bounds",
                        "set it to a value inside with setval() first",
                        "SELECT count(*) FROM %s WHERE last_value NOT BETWEEN %d AND %d"
                                .formatted(sequence.quoted(), after.min(), after.max())));
    }

    private static Hazard restarted(ObjectId id) {
        return new Hazard(
                HazardKind.BREAKS_RUNNING_CODE,
                id.words(),
                "its bounds move past its old start, so it counts from the new start again",
                "set it to the next free value with setval() where it was in use",
                null);
    }
}
