package dev.sluice.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The changes at which tools of this kind fail, each with the plan that a person found right.
/// `-Dtraps.write=true` writes the plans anew, to be reviewed like code.
class TrapsTest {
    private static final boolean WRITE = Boolean.getBoolean("traps.write");
    private static final int LAST = 55;

    /// Without a folder, and where they are tested.
    private static final Map<Integer, String> ELSEWHERE =
            Map.of(
                    55,
                    "the way back of every plan: each folder here, PlanRoundTripTest and"
                            + " GeneratedCatalogsTest; on rows: ProverTest");

    private static final int LANES = 2;
    private static final Map<Trap, CompletableFuture<Lane.Outcome>> OUTCOMES =
            new LinkedHashMap<>();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(LANES);

    @BeforeAll
    static void run_all_in_two_lanes() {
        for (Trap t : traps()) OUTCOMES.put(t, new CompletableFuture<>());
        var open = new ConcurrentLinkedQueue<Trap>(OUTCOMES.keySet());
        for (int i = 0; i < LANES; i++) POOL.submit(() -> work(open));
    }

    @AfterAll
    static void wait_for_the_lanes_to_close() {
        POOL.close();
    }

    private static List<Trap> traps() {
        return Trap.all();
    }

    @ParameterizedTest
    @MethodSource("traps")
    void a_trap_is_planned_as_it_was_reviewed_and_leads_there_and_back(Trap trap) {
        Lane.Outcome outcome = OUTCOMES.get(trap).join();
        if (WRITE) trap.write(outcome.answers());
        assertThat(outcome.faults()).isEmpty();
        assertThat(outcome.answers()).isEqualTo(trap.reviewed());
    }

    @Test
    void every_trap_has_a_folder_or_is_tested_elsewhere() {
        var numbers = new TreeSet<Integer>(ELSEWHERE.keySet());
        traps().forEach(t -> numbers.add(t.number()));
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, LAST).boxed().toList());
    }

    /// Takes traps until none is left.
    private static void work(Queue<Trap> open) {
        var lanes = new TreeMap<Integer, Lane>();
        for (Trap trap = open.poll(); trap != null; trap = open.poll()) {
            CompletableFuture<Lane.Outcome> outcome = OUTCOMES.get(trap);
            try {
                Lane lane = lanes.get(trap.major());
                if (lane == null) lanes.put(trap.major(), lane = Lane.open(trap.major()));
                outcome.complete(lane.run(trap));
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        }
        for (Lane lane : lanes.values())
            try {
                lane.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
    }
}
