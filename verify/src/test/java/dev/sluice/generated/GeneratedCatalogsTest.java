package dev.sluice.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.generated.Campaign;
import dev.sluice.bench.generated.Campaign.Law;
import dev.sluice.bench.generated.Findings;
import dev.sluice.bench.generated.Verdict.Ending;
import dev.sluice.testkit.generated.Feature;
import dev.sluice.testkit.generated.Generator;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Laws on schemas that nobody thought of. What fails is shrunk, and says what runs it alone.
class GeneratedCatalogsTest {
    private static final int THREADS = 2;
    private static final Set<Feature> ALL = EnumSet.allOf(Feature.class);

    @ParameterizedTest
    @CsvSource({"14,40", "15,40", "16,40", "17,40", "18,40"})
    void every_generated_schema_loads_with_its_rows(int major, int seeds) throws Exception {
        Findings findings = new Campaign(Law.LOADS, major, ALL, ALL, 1, seeds).run(THREADS);
        assertThat(findings.failures(1)).isEmpty();
    }

    /// How a thing is called or a column made is counted with the thing.
    private static final Set<Feature> MANNERS =
            EnumSet.of(
                    Feature.HOSTILE_NAME,
                    Feature.COLLATION,
                    Feature.IDENTITY,
                    Feature.STORAGE_PARAMETER,
                    Feature.GENERATED_COLUMN);

    @Test
    void five_hundred_seeds_hold_every_feature() {
        var found = EnumSet.copyOf(MANNERS);
        var generator = new Generator(18, ALL);
        for (long seed = 1; seed <= 500; seed++)
            found.addAll(generator.schema(seed).features().keySet());
        assertThat(found).isEqualTo(ALL);
    }

    @Test
    void a_seed_gives_the_same_schema_and_rows_everywhere() {
        var one = new Generator(18, ALL).schema(11);
        var other = new Generator(18, ALL).schema(11);
        assertThat(one.script()).isEqualTo(other.script()).isNotEmpty();
        assertThat(one.rows()).isEqualTo(other.rows());
    }

    @Test
    void random_schemas_come_round() throws Exception {
        Findings findings = new Campaign(Law.COMES_ROUND, 18, ALL, ALL, 1, 500).run(THREADS);
        assertThat(findings.failures(1)).isEmpty();
    }

    @Test
    void random_pairs_are_planned_there_and_back_with_rows() throws Exception {
        Findings findings = new Campaign(Law.THERE_AND_BACK, 18, ALL, ALL, 1, 300).run(THREADS);
        assertThat(findings.failures(1)).isEmpty();
        assertThat(findings.count(Ending.HOLDS)).isGreaterThan(150);
    }
}
