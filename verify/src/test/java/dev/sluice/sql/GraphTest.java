package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the sort does where no order satisfies all.
class GraphTest {
    @Test
    void a_cycle_is_broken_at_a_member_and_what_waits_for_it_goes_on_waiting() {
        var graph = new Graph<>(Comparator.<String>naturalOrder(), List.of("a", "b", "c", "d"));
        graph.before("b", "c");
        graph.before("c", "b");
        graph.before("c", "a");
        graph.before("a", "d");
        assertThat(graph.sorted()).containsExactly("b", "c", "a", "d");
    }
}
