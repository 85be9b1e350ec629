package dev.sluice.server.changes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is reviewed, never changed. `predecessors` are the numbers of the changes that were open
/// when it was made and run before it; `releaseId` is null for a change planned by the server.
public record Revision(
        long id,
        long changeId,
        int number,
        @Nullable Long releaseId,
        int base,
        String digest,
        List<Integer> predecessors,
        long editorId,
        String editor,
        Instant createdAt) {
    public Revision {
        predecessors = List.copyOf(predecessors);
    }
}
