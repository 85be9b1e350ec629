package dev.sluice.server.projects;

import java.time.Duration;

/// One step of the way to production. A rollout goes by `position`, lowest first. `automatic`: the
/// stage starts by itself once its gates are open. `soak` is how long it must have been done before
/// the next one may start.
public record Environment(
        long id,
        long projectId,
        String name,
        int position,
        int approvals,
        boolean automatic,
        Duration soak) {}
