package dev.sluice.schema;

/// GENERATED ALWAYS AS (expression) STORED or VIRTUAL (18+).
public record Generated(String expression, boolean stored) {}
