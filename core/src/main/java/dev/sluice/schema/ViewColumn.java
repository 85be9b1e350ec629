package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// A column of a view; `defaultExpression` is one set by ALTER VIEW … ALTER COLUMN SET DEFAULT.
public record ViewColumn(
        Identifier name,
        String type,
        @Nullable String collation,
        @Nullable String defaultExpression,
        @Nullable String comment) {}
