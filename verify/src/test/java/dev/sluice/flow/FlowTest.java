package dev.sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.flow.Story;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The work of a team on a schema, on real parts: `bench/run flow` prints the same story.
class FlowTest {
    @Test
    void a_change_goes_from_the_schema_over_review_to_production_and_comes_home() throws Exception {
        var transcript = new ByteArrayOutputStream();
        var out = new PrintStream(transcript, true, StandardCharsets.UTF_8);
        try {
            assertThat(Story.tell(out).commands()).isPositive();
        } catch (Exception e) {
            throw new AssertionError(transcript.toString(StandardCharsets.UTF_8), e);
        }
    }
}
