package dev.sluice.server.approvals;

import java.time.Instant;

/// One person's word on one digest for one environment.
public record Approval(
        long id,
        long revisionId,
        long environmentId,
        String digest,
        long personId,
        String person,
        boolean acknowledgesDataLoss,
        Instant at) {}
