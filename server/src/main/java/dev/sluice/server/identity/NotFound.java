package dev.sluice.server.identity;

/// There is no such thing, or the caller may not know of it: one answer for both (404).
public final class NotFound extends RuntimeException {
    public NotFound(String message) {
        super(message);
    }
}
