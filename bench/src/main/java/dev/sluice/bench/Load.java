package dev.sluice.bench;

import dev.sluice.bench.load.Place;
import dev.sluice.bench.load.Readers;
import java.time.Duration;
import java.util.List;

/// `load [--changes N] [--readers N] [--seconds N] [--pause MILLIS]`: how soon a server is ready
/// that has many changes in store, and how long each list of its API and each page of its console
/// takes while many read them.
public final class Load {
    private Load() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        var plan =
                new Readers.Plan(
                        number(given, "--changes", 1000),
                        number(given, "--readers", 20),
                        Duration.ofSeconds(number(given, "--seconds", 120)),
                        Duration.ofMillis(number(given, "--pause", 1000)));
        boolean fast;
        try (var place = Place.open(Checkout.root())) {
            fast = Readers.run(place, plan, System.out);
        }
        System.exit(fast ? 0 : 1);
    }

    static int number(List<String> given, String name, int otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(given.get(at + 1));
    }
}
