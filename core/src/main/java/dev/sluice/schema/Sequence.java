package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// A sequence that stands for itself; the one behind an identity column is part of [Identity].
/// `ownedBy` is OWNED BY (serial columns).
public record Sequence(
        QualifiedName name,
        SequenceOptions options,
        boolean unlogged,
        @Nullable ColumnName ownedBy,
        @Nullable String comment)
        implements SchemaObject {
    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.SEQUENCE, name);
    }
}
