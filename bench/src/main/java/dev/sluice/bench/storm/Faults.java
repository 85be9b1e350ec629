package dev.sluice.bench.storm;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What befalls servers and targets beside the kills, one at a time: pauses, a wire that is cut,
/// crashes of the targets' PostgreSQL. One for every four kills, each kind as often as the others.
final class Faults {
    private static final int KILLS_FOR_EACH = 4;

    /// Long enough for another server to have taken over.
    private static final Duration PAUSE = Replica.LEASE.multipliedBy(2);

    private static final Duration SILENCE = Duration.ofSeconds(3);

    private enum Fault {
        PAUSE,
        CRASH,
        RESET,
        SWALLOW,
        HALF_OPEN
    }

    private final Ground ground;
    private final Tally tally;
    private final PrintStream out;
    private final Random random;
    private final List<Fault> deck = new ArrayList<>();

    Faults(Ground ground, Tally tally, PrintStream out, long seed) {
        this.ground = ground;
        this.tally = tally;
        this.out = out;
        this.random = new Random(seed);
    }

    @Nullable Void rage(BooleanSupplier over) throws Exception {
        try (var lookout = Lookout.open(ground)) {
            int next = 1;
            while (!over.getAsBoolean()) {
                if (tally.kills() < next) {
                    LockSupport.parkNanos(100_000_000);
                    continue;
                }
                befall(lookout);
                next += KILLS_FOR_EACH;
            }
        }
        return null;
    }

    private void befall(Lookout lookout) throws Exception {
        if (deck.isEmpty()) {
            Collections.addAll(deck, Fault.values());
            Collections.shuffle(deck, random);
        }
        Fault fault = deck.removeLast();
        Optional<Attempt> at = lookout.reached(Moment.WITHIN, _ -> true, Lookout.CHOOSY);
        if (at.isEmpty()) return;
        switch (fault) {
            case PAUSE -> pause(ground.place(at.get().pid()));
            case CRASH -> {
                ground.crashTargets();
                tally.crash();
            }
            case RESET -> {
                ground.wire().reset();
                tally.wire("reset");
            }
            case SWALLOW -> swallow();
            case HALF_OPEN -> {
                ground.wire().halfOpen();
                LockSupport.parkNanos(SILENCE.toNanos());
                ground.wire().reset();
                tally.wire("half-open");
            }
        }
        out.println("  " + fault.name().toLowerCase(java.util.Locale.ROOT));
    }

    private void pause(int place) throws Exception {
        if (place < 0) return;
        ground.sleep(place, PAUSE, random.nextBoolean());
        tally.pause();
    }

    private void swallow() {
        int before = ground.wire().swallowed();
        ground.wire().swallowNextCommit();
        if (Ground.within(Duration.ofSeconds(20), () -> ground.wire().swallowed() > before))
            tally.wire("answer to COMMIT swallowed");
    }
}
