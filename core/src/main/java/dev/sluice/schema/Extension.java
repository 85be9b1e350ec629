package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// Carried. `version` is the environment's and no part of a comparison.
public record Extension(
        Identifier name, Identifier schema, String version, @Nullable String comment)
        implements SchemaObject {
    @Override
    public ObjectId id() {
        return new ObjectId(Kind.EXTENSION, "", name.text(), "");
    }
}
