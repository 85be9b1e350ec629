package dev.sluice.plan;

import dev.sluice.schema.ObjectId;

final class SequenceHazards {
    private SequenceHazards() {}

    static Hazard restarted(ObjectId id) {
        return new Hazard(
                HazardKind.BREAKS_RUNNING_CODE,
                id.words(),
                "its bounds move past its old start, so it counts from the new start again",
                "set it to the next free value with setval() where it was in use",
                null);
    }
}
