package dev.sluice.server.changes;

import dev.sluice.server.releases.ReleaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is reviewed, never changed. `digest` is null until what runs and its ways back are worked
/// out, which the digest covers: until then it can be neither approved nor run. `predecessors` are
/// the numbers of the changes that were open when it was made and run before it; `releaseId` is
/// null for a change planned by the server.
public record Revision(
        long id,
        long changeId,
        int number,
        @Nullable Long releaseId,
        int base,
        ReleaseStrategy strategy,
        @Nullable String digest,
        List<Integer> predecessors,
        long editorId,
        String editor,
        Instant createdAt) {
    public Revision {
        predecessors = List.copyOf(predecessors);
    }

    /// The digest of a revision that was approved or started.
    public String sealed() {
        return Objects.requireNonNull(digest, "the revision is not proven yet");
    }
}
