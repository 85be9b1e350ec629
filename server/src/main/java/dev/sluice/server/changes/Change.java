package dev.sluice.server.changes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The unit of review. `reason` says why it was sent back or closed; `driftId` is that of the drift
/// that it takes back, for a change of kind `revert`.
public record Change(
        long id,
        long projectId,
        int number,
        String title,
        String ref,
        long authorId,
        String author,
        String kind,
        ChangeState state,
        @Nullable String reason,
        @Nullable Long driftId,
        Instant createdAt) {
    /// `#142`, the subject of its audit events.
    public String subject() {
        return "#" + number;
    }
}
