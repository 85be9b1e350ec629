package dev.sluice.server.windows;

import org.jspecify.annotations.Nullable;

/// A freeze as somebody wrote it: local times as `2026-12-24T18:00`; no environment is all of them.
public record NewFreeze(
        @Nullable String environment,
        @Nullable String from,
        @Nullable String to,
        @Nullable String zone,
        @Nullable String reason) {}
