package dev.sluice.server.rollouts;

import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;

/// A claimed run: what the gates let through.
record Claim(
        Change change,
        Revision revision,
        Rollout rollout,
        Rollout.Run run,
        RevisionTarget target,
        int attempt,
        long epoch) {
    long stageId() {
        return rollout.stages().getFirst().id();
    }
}
