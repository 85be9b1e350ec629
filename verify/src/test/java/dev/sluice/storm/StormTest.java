package dev.sluice.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.storm.ReplicaStorm;
import dev.sluice.bench.storm.Tally;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// A short storm; `bench/run storm` is the long one.
class StormTest {
    private static final int KILLS = 40;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    @Test
    void nothing_is_done_twice_and_nothing_lost_when_two_servers_are_killed_at_work()
            throws Exception {
        Tally tally = storm(new ReplicaStorm.Plan(4, KILLS, 4, 18, false));
        assertThat(tally.violations()).as(told()).isEmpty();
        assertThat(tally.kills()).as(told()).isGreaterThanOrEqualTo(KILLS);
        assertThat(3 * tally.killsAtWork()).as(told()).isGreaterThanOrEqualTo(2 * tally.kills());
        assertThat(tally.points().values().stream().filter(times -> times > 0))
                .as(told())
                .hasSizeGreaterThan(8);
        assertThat(tally.done()).as(told()).isPositive();
        assertThat(tally.queued()).as(told()).isPositive();
    }

    @Test
    void servers_that_record_in_a_second_transaction_are_found_out() throws Exception {
        Tally tally = storm(new ReplicaStorm.Plan(5, 20, 2, 18, true));
        assertThat(tally.violations()).as(told()).isNotEmpty();
    }

    private Tally storm(ReplicaStorm.Plan plan) throws Exception {
        var out = new PrintStream(heard, true, StandardCharsets.UTF_8);
        try {
            Tally tally = ReplicaStorm.run(plan, out);
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
