package dev.sluice.diff;

import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;

public sealed interface PolicyDifference extends Difference {
    record Change(Policy before, Policy after) implements PolicyDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": changed";
        }
    }
}
