package dev.sluice.bench;

import dev.sluice.bench.storm.ReplicaStorm;
import dev.sluice.bench.storm.Tally;
import java.util.List;

/// `storm [--kills N] [--seed S] [--lanes N] [--major M] [--two-commits]`: rollouts and undos on
/// two servers that are killed (kill -9), paused and cut off while they work, and whose targets
/// crash. Nothing may be done twice, nothing lost. With `--two-commits` the servers record what
/// they did in a second transaction; then the measure fails unless the judge finds it out.
public final class Storm {
    private Storm() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        boolean twoCommits = given.contains("--two-commits");
        var plan =
                new ReplicaStorm.Plan(
                        number(given, "--seed", 11),
                        number(given, "--kills", twoCommits ? 20 : 40),
                        number(given, "--lanes", 4),
                        number(given, "--major", 18),
                        twoCommits);
        Tally tally = ReplicaStorm.run(plan, System.out);
        tally.print(System.out);
        System.exit(tally.violations().isEmpty() == twoCommits ? 1 : 0);
    }

    private static int number(List<String> given, String name, int otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(given.get(at + 1));
    }
}
