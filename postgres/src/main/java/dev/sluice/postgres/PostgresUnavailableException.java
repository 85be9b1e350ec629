package dev.sluice.postgres;

/// An embedded server could not be had. The message is a sentence for people: what, why, what next.
public final class PostgresUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PostgresUnavailableException(String message) {
        super(message);
    }

    PostgresUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
