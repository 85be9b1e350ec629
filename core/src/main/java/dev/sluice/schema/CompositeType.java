package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// Carried. `definition` is a whole CREATE TYPE … AS (…) statement without a semicolon.
public record CompositeType(QualifiedName name, String definition, @Nullable String comment)
        implements SchemaObject {
    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.COMPOSITE, name);
    }
}
