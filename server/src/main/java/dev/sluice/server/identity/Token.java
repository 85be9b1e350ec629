package dev.sluice.server.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A personal token as it is shown: never its text. `projectId` null means every project of its
/// person.
public record Token(
        long id,
        String name,
        @Nullable Long projectId,
        List<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        boolean revoked) {
    public Token {
        scopes = List.copyOf(scopes);
    }

    /// The text is shown once and kept nowhere.
    public record Made(long id, String text, Instant expiresAt) {}
}
