package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One change over many databases: several at once, canary and batches, a number of failures that
/// stops, and what is left to do afterwards. How many work at once is read in the databases.
class FleetTest {
    private static final int ALL = 40;
    private static final int FEW = 12;

    private static RunningServer house;
    private static Tenants fleet;
    private static Tenants few;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
        fleet = new Tenants(house, "fleet", ALL);
        few = new Tenants(house, "few", FEW);
    }

    @AfterAll
    static void stop() throws Exception {
        fleet.close();
        few.close();
        house.close();
    }

    @Test
    void f31_three_broken_of_forty_are_named_the_others_done_and_retry_does_only_the_three()
            throws Exception {
        fleet.pace(Map.of("parallel", 8, "stopAfter", 4));
        int change = fleet.released(0.05);
        TestDatabase drifted = database(fleet, "db_05");
        TestDatabase broken = database(fleet, "db_11");
        TestDatabase closed = database(fleet, "db_17");
        drifted.execute("CREATE TABLE by_hand (id int)");
        shut(closed, true);
        broken.execute("SELECT lo_create(4711)");
        fleet.start(change);
        fleet.is(change, "failed");
        assertThat(fleet.change(change).path("change").path("state").asString())
                .isEqualTo("needs_decision");
        assertThat(fleet.change(change).path("sentence").asString())
                .contains(
                        "3 of 40 databases in fleet did not come to their end: db_05, db_11, db_17.");
        assertThat(fleet.lane(change).path("progress").path("failed").toString())
                .isEqualTo("[\"db_05\",\"db_11\",\"db_17\"]");
        assertThat(fleet.runs(change))
                .containsAll(
                        List.of("db_05 waiting 1", "db_11 failed_nothing 1", "db_17 waiting 1"))
                .filteredOn(r -> r.endsWith(" applied 1"))
                .hasSize(ALL - 3);

        drifted.execute("DROP TABLE by_hand");
        broken.execute("SELECT lo_unlink(4711)");
        shut(closed, false);
        assertThat(fleet.act(change, "retry").status()).isEqualTo(200);
        fleet.is(change, "done");
        assertThat(fleet.runs(change))
                .containsAll(List.of("db_05 applied 2", "db_11 applied 2", "db_17 applied 2"))
                .filteredOn(r -> r.endsWith(" applied 1"))
                .hasSize(ALL - 3);
        assertThat(once(fleet, change - 1)).isEqualTo(ALL);
        assertThat(Tenants.atOnce(fleet.spans(change - 1))).isBetween(2, 8);
    }

    private static TestDatabase database(Tenants fleet, String name) {
        return java.util.Objects.requireNonNull(fleet.databases.get(name));
    }

    private static void shut(TestDatabase database, boolean shut) throws SQLException {
        String name = database.url().replaceAll(".*/|\\?.*", "");
        house.metadata.execute(
                "ALTER DATABASE \"%s\" ALLOW_CONNECTIONS %s".formatted(name, !shut),
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                        .formatted(name));
    }

    /// In how many databases the migration stands, once.
    private static long once(Tenants fleet, int migration) {
        String rows =
                "select count(*) from sluice.applied where direction = 'up' and tag like '%04d%%'"
                        .formatted(migration);
        return fleet.databases.values().stream().filter(d -> Shop.count(d, rows) == 1).count();
    }

    @Test
    void a_canary_that_fails_lets_none_of_the_others_begin_and_goes_first_when_it_is_mended()
            throws Exception {
        few.pace(Map.of("parallel", 4, "canaries", List.of("db_09"), "batch", 4, "stopAfter", 9));
        int change = few.released(0.05);
        TestDatabase canary = database(few, "db_09");
        canary.execute("CREATE TABLE by_hand (id int)");
        few.start(change);
        few.is(change, "failed");
        assertThat(few.runs(change))
                .contains("db_09 waiting 1")
                .filteredOn(r -> r.endsWith(" queued 0"))
                .hasSize(FEW - 1);
        assertThat(few.spans(change - 1)).isEmpty();

        canary.execute("DROP TABLE by_hand");
        assertThat(few.act(change, "retry").status()).isEqualTo(200);
        few.is(change, "done");
        List<Tenants.Span> spans = few.spans(change - 1);
        assertThat(spans.getFirst().database()).isEqualTo("db_09");
        assertThat(Tenants.atOnce(spans)).isBetween(2, 4);
        var batches = new ArrayList<List<String>>();
        batches.add(List.of("db_09"));
        batches.add(Tenants.names(1, 4));
        batches.add(Tenants.names(5, 8));
        batches.add(Tenants.names(10, 12));
        for (int i = 1; i < batches.size(); i++)
            assertThat(began(spans, batches.get(i)))
                    .as("batch %d", i)
                    .isAfterOrEqualTo(ended(spans, batches.get(i - 1)));
        assertThat(few.change(change).path("sentence").asString()).isEqualTo("Done in fleet.");
        assertThat(few.lane(change).path("progress").path("batches").asInt()).isEqualTo(3);
    }

    private static Instant began(List<Tenants.Span> spans, List<String> of) {
        return spans.stream()
                .filter(s -> of.contains(s.database()))
                .map(Tenants.Span::began)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant ended(List<Tenants.Span> spans, List<String> of) {
        return spans.stream()
                .filter(s -> of.contains(s.database()))
                .map(Tenants.Span::ended)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    @Test
    void one_host_gives_no_more_turns_than_its_limit_to_two_changes_at_once() {
        try (var other = new Tenants(house, "other", 8)) {
            few.pace(Map.of("parallel", 8, "perInstance", 3));
            other.pace(Map.of("parallel", 8));
            int change = few.released(0.1);
            int theirs = other.released(0.1);
            few.start(change);
            other.start(theirs);
            few.is(change, "done");
            other.is(theirs, "done");
            var spans = new ArrayList<>(few.spans(change - 1));
            spans.addAll(other.spans(0));
            assertThat(spans).hasSize(FEW + 8);
            assertThat(Tenants.atOnce(spans)).isBetween(2, 3);
        } finally {
            few.pace(Map.of());
        }
    }

    @Test
    void a_stop_lets_those_under_way_end_and_undo_takes_back_only_what_was_applied()
            throws Exception {
        few.pace(Map.of("parallel", 4));
        int change = few.released(0.3);
        few.start(change);
        Shop.eventually(() -> few.lane(change).path("progress").path("done").asInt() >= 4);
        assertThat(few.act(change, "stop").status()).isEqualTo(200);
        few.is(change, "stopped");
        List<String> stopped = few.runs(change);
        assertThat(stopped).allMatch(r -> r.endsWith(" applied 1") || r.contains(" queued "));
        long applied = stopped.stream().filter(r -> r.endsWith(" applied 1")).count();
        assertThat(applied).isBetween(4L, FEW - 1L).isEqualTo(once(few, change - 1));

        Caller.Answer undone = few.act(change, "undo");
        assertThat(undone.status()).as("%s", undone).isEqualTo(200);
        Shop.eventually(() ->
                few.change(change).path("change").path("state").asString().equals("reverted"));
        assertThat(few.spans(change - 1)).isEmpty();
        assertThat(few.runs(change))
                .filteredOn(r -> r.endsWith(" reverted 1"))
                .hasSize((int) applied);
    }

    @Test
    void a_turn_whose_task_is_lost_is_found_again() throws Exception {
        few.pace(Map.of("parallel", 2));
        int change = few.released(0.05);
        var lost =
                """
                create function sluice_server.lose() returns trigger language plpgsql as
                'begin if new.task_name = ''run'' then return null; end if; return new; end'\
                """;
        house.metadata.execute(
                lost,
                "create trigger lose before insert on sluice_server.scheduled_tasks for each row execute function sluice_server.lose()");
        few.start(change);
        Shop.eventually(() ->
                Shop.count(house.metadata, "select count(*) from sluice_server.run where due")
                        == 2);
        house.metadata.execute(
                "drop trigger lose on sluice_server.scheduled_tasks",
                "drop function sluice_server.lose()");
        few.is(change, "done");
        assertThat(once(few, change - 1)).isEqualTo(FEW);
    }

    @Test
    void a_pace_that_cannot_be_is_refused_with_everything_that_is_wrong() {
        Caller.Answer answer =
                house.root.put(
                        few.path("/environments/fleet/rollout"),
                        Map.of("parallel", 0, "stopAfter", 0, "canaries", List.of("db_99")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail())
                .contains("parallel is 1 to 100", "stopAfter", "no database \"db_99\" in fleet");
    }
}
