package dev.sluice.server.rollouts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of a run's log. `level` is `info`, `sql`, `warning` or `error`.
public record LogLine(
        long id,
        int attempt,
        Instant at,
        String level,
        @Nullable String tag,
        @Nullable Integer statementNo,
        String message,
        @Nullable Long millis) {}
