package dev.sluice.server.changes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One automated judgement on a revision for one target. `state` is `running`, `ok`, `warning` or
/// `error`; `details` is JSON.
public record Check(
        @Nullable Long targetId,
        String kind,
        String state,
        String message,
        String details,
        Instant at) {}
