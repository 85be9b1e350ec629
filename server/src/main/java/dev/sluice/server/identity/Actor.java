package dev.sluice.server.identity;

import org.jspecify.annotations.Nullable;

/// Who acts: a person, by their session or by one of their tokens, or the server itself. A
/// controller method takes it as a parameter; it says who, never what they may (see [Rights]).
public record Actor(long personId, String name, @Nullable Long tokenId) {
    /// The server acting by its own schedule (automatic starts, drift reads).
    public static final Actor SYSTEM = new Actor(0, "sluice", null);

    public boolean isSystem() {
        return personId == 0;
    }
}
