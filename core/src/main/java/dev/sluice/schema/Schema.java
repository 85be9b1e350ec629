package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// A namespace (CREATE SCHEMA).
public record Schema(Identifier name, @Nullable String comment) implements SchemaObject {
    @Override
    public ObjectId id() {
        return new ObjectId(Kind.SCHEMA, "", name.text(), "");
    }
}
