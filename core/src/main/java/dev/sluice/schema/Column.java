package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// `type` is format_type()'s text, qualified; `typeId` the user-defined type behind it (of the
/// element for an array); `collation` is set only where it differs from the type's. `local` is
/// false for a column that is only inherited. `storage`, `compression`, `statistics` are set only
/// where they differ from the type's default; ungoverned by a Drizzle source.
public record Column(
        Identifier name,
        String type,
        @Nullable ObjectId typeId,
        @Nullable String collation,
        boolean notNull,
        @Nullable String defaultExpression,
        @Nullable Identity identity,
        @Nullable Generated generated,
        boolean local,
        @Nullable String storage,
        @Nullable String compression,
        @Nullable Integer statistics,
        @Nullable String comment) {}
