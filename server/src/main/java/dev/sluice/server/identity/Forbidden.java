package dev.sluice.server.identity;

/// The caller may see the thing and may not do this with it (403). The message says who could.
public final class Forbidden extends RuntimeException {
    public Forbidden(String message) {
        super(message);
    }
}
