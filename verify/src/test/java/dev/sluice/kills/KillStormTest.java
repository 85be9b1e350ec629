package dev.sluice.kills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.kills.Storm;
import dev.sluice.bench.kills.Tally;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// A short storm; `bench/run kills` is the long one. Three databases are worked on at once, so each
/// kill hits several attempts.
class KillStormTest {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    @Test
    void nothing_is_done_twice_and_nothing_lost_when_the_server_is_killed_at_work()
            throws Exception {
        Tally tally = storm(new Storm.Plan(4, 3, 3, false, false));
        assertThat(tally.violations()).as(told()).isEmpty();
        assertThat(tally.kills()).as(told()).isEqualTo(3);
        assertThat(tally.attemptsHit()).as(told()).isGreaterThanOrEqualTo(5);
        assertThat(tally.hitsInUndo()).as(told()).isPositive();
    }

    @Test
    void a_server_that_records_in_a_second_transaction_is_found_out() throws Exception {
        Tally tally = storm(new Storm.Plan(5, 6, 3, false, true));
        assertThat(tally.violations()).as(told()).isNotEmpty();
    }

    private Tally storm(Storm.Plan plan) throws Exception {
        var out = new PrintStream(heard, true, StandardCharsets.UTF_8);
        try {
            Tally tally = Storm.run(plan, out);
            tally.print(out);
            return tally;
        } catch (Exception e) {
            throw new AssertionError(told(), e);
        }
    }

    private String told() {
        return heard.toString(StandardCharsets.UTF_8);
    }
}
