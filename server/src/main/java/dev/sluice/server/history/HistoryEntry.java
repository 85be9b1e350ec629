package dev.sluice.server.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that was done to a database. `direction` is `up` or `down`; `origin` is `sluice`,
/// `adopted`, `baseline` or `drift` (an adopted one).
public record HistoryEntry(
        long id,
        long databaseId,
        @Nullable Long runId,
        @Nullable Integer changeNumber,
        String migrationDigest,
        String tag,
        String direction,
        String origin,
        @Nullable String fingerprintBefore,
        @Nullable String fingerprintAfter,
        String by,
        Instant at) {}
