package dev.sluice.plan;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.ObjectId;

final class TypeHazards {
    private TypeHazards() {}

    static Hazard lost(ObjectId type, Identifier attribute) {
        return new Hazard(
                HazardKind.DATA_LOSS,
                type.words(),
                "attribute " + attribute + " goes with its values in every column of the type",
                "take a copy first if the values matter",
                null);
    }

    /// A domain that stands gets a rule: PostgreSQL looks at every column of it.
    static Hazard tightened(ObjectId rule) {
        return new Hazard(
                HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                rule.words(),
                "it fails while a column of the domain holds a value that breaks it",
                "mend such values first",
                null);
    }
}
