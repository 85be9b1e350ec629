package dev.sluice.rollout;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Waiting between two tries.
final class Pause {
    private Pause() {}

    /// Doubled for each try before, at most a minute, and up to half longer or shorter so that two
    /// runs do not meet again.
    static Duration before(int nextTry, Duration first) {
        long millis = Math.min(first.toMillis() << Math.min(nextTry - 2, 16), 60_000);
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1));
    }

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
