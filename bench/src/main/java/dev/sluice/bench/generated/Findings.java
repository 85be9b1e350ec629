package dev.sluice.bench.generated;

import dev.sluice.testkit.generated.Feature;
import dev.sluice.testkit.generated.GeneratedPair;
import dev.sluice.testkit.generated.Shrinker;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a campaign made, and how it ended.
public final class Findings {
    /// So often is a smaller case asked for.
    private static final int ATTEMPTS = 400;

    private final Campaign campaign;
    private final Map<Feature, Integer> features = new TreeMap<>();
    private final Map<String, Integer> edits = new TreeMap<>();
    private final Map<Verdict.Ending, Integer> endings = new TreeMap<>();
    private final Map<String, List<Case>> failures = new TreeMap<>();

    private record Case(GeneratedPair pair, Verdict verdict) {}

    Findings(Campaign campaign) {
        this.campaign = campaign;
    }

    synchronized void add(GeneratedPair pair, Verdict verdict) {
        pair.from().features().forEach((f, n) -> features.merge(f, n, Integer::sum));
        pair.edits().forEach(e -> edits.merge(e, 1, Integer::sum));
        endings.merge(verdict.ending(), 1, Integer::sum);
        if (verdict.isKept()) return;
        failures.computeIfAbsent(verdict.group(), _ -> new ArrayList<>())
                .add(new Case(pair, verdict));
    }

    public int count(Verdict.Ending ending) {
        return endings.getOrDefault(ending, 0);
    }

    public int count(Feature feature) {
        return features.getOrDefault(feature, 0);
    }

    public Map<String, Integer> edits() {
        return Map.copyOf(edits);
    }

    public void summary(PrintStream out) {
        features.forEach((f, n) -> out.printf("  %-40s %d%n", f.words(), n));
        edits.forEach((e, n) -> out.printf("  edit: %-34s %d%n", e, n));
        endings.forEach((e, n) -> out.printf("  %-40s %d%n", e, n));
    }

    /// Failures by cause, the first `most` of each shrunk; empty where there is none.
    public String failures(int most) throws SQLException {
        if (failures.isEmpty()) return "";
        var text = new StringBuilder();
        try (var law = GeneratedLaw.open(campaign.major())) {
            for (var group : failures.entrySet()) {
                List<Case> cases = group.getValue();
                text.append("\n######## %d × %s%n".formatted(cases.size(), group.getKey()));
                cases.forEach(c -> text.append(' ').append(c.pair().seed()));
                text.append('\n');
                for (Case failed : cases.subList(0, Math.min(most, cases.size())))
                    text.append(shrunk(law, failed));
            }
        }
        return text.toString();
    }

    private String shrunk(GeneratedLaw law, Case failed) throws SQLException {
        String group = failed.verdict().group();
        Predicate<GeneratedPair> fails =
                pair -> {
                    try {
                        return campaign.verdict(law, pair).group().equals(group);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e.getMessage(), e);
                    }
                };
        GeneratedPair small = Shrinker.shrink(failed.pair(), fails, ATTEMPTS);
        String to =
                campaign.law() == Campaign.Law.THERE_AND_BACK
                        ? "-- to.sql\n" + small.to().script()
                        : "";
        return "-- seed %d, alone: %s%n-- from.sql%n%s%s-- %s%n"
                .formatted(
                        small.seed(),
                        campaign.command(small.seed()),
                        small.from().script(),
                        to,
                        campaign.verdict(law, small).cause());
    }
}
