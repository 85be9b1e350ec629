package dev.sluice.server.identity;

import java.time.Instant;

/// Hands out proofs that in the product only a sign-in gives.
public final class Proofs {
    private Proofs() {}

    public static Proven fresh(Actor actor) {
        return new Proven(actor, 0, Instant.now());
    }
}
