package dev.sluice.bench;

import dev.sluice.bench.load.Lookers;
import dev.sluice.bench.load.Place;
import java.time.Duration;
import java.util.List;

/// `streams [--count N] [--minutes N]`: many open pages of a change on which nothing happens: how
/// much heap they take, whether it stays so, and how long one event takes to reach them all.
public final class Streams {
    /// A stream ends by itself after ten minutes.
    private static final int MOST_MINUTES = 8;

    private Streams() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        int count = Load.number(given, "--count", 2000);
        int minutes = Math.min(MOST_MINUTES, Load.number(given, "--minutes", 2));
        boolean held;
        try (var place = Place.open(Checkout.root())) {
            held = Lookers.run(place, count, Duration.ofMinutes(minutes), System.out);
        }
        System.exit(held ? 0 : 1);
    }
}
