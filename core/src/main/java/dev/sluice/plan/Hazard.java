package dev.sluice.plan;

import org.jspecify.annotations.Nullable;

/// A typed danger of a step: `object` in words, one sentence `why`, what to do, and the query that
/// counts the rows in danger, where there is one.
public record Hazard(
        HazardKind kind,
        String object,
        String why,
        String advice,
        @Nullable String countingQuery) {}
