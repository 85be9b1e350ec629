package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// One object of a [Catalog]. Records only; equality means "the same schema". Texts (types,
/// expressions, definitions) are PostgreSQL's own printing, read under `search_path =
/// pg_catalog`-like pinning so that every name in them is qualified.
public sealed interface SchemaObject
        permits Schema,
                Extension,
                EnumType,
                Domain,
                CompositeType,
                Sequence,
                Table,
                View,
                MaterializedView,
                Function,
                Index,
                Trigger,
                Policy,
                Definition,
                Unsupported {
    ObjectId id();

    @Nullable String comment();
}
