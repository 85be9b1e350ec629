package dev.sluice.diff;

import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;

/// A whole object of a kind that is planned comes or goes, with all its members.
public sealed interface ObjectDifference extends Difference {
    record Create(SchemaObject object) implements ObjectDifference {
        @Override
        public ObjectId id() {
            return object.id();
        }

        @Override
        public String words() {
            return id().words() + ": new";
        }
    }

    record Drop(SchemaObject object) implements ObjectDifference {
        @Override
        public ObjectId id() {
            return object.id();
        }

        @Override
        public String words() {
            return id().words() + ": dropped";
        }
    }
}
