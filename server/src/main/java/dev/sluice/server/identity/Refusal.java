package dev.sluice.server.identity;

/// What a person wrote can't be taken; the message is a whole sentence for them (422).
public final class Refusal extends RuntimeException {
    public Refusal(String message) {
        super(message);
    }
}
