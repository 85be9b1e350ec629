package dev.sluice.server.releases;

import dev.sluice.ledger.DrizzleTable;
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
        Instant uploadedAt) {
    /// Where drizzle-orm keeps its record; null for a project that does not use its migrator.
    public @Nullable DrizzleTable drizzle() {
        if (drizzleTable == null) return null;
        return DrizzleTable.of(drizzleSchema == null ? "drizzle" : drizzleSchema, drizzleTable);
    }
}
