package dev.sluice.server.databases;

import org.jspecify.annotations.Nullable;

/// A database could not be entered. The message names the place and the cause, never a password.
public final class Unreachable extends RuntimeException {
    public Unreachable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
