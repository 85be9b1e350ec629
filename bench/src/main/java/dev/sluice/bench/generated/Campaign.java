package dev.sluice.bench.generated;

import dev.sluice.testkit.generated.Feature;
import dev.sluice.testkit.generated.GeneratedPair;
import dev.sluice.testkit.generated.GeneratedSchema;
import dev.sluice.testkit.generated.Generator;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// One law over a row of seeds.
public record Campaign(
        Law law, int major, Set<Feature> features, Set<Feature> editable, long first, int count) {
    public enum Law {
        LOADS(" --load"),
        COMES_ROUND(""),
        THERE_AND_BACK(" --pairs");

        private final String option;

        Law(String option) {
            this.option = option;
        }
    }

    public Campaign {
        features = Set.copyOf(features);
        editable = Set.copyOf(editable);
    }

    /// Seeds `first` and following, dealt out to the threads.
    public Findings run(int threads) throws InterruptedException, ExecutionException {
        var findings = new Findings(this);
        var next = new AtomicLong(first);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<Void>>();
            for (int i = 0; i < threads; i++) running.add(pool.submit(worker(next, findings)));
            for (Future<Void> one : running) one.get();
        }
        return findings;
    }

    private Callable<Void> worker(AtomicLong next, Findings findings) {
        return () -> {
            try (var ground = GeneratedLaw.open(major)) {
                for (long seed = next.getAndIncrement();
                        seed < first + count;
                        seed = next.getAndIncrement()) {
                    GeneratedPair pair = pair(seed);
                    findings.add(pair, verdict(ground, pair));
                }
            }
            return null;
        };
    }

    private GeneratedPair pair(long seed) {
        var generator = new Generator(major, features);
        return switch (law) {
            case THERE_AND_BACK -> generator.pair(seed, editable);
            case LOADS, COMES_ROUND -> {
                GeneratedSchema schema = generator.schema(seed);
                yield new GeneratedPair(seed, schema, schema, List.of());
            }
        };
    }

    Verdict verdict(GeneratedLaw on, GeneratedPair pair) throws SQLException {
        return switch (law) {
            case LOADS -> on.loads(pair.from());
            case COMES_ROUND -> on.comesRound(pair.from());
            case THERE_AND_BACK -> on.thereAndBack(pair);
        };
    }

    /// What runs this seed alone.
    String command(long seed) {
        return "bench/run generated --seeds 1 --from %d%s --major %d --features %s%s"
                .formatted(
                        seed,
                        law.option,
                        major,
                        names(features),
                        law == Law.THERE_AND_BACK ? " --edits " + names(editable) : "");
    }

    private static String names(Set<Feature> features) {
        if (features.size() == Feature.values().length) return "all";
        return features.stream().sorted().map(Feature::name).collect(Collectors.joining(","));
    }
}
