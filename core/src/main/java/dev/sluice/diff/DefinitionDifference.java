package dev.sluice.diff;

import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;

/// An object that is defined as a whole (a function, a trigger, an extension, any
/// [dev.sluice.schema.Definition]) stands on both sides with other words.
public record DefinitionDifference(SchemaObject before, SchemaObject after) implements Difference {
    @Override
    public ObjectId id() {
        return after.id();
    }

    @Override
    public String words() {
        return id().words() + ": definition changed";
    }
}
