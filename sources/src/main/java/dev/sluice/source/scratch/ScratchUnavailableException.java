package dev.sluice.source.scratch;

import org.jspecify.annotations.Nullable;

/// No scratch server: the message says why and what to do next.
public final class ScratchUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScratchUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
