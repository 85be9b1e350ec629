package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one metadata database share the work; none of it is done twice.
class TwoServersTest {
    private static final String AT_WORK =
            "select coalesce(max(picked_by), '') from sluice_server.scheduled_tasks where task_name = 'run' and picked";

    private static final String SLEEPING =
            "select count(*) from pg_stat_activity where datname = 'target' and state = 'active' and wait_event = 'PgSleep'";

    private static final String FLEET_SLEEPING =
            "select count(*) from pg_stat_activity where datname like 'target%' and state = 'active' and wait_event = 'PgSleep'";

    private static final List<String> FLEET =
            IntStream.rangeClosed(1, 9).mapToObj(i -> "target_" + i).toList();

    private static final String RUN = "select coalesce(max(state), '') from sluice_server.run";

    private static final String RUNS =
            "select string_agg(state, ' ' order by id) from sluice_server.run";

    private static final String CHANGE = "select state from sluice_server.change";

    private static final String END_SESSION =
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())";

    /// Four seconds in a statement, and four in COMMIT.
    private static final String SLEEPS =
            "SELECT pg_sleep(CASE WHEN current_database() = 'target' THEN 4 ELSE 0 END);";

    private static final String STALLS =
            """
            CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_sleep(CASE WHEN current_database() = ''target'' THEN 4 ELSE 0 END); RETURN NULL; END';
            --> statement-breakpoint
            CREATE CONSTRAINT TRIGGER stalls AFTER INSERT ON t0 DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION stall();
            --> statement-breakpoint
            INSERT INTO t0 VALUES (2);\
            """;

    @TempDir Path folder;
    private String root = "";
    private String awake = "";
    private final Map<String, String> migrations = new TreeMap<>();

    @Test
    void of_starts_on_both_at_once_exactly_one_runs() throws Exception {
        try (var house = household()) {
            String root = house.ruler();
            var other = house.neighbour();
            try {
                for (int round = 1; round <= 4; round++) {
                    released(house, root, "SELECT 1;");
                    List<Integer> answers = started(house, other, root, round);
                    assertThat(answers).as(house.said()).containsExactly(200, 409, 409, 409);
                    done(house, round);
                    once(house, round);
                    assertThat(house.text("metadata", "select count(*) from sluice_server.attempt"))
                            .isEqualTo("" + round);
                }
            } finally {
                other.process().destroy();
                other.process().waitFor();
            }
        }
    }

    /// Two wishes at each server, all at the same moment.
    private static List<Integer> started(
            Household house, Household.Neighbour other, String root, int change) throws Exception {
        var line = new CyclicBarrier(4);
        var wishes =
                List.of(house.address(), house.address(), other.address(), other.address()).stream()
                        .<Callable<Integer>>map(address ->
                                () -> {
                                    line.await();
                                    return start(house, address, root, change);
                                })
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(wishes).stream().map(f -> f.resultNow()).sorted().toList();
        }
    }

    private static int start(Household house, String address, String root, int change) {
        return house.api(
                        address,
                        root,
                        "/api/v1/projects/shop/changes/" + change + "/start",
                        "{\"environment\": \"staging\"}")
                .path("status")
                .asInt();
    }

    @Test
    void what_a_killed_server_had_under_way_is_finished_by_the_other_once() throws Exception {
        underWay(
                SLEEPS,
                (house, victim) -> {
                    victim.destroyForcibly().waitFor();
                    done(house, 1);
                    once(house, 1);
                    assertThat(attempts(house)).isEqualTo("2");
                });
    }

    @Test
    void a_server_that_slept_beyond_its_lease_ends_what_it_holds_and_the_other_waits_for_it()
            throws Exception {
        underWay(
                SLEEPS,
                (house, sleeper) -> {
                    signal(sleeper, "STOP");
                    Household.eventually(() -> house.text("metadata", RUN).equals("unknown"));
                    signal(sleeper, "CONT");
                    done(house, 1);
                    ended(sleeper);
                    once(house, 1);
                    assertThat(attempts(house)).isEqualTo("1");
                });
    }

    @Test
    void a_server_that_slept_until_its_session_was_ended_does_nothing_more() throws Exception {
        underWay(
                SLEEPS,
                (house, sleeper) -> {
                    signal(sleeper, "STOP");
                    Household.eventually(() -> house.text("metadata", RUN).equals("unknown"));
                    house.execute("target", END_SESSION);
                    done(house, 1);
                    signal(sleeper, "CONT");
                    ended(sleeper);
                    once(house, 1);
                    assertThat(attempts(house)).isEqualTo("2");
                });
    }

    @Test
    void a_server_that_slept_since_its_commit_does_not_take_back_what_was_undone_meanwhile()
            throws Exception {
        underWay(
                STALLS,
                (house, sleeper) -> {
                    signal(sleeper, "STOP");
                    Household.eventually(() -> house.text("metadata", RUN).equals("unknown"));
                    Household.eventually(() ->
                            house.text("target", "select count(*) from sluice.applied")
                                    .equals("1"));
                    house.execute("target", END_SESSION);
                    done(house, 1);
                    assertThat(
                                    house.api(
                                                    awake,
                                                    root,
                                                    "/api/v1/projects/shop/changes/1/undo",
                                                    "{\"reason\": \"not wanted\", \"acceptDataLoss\": true}")
                                            .path("status")
                                            .asInt())
                            .isEqualTo(200);
                    Household.eventually(() -> house.text("metadata", CHANGE).equals("reverted"));
                    signal(sleeper, "CONT");
                    ended(sleeper);
                    assertThat(house.text("metadata", RUNS)).isEqualTo("reverted reverted");
                    assertThat(house.text("metadata", CHANGE)).isEqualTo("reverted");
                    assertThat(house.text("metadata", "select count(*) from sluice_server.history"))
                            .isEqualTo("2");
                    assertThat(house.text("target", "select count(*) from sluice.applied"))
                            .isEqualTo("2");
                });
    }

    @Test
    void of_a_fleet_under_way_when_a_server_is_killed_each_database_is_done_once()
            throws Exception {
        try (var house = household()) {
            root = house.ruler();
            for (String name : FLEET) {
                house.target(name, "of the target");
                house.register(root, "shop", "staging", name, "of the target");
            }
            house.execute("metadata", "update sluice_server.environment set parallel = 5");
            var other = house.neighbour();
            try {
                released(
                        house,
                        root,
                        "SELECT pg_sleep(CASE WHEN current_database() LIKE 'target%' THEN 2 ELSE 0 END);");
                assertThat(start(house, house.address(), root, 1)).isEqualTo(200);
                Household.eventually(() -> house.text("postgres", FLEET_SLEEPING).equals("5"));
                boolean its = house.text("metadata", AT_WORK).endsWith("/" + other.process().pid());
                (its ? other.process() : house.server()).destroyForcibly().waitFor();
                done(house, 1);
                for (String name : FLEET) {
                    assertThat(house.text(name, "select count(*) from sluice.applied"))
                            .isEqualTo("1");
                    assertThat(house.text(name, "select count(*) from t0")).isEqualTo("1");
                }
                assertThat(house.text("metadata", "select count(*) from sluice_server.history"))
                        .isEqualTo("" + (FLEET.size() + 1));
                assertThat(
                                house.text(
                                        "metadata",
                                        "select count(*) from sluice_server.run where due"))
                        .isEqualTo("0");
            } finally {
                other.process().destroyForcibly().waitFor();
            }
        }
    }

    /// With a migration at work in the target: its server.
    private interface Blow {
        void on(Household house, Process server) throws Exception;
    }

    private void underWay(String statement, Blow blow) throws Exception {
        try (var house = household()) {
            root = house.ruler();
            var other = house.neighbour();
            try {
                released(house, root, statement);
                assertThat(start(house, house.address(), root, 1)).isEqualTo(200);
                Household.eventually(() -> house.text("postgres", SLEEPING).equals("1"));
                boolean its = house.text("metadata", AT_WORK).endsWith("/" + other.process().pid());
                awake = its ? house.address() : other.address();
                blow.on(house, its ? other.process() : house.server());
            } finally {
                other.process().destroyForcibly().waitFor();
            }
        }
    }

    private static void signal(Process process, String name) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
        assertThat(kill.waitFor()).isZero();
    }

    /// SIGTERM: what it has under way it brings to its end.
    private static void ended(Process server) throws InterruptedException {
        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private static String attempts(Household house) {
        return house.text(
                "metadata",
                "select count(*) from sluice_server.attempt where ended_at is not null");
    }

    private static Household household() throws Exception {
        var house = new Household("of the postgres", "correct horse battery", Map.of());
        house.target("target", "of the target");
        house.project(
                house.ruler(),
                "shop",
                "{\"name\": \"staging\", \"approvals\": 0, \"automatic\": false, \"soakSeconds\": 0}");
        house.register(house.ruler(), "shop", "staging", "target", "of the target");
        return house;
    }

    /// One more migration: a table with one row, and a statement.
    private void released(Household house, String root, String statement) throws Exception {
        String table = "t" + migrations.size();
        migrations.put(
                "%04d_%s".formatted(migrations.size(), table),
                "CREATE TABLE %s (id int);\n--> statement-breakpoint\nINSERT INTO %s VALUES (1);\n--> statement-breakpoint\n%s"
                        .formatted(table, table, statement));
        Household.project(folder, migrations);
        Files.writeString(
                folder.resolve("drizzle/0000_t0.down.sql"),
                "DROP TABLE t0 CASCADE;\n--> statement-breakpoint\nDROP FUNCTION IF EXISTS stall();");
        var released =
                house.sluice(
                        folder,
                        "root",
                        "",
                        Map.of("SLUICE_TOKEN", root),
                        "release",
                        "--ref",
                        "r" + migrations.size());
        assertThat(released.exit()).as(released.text()).isZero();
    }

    private static void done(Household house, int change) {
        Household.eventually(() ->
                house.text(
                                "metadata",
                                "select state from sluice_server.change where number = " + change)
                        .equals("done"));
    }

    private void once(Household house, int all) {
        assertThat(house.text("target", "select count(*) from sluice.applied")).isEqualTo("" + all);
        assertThat(house.text("metadata", "select count(*) from sluice_server.history"))
                .isEqualTo("" + all);
        assertThat(
                        house.text(
                                "metadata",
                                "select count(*) from sluice_server.audit_event where action = 'change.done'"))
                .isEqualTo("" + all);
        for (int i = 0; i < all; i++)
            assertThat(house.text("target", "select count(*) from t" + i)).isEqualTo("1");
    }
}
