package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// Carried. `definition` is a whole CREATE DOMAIN statement without a semicolon, constraints
/// included.
public record Domain(QualifiedName name, String definition, @Nullable String comment)
        implements SchemaObject {
    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.DOMAIN, name);
    }
}
