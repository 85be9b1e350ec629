package dev.sluice.rollout;

import java.time.Duration;

/// How long a run may hold up others or itself. A lock that is not there within `lock` fails the
/// transaction, which is tried `tries` times in all, `pause` and more apart (doubled each time,
/// with jitter). `statement` zero means no limit. `fence` is how long to wait for another run.
/// `patience` is how long a step that stands alone may wait for other sessions: it has no lock
/// limit, since that would count the waiting between the phases of a concurrent build, too.
public record Limits(
        Duration lock,
        Duration statement,
        Duration idleInTransaction,
        Duration fence,
        int tries,
        Duration pause,
        Duration patience) {
    public static final Limits USUAL =
            new Limits(
                    Duration.ofSeconds(3),
                    Duration.ZERO,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30),
                    5,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(15));

    public Limits {
        if (tries < 1)
            throw new IllegalArgumentException("tries must be positive but was " + tries);
    }

    public Limits withLock(Duration wanted) {
        return new Limits(wanted, statement, idleInTransaction, fence, tries, pause, patience);
    }

    public Limits withFence(Duration wanted) {
        return new Limits(lock, statement, idleInTransaction, wanted, tries, pause, patience);
    }

    public Limits withTries(int wanted, Duration apart) {
        return new Limits(lock, statement, idleInTransaction, fence, wanted, apart, patience);
    }

    public Limits withPatience(Duration wanted) {
        return new Limits(lock, statement, idleInTransaction, fence, tries, pause, wanted);
    }
}
