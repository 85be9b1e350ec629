package dev.sluice.server.identity;

import java.time.Instant;

/// Somebody who has just shown who they are. Only this package makes one, so that what asks for it
/// can't be reached without.
public final class Proven implements SignIn.Answer {
    private final Actor actor;
    private final int epoch;
    private final Instant at;

    Proven(Actor actor, int epoch, Instant at) {
        this.actor = actor;
        this.epoch = epoch;
        this.at = at;
    }

    public Actor actor() {
        return actor;
    }

    /// That of the person's sessions as it was before the proof was judged.
    int epoch() {
        return epoch;
    }

    Instant at() {
        return at;
    }
}
