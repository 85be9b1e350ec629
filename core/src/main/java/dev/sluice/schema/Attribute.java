package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// An attribute of a composite type; as in [Column].
public record Attribute(
        Identifier name, String type, @Nullable String collation, @Nullable String comment) {}
