package dev.sluice.diff;

import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;

/// An object of a kind that is named and never planned differs.
public sealed interface CarriedDifference extends Difference {
    record Appears(SchemaObject object) implements CarriedDifference {
        @Override
        public ObjectId id() {
            return object.id();
        }

        @Override
        public String words() {
            return id().words() + ": new";
        }
    }

    record Disappears(SchemaObject object) implements CarriedDifference {
        @Override
        public ObjectId id() {
            return object.id();
        }

        @Override
        public String words() {
            return id().words() + ": gone";
        }
    }

    record Changes(SchemaObject before, SchemaObject after) implements CarriedDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": definition changed";
        }
    }
}
