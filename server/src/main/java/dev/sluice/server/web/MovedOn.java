package dev.sluice.server.web;

/// What was to be written over is no longer what the caller has seen (412).
final class MovedOn extends RuntimeException {
    MovedOn(String tag) {
        super(
                "This was changed since you read it: its version is now %s. Nothing was changed. Read it again, and send If-Match with the version that you saw."
                        .formatted(tag));
    }
}
