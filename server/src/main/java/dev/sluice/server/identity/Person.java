package dev.sluice.server.identity;

import java.time.Instant;

public record Person(
        long id,
        String login,
        String name,
        boolean administrator,
        boolean disabled,
        Instant createdAt) {}
