package dev.sluice.server.releases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An uploaded folder, never changed. `digest` is that of its files.
public record Release(
        long id,
        long projectId,
        String digest,
        String ref,
        String commitId,
        String searchPath,
        @Nullable String drizzleSchema,
        @Nullable String drizzleTable,
        String uploadedBy,
        Instant uploadedAt) {}
