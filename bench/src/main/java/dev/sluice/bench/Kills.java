package dev.sluice.bench;

import dev.sluice.bench.kills.Storm;
import dev.sluice.bench.kills.Tally;
import java.util.List;

/// `kills [--kills N] [--seed S] [--lanes N] [--two-commits]`: rollouts and undos while the server
/// is killed (kill -9) and its targets crash. Nothing may be done twice, nothing lost. With
/// `--two-commits` the server is one that records what it did in a second transaction; then the
/// measure fails unless the judge finds it out.
public final class Kills {
    private Kills() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        boolean twoCommits = given.contains("--two-commits");
        var plan =
                new Storm.Plan(
                        number(given, "--seed", 11),
                        number(given, "--kills", twoCommits ? 6 : 24),
                        number(given, "--lanes", 1),
                        !twoCommits,
                        twoCommits);
        Tally tally = Storm.run(plan, System.out);
        tally.print(System.out);
        System.exit(tally.violations().isEmpty() == twoCommits ? 1 : 0);
    }

    private static int number(List<String> given, String name, int otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(given.get(at + 1));
    }
}
