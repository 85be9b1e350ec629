package dev.sluice.server.backups;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One backup before one attempt. `state` is `running`, `made` or `failed`, `reason` whole
/// sentences where it did not go well. `restore` is the command that brings the data back, where
/// Sluice knows it.
public record Backup(
        long id,
        long runId,
        int attempt,
        String policy,
        String state,
        String tool,
        String place,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String restore,
        String reason,
        Instant startedAt,
        @Nullable Instant endedAt) {

    public boolean isMade() {
        return state.equals("made");
    }
}
