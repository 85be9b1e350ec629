package dev.sluice.server.changes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which changes are asked for; null is any. `environment` and `database`: one that the latest
/// revision runs on. `since`: opened then or later.
public record ChangeFilter(
        @Nullable ChangeState state,
        @Nullable String author,
        @Nullable String label,
        @Nullable String environment,
        @Nullable String database,
        @Nullable Instant since) {}
