package dev.sluice.server.identity;

import java.time.Instant;

/// An account. `administrator`: everywhere. `service`: no person, signs in by tokens only.
public record Person(
        long id,
        String login,
        String name,
        boolean administrator,
        boolean service,
        boolean disabled,
        Instant createdAt) {}
