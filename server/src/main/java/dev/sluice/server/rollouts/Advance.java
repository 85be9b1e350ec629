package dev.sluice.server.rollouts;

import dev.sluice.server.work.Handler;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Looks whether a change may go on by itself: after checks, approvals, a finished stage.
@Component
final class Advance implements Handler {
    private final Rollouts rollouts;

    Advance(Rollouts rollouts) {
        this.rollouts = rollouts;
    }

    @Override
    public String task() {
        return "advance";
    }

    @Override
    public Optional<Duration> run(long changeId, long turn) {
        return rollouts.advance(changeId);
    }
}
