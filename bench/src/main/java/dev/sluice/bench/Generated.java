package dev.sluice.bench;

import dev.sluice.bench.generated.Campaign;
import dev.sluice.bench.generated.Campaign.Law;
import dev.sluice.bench.generated.Findings;
import dev.sluice.testkit.generated.Feature;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// `generated [--seeds N] [--from S] [--pairs | --load] [--major M] [--features A,B|all] [--edits
/// A,B|all] [--shrink N] [--threads N]`: random schemas read, rendered and read again; with
/// `--pairs` planned there and back; with `--load` only loaded, with their rows. Counts what was
/// made, groups what failed by its cause, and shrinks the first N of each.
public final class Generated {
    private final List<String> given;

    private Generated(List<String> given) {
        this.given = given;
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(new Generated(List.of(arguments)).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        Law law =
                given.contains("--pairs")
                        ? Law.THERE_AND_BACK
                        : given.contains("--load") ? Law.LOADS : Law.COMES_ROUND;
        var campaign =
                new Campaign(
                        law,
                        number("--major", 18),
                        features("--features"),
                        features("--edits"),
                        number("--from", 1),
                        number("--seeds", 500));
        long start = System.nanoTime();
        Findings findings = campaign.run(number("--threads", 2));
        System.out.printf(
                "%d cases in %d s%n",
                campaign.count(), (System.nanoTime() - start) / 1_000_000_000);
        findings.summary(System.out);
        String failures = findings.failures(number("--shrink", 1));
        System.out.print(failures);
        return failures.isEmpty();
    }

    private Set<Feature> features(String option) {
        int at = given.indexOf(option);
        String text = at < 0 ? "all" : given.get(at + 1);
        if (text.equals("all")) return EnumSet.allOf(Feature.class);
        var set = EnumSet.noneOf(Feature.class);
        for (String name : text.split(",", -1)) set.add(Feature.valueOf(name));
        return set;
    }

    private int number(String option, int otherwise) {
        int at = given.indexOf(option);
        return at < 0 ? otherwise : Integer.parseInt(given.get(at + 1));
    }
}
