package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// An object that this form of the catalog cannot model: shown, never touched. `kindName` is
/// PostgreSQL's word, `name` its printed identity, `detail` a text that changes when the object
/// does.
public record Unsupported(String kindName, String schema, String name, String detail)
        implements SchemaObject {
    @Override
    public ObjectId id() {
        return new ObjectId(Kind.UNSUPPORTED, schema, name, kindName);
    }

    @Override
    public @Nullable String comment() {
        return null;
    }
}
