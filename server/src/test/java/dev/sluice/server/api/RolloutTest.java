package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Stop, resume, retry, undo, soak time, and the history that they leave.
class RolloutTest {
    /// The key of the advisory lock that a run takes.
    private static final long FENCE = 0x736c75696365L;

    private static final Folder ONE =
            Folder.of("0000_one", "CREATE TABLE one (id serial PRIMARY KEY, name text);");
    private static final Folder THREE =
            ONE.with("0001_two", "CREATE TABLE two (id int PRIMARY KEY);")
                    .with("0002_three", "ALTER TABLE one ADD COLUMN age int;");

    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    @Test
    void a_stop_lets_the_migration_under_way_end_and_resume_does_the_rest() throws Exception {
        try (Shop shop = shopWithOne("stop")) {
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            ONE.with("0001_age", "ALTER TABLE one ADD COLUMN age int;")
                                    .with("0002_two", "CREATE TABLE two (id int PRIMARY KEY);"));
            try (var reader = shop.staging.connect();
                    var reading = reader.createStatement()) {
                reader.setAutoCommit(false);
                reading.executeQuery("select * from one").close();
                assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
                Shop.eventually(() -> logged(shop, "tag = '0001_age'"));
                shop.bob.done(shop.path("/changes/2/stop"), Map.of());
                assertThat(shop.act(shop.bob, 2, "undo", Map.of("reason", "x")).status())
                        .isEqualTo(409);
                reader.rollback();
            }
            shop.laneIs(2, "staging", "stopped");
            assertThat(tags(shop.staging)).isEqualTo("0000_one 0001_age");
            assertThat(shop.state(2)).isEqualTo("needs_decision");
            assertThat(shop.act(shop.bob, 2, "retry", Map.of()).status()).isEqualTo(409);
            shop.bob.done(shop.path("/changes/2/resume"), Map.of());
            shop.laneIs(2, "staging", "done");
            assertThat(tags(shop.staging)).isEqualTo("0000_one 0001_age 0002_two");
        }
    }

    @Test
    void a_stop_before_the_first_migration_leaves_all_of_it_to_resume() throws Exception {
        try (Shop shop = shopWithOne("early");
                var fence = shop.staging.connect()) {
            JsonNode change = shop.released(shop.ada, "main", THREE);
            try (var held = fence.createStatement()) {
                held.execute("select pg_advisory_lock(" + FENCE + ")");
            }
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            Shop.eventually(() -> logged(shop, "message like 'waiting for another session%'"));
            shop.bob.done(shop.path("/changes/2/stop"), Map.of());
            try (var held = fence.createStatement()) {
                held.execute("select pg_advisory_unlock_all()");
            }
            shop.laneIs(2, "staging", "stopped");
            assertThat(tags(shop.staging)).isEqualTo("0000_one");
            assertThat(shop.lane(2, "staging").path("runs").get(0).path("state").asString())
                    .isEqualTo("queued");
            shop.bob.done(shop.path("/changes/2/resume"), Map.of());
            shop.laneIs(2, "staging", "done");
            assertThat(tags(shop.staging)).isEqualTo("0000_one 0001_two 0002_three");
        }
    }

    /// Whether a line of the log of the project's runs is like this.
    private static boolean logged(Shop shop, String wanted) {
        return Shop.count(
                        house.metadata,
                        """
                        select count(*) from sluice_server.run_log l join sluice_server.run r on r.id = l.run_id
                        join sluice_server.stage s on s.id = r.stage_id
                        join sluice_server.environment e on e.id = s.environment_id
                        where e.project_id = %d and %s\
                        """
                                .formatted(shop.projectId(), wanted))
                > 0;
    }

    @Test
    void what_restored_metadata_has_forgotten_comes_home_from_the_ledger() throws Exception {
        try (Shop shop = shopWithOne("restored")) {
            shop.rolledOut(shop.released(shop.ada, "main", THREE));
            long before = entries(shop);
            house.metadata.execute(
                    "delete from sluice_server.history where tag <> '0000_one' and " + of(shop),
                    """
                    update sluice_server.managed_database d set recorded_fingerprint = (select fingerprint_after
                        from sluice_server.history h where h.database_id = d.id order by h.id desc limit 1)
                    where project_id = %d\
                    """
                            .formatted(shop.projectId()));
            house.server.bean(dev.sluice.server.work.Work.class).soon("reconcile", 0);
            Shop.eventually(() -> entries(shop) == before);
            Shop.eventually(() ->
                    Shop.count(
                                    house.metadata,
                                    "select count(*) from sluice_server.audit_event where action = 'history.recovered' and project_id = "
                                            + shop.projectId())
                            > 0);
            JsonNode drift = shop.ada.done(shop.path("/databases/staging/drift"), Map.of());
            assertThat(drift.path("differences")).isEmpty();
            shop.rolledOut(
                    shop.released(
                            shop.ada,
                            "main",
                            THREE.with("0003_four", "CREATE TABLE four (id int PRIMARY KEY);")));
        }
    }

    @Test
    void what_the_history_lacks_comes_home_after_the_run_that_is_at_work() throws Exception {
        try (Shop shop = shopWithOne("behind")) {
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            ONE.with("0001_age", "ALTER TABLE one ADD COLUMN age int;"));
            try (var reader = shop.staging.connect();
                    var reading = reader.createStatement()) {
                reader.setAutoCommit(false);
                reading.executeQuery("select * from one").close();
                assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
                Shop.eventually(() -> logged(shop, "tag = '0001_age'"));
                house.metadata.execute("delete from sluice_server.history where " + of(shop));
                house.server
                        .bean(dev.sluice.server.work.Work.class)
                        .soon("reconcile", staging(shop));
                Shop.eventually(() ->
                        Shop.count(
                                        house.metadata,
                                        "select count(*) from sluice_server.scheduled_tasks where task_name = 'reconcile'"
                                                + " and (picked or execution_time <= now())")
                                == 0);
                reader.rollback();
            }
            shop.laneIs(2, "staging", "done");
            Shop.eventually(() -> entries(shop) == 2);
        }
    }

    @Test
    void every_server_that_starts_looks_at_the_ledgers() throws Exception {
        try (Shop shop = shopWithOne("started")) {
            house.metadata.execute("delete from sluice_server.history where " + of(shop));
            try (var other =
                    dev.sluice.server.SluiceServer.start(
                            new dev.sluice.server.UpOptions(
                                    false, "127.0.0.1", 0, house.data, house.metadata.url()))) {
                assertThat(other.port()).isPositive();
                Shop.eventually(() -> entries(shop) == 1);
            }
        }
    }

    private static String of(Shop shop) {
        return "database_id in (select id from sluice_server.managed_database where project_id = "
                + shop.projectId()
                + ")";
    }

    private static long entries(Shop shop) {
        return Shop.count(
                house.metadata, "select count(*) from sluice_server.history where " + of(shop));
    }

    private static long staging(Shop shop) {
        return Shop.count(
                house.metadata,
                "select id from sluice_server.managed_database where name = 'staging' and project_id = "
                        + shop.projectId());
    }

    @Test
    void a_third_that_fails_leaves_two_and_says_so_and_retry_does_only_the_rest() {
        try (Shop shop = house.shop("partly")) {
            shop.rolledOut(shop.released(shop.ada, "main", ONE));
            shop.staging.execute("insert into one (name) values ('x'), ('x')");
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            ONE.with("0001_two", "CREATE TABLE two (id int PRIMARY KEY);")
                                    .with("0002_unique", "ALTER TABLE one ADD UNIQUE (name);"));
            shop.approved(change, "staging", "failed");
            JsonNode run = shop.lane(2, "staging").path("runs").get(0);
            assertThat(run.path("state").asString()).isEqualTo("failed_partly");
            assertThat(run.path("reason").asString()).contains("Applied: 0001_two", "0002_unique");
            assertThat(shop.state(2)).isEqualTo("needs_decision");
            assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
            assertThat(
                            shop.act(shop.bob, 2, "start", Map.of("environment", "production"))
                                    .body()
                                    .toString())
                    .contains("staging comes first");
            shop.staging.execute("delete from one where id = 2");
            shop.bob.done(shop.path("/changes/2/retry"), Map.of());
            shop.laneIs(2, "staging", "done");
            assertThat(tags(shop.staging)).isEqualTo("0000_one 0001_two 0002_unique");
            assertThat(shop.lane(2, "staging").path("runs").get(0).path("attempts").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_concurrent_index_that_fails_leaves_the_steps_before_it_and_retry_goes_on_after_them() {
        try (Shop shop = house.shop("steps")) {
            shop.rolledOut(shop.released(shop.ada, "main", ONE));
            shop.staging.execute("insert into one (name) values ('x'), ('x')");
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            ONE.with(
                                    "0001_online",
                                    "INSERT INTO one (name) VALUES ('y');\n--> statement-breakpoint\nCREATE UNIQUE INDEX CONCURRENTLY names ON one (name);"));
            assertThat(change.path("checks").toString()).contains("0001_online cannot run in one");
            shop.approved(change, "staging", "failed");
            JsonNode run = shop.lane(2, "staging").path("runs").get(0);
            assertThat(run.path("state").asString()).isEqualTo("failed_partly");
            assertThat(run.path("reason").asString()).contains("Steps 1 to 1 of 2", "(x)");
            assertThat(
                            shop.bob
                                    .post(shop.path("/databases/staging/drift"), Map.of())
                                    .body()
                                    .toString())
                    .doesNotContain("names", "by hand");
            shop.staging.execute("delete from one where id = 2");
            shop.bob.done(shop.path("/changes/2/retry"), Map.of());
            shop.laneIs(2, "staging", "done");
            assertThat(Shop.count(shop.staging, "select count(*) from one where name = 'y'"))
                    .isEqualTo(1);
            assertThat(
                            Shop.count(
                                    shop.staging,
                                    "select count(*) from pg_index where not indisvalid"))
                    .isZero();
            shop.approved(change, "production", "done");
        }
    }

    @Test
    void an_undo_is_a_rollout_of_its_own_latest_environment_first() {
        try (Shop shop = shopWithOne("undo")) {
            shop.rolledOut(shop.released(shop.ada, "main", THREE));
            Shop.eventually(() -> shop.state(2).equals("done"));
            Caller.Answer below = shop.act(shop.bob, 1, "undo", Map.of("reason", "x"));
            assertThat(below.status()).isEqualTo(409);
            assertThat(below.detail()).contains("undone first: #2");
            Caller reader = house.caller("bob-undo", Map.of("scopes", List.of("read", "change")));
            assertThat(shop.act(reader, 2, "undo", Map.of("reason", "x")).status()).isEqualTo(403);
            shop.bob.done(shop.path("/changes/2/undo"), Map.of("reason", "not good"));
            assertThat(shop.act(shop.bob, 2, "undo", Map.of("reason", "x")).status())
                    .isEqualTo(409);
            Shop.eventually(() -> shop.state(2).equals("reverted"));
            assertThat(Shop.has(shop.production, "two")).isFalse();
            assertThat(Shop.has(shop.staging, "two")).isFalse();
            assertThat(Shop.has(shop.staging, "one")).isTrue();
            assertThat(
                            Shop.text(
                                    house.metadata,
                                    """
                                    select string_agg(e.name, ' ' order by s.done_at)
                                    from sluice_server.stage s join sluice_server.rollout o on o.id = s.rollout_id
                                    join sluice_server.environment e on e.id = s.environment_id
                                    where o.direction = 'down' and e.project_id =\s\
                                    """
                                            + shop.projectId()))
                    .isEqualTo("production staging");
            JsonNode again = shop.released(shop.ada, "again", THREE);
            assertThat(Shop.number(again)).isEqualTo(3);
            shop.approved(again, "staging", "done");
            assertThat(Shop.has(shop.staging, "two")).isTrue();
        }
    }

    @Test
    void an_undo_that_takes_rows_away_says_how_many_and_needs_a_word_on_it() {
        try (Shop shop = shopWithOne("rows")) {
            shop.rolledOut(shop.released(shop.ada, "main", THREE));
            Shop.eventually(() -> shop.state(2).equals("done"));
            shop.production.execute("insert into two values (1), (2)");
            JsonNode losses = shop.bob.get(shop.path("/changes/2/undo")).body();
            assertThat(losses.findValuesAsString("environment"))
                    .containsExactly("production", "staging");
            assertThat(losses.get(0).path("words").get(0).asString())
                    .isEqualTo("table public.two: 2 rows will be gone");
            assertThat(losses.get(1).path("words")).isEmpty();
            Caller.Answer bare = shop.act(shop.bob, 2, "undo", Map.of("reason", "back"));
            assertThat(bare.status()).isEqualTo(409);
            assertThat(bare.detail()).contains("2 rows will be gone", "Nothing was changed");
            assertThat(shop.state(2)).isEqualTo("done");
            shop.bob.done(
                    shop.path("/changes/2/undo"), Map.of("reason", "back", "acceptDataLoss", true));
            Shop.eventually(() -> shop.state(2).equals("reverted"));
            assertThat(Shop.has(shop.production, "two")).isFalse();
        }
    }

    @Test
    void an_undo_over_adopted_drift_says_what_else_can_be_done() {
        try (Shop shop = shopWithOne("adopted-over")) {
            shop.rolledOut(shop.released(shop.ada, "main", THREE));
            Shop.eventually(() -> shop.state(2).equals("done"));
            shop.production.execute("alter table one add column by_hand int");
            shop.bob.done(shop.path("/databases/production/drift"), Map.of());
            house.root.done(
                    shop.path("/databases/production/drift/adopt"), Map.of("reason", "kept"));
            Caller.Answer refused = shop.act(shop.bob, 2, "undo", Map.of("reason", "back"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail())
                    .contains("adopted on production after #2", "by a new change");
            assertThat(shop.state(2)).isEqualTo("done");
        }
    }

    @Test
    void the_history_tells_the_difference_between_any_two() {
        try (Shop shop = shopWithOne("history")) {
            shop.rolledOut(shop.released(shop.ada, "main", THREE));
            Shop.eventually(() -> shop.state(2).equals("done"));
            shop.bob.done(shop.path("/changes/2/undo"), Map.of("reason", "back"));
            Shop.eventually(() -> shop.state(2).equals("reverted"));
            JsonNode history = shop.bob.list(shop.path("/databases/production/history"));
            assertThat(
                            StreamSupport.stream(history.spliterator(), false)
                                    .map(h ->
                                            h.path("direction").asString()
                                                    + " "
                                                    + h.path("tag").asString())
                                    .toList()
                                    .reversed())
                    .containsExactly(
                            "up 0000_one",
                            "up 0001_two",
                            "up 0002_three",
                            "down 0002_three",
                            "down 0001_two");
            assertThat(history.findValues("fingerprintBefore"))
                    .hasSize(5)
                    .noneMatch(JsonNode::isNull);
            assertThat(history.findValues("fingerprintAfter"))
                    .hasSize(5)
                    .noneMatch(JsonNode::isNull);
            assertThat(between(shop, history, 4, 4)).contains("public.one").doesNotContain("age");
            assertThat(between(shop, history, 3, 2)).contains("two", "age");
            assertThat(between(shop, history, 2, 2)).contains("age").doesNotContain("two");
            assertThat(between(shop, history, 3, 0)).isEqualTo("[]");
        }
    }

    /// From before the one entry to after the other, counted from the newest.
    private static String between(Shop shop, JsonNode history, int from, int to) {
        return shop.bob
                .get(
                        shop.path(
                                "/databases/production/history/diff?from=%d&to=%d"
                                        .formatted(
                                                history.get(from).path("id").asLong(),
                                                history.get(to).path("id").asLong())))
                .body()
                .toString();
    }

    @Test
    void production_soaks_and_begins_by_itself_when_the_time_is_over() {
        String name = "soak";
        try (Shop shop = house.shop(name)) {
            house.metadata.execute(
                    "update sluice_server.environment set soak_seconds = 3600 where name = 'staging' and project_id = "
                            + shop.projectId(),
                    "update sluice_server.environment set automatic = true where name = 'production' and project_id = "
                            + shop.projectId());
            JsonNode change = shop.released(shop.ada, "main", ONE);
            assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
            shop.approved(change, "staging", "done");
            Caller.Answer early =
                    shop.act(shop.bob, 1, "start", Map.of("environment", "production"));
            assertThat(early.status()).isEqualTo(409);
            assertThat(early.body().toString()).contains("soaks for another 3");
            assertThat(shop.lane(1, "production").path("state").asString()).isEqualTo("waiting");
            house.metadata.execute(
                    "update sluice_server.environment set soak_seconds = 1 where name = 'staging' and project_id = "
                            + shop.projectId());
            shop.laneIs(1, "production", "done");
            assertThat(
                            Shop.count(
                                    house.metadata,
                                    """
                                    select count(*) from sluice_server.stage late join sluice_server.stage early
                                    on early.rollout_id = late.rollout_id and early.position < late.position
                                    join sluice_server.environment e on e.id = late.environment_id
                                    where late.started_at >= early.done_at + interval '1 second'
                                    and e.project_id =\s\
                                    """
                                            + shop.projectId()))
                    .isEqualTo(1);
        }
    }

    private static Shop shopWithOne(String name) {
        Shop shop = house.shop(name);
        shop.rolledOut(shop.released(shop.ada, "main", ONE));
        Shop.eventually(() -> shop.state(1).equals("done"));
        return shop;
    }

    /// In the order of their application.
    private static String tags(TestDatabase database) {
        return Shop.text(
                database,
                "select string_agg(tag, ' ' order by at, tag) from sluice.applied where direction = 'up'");
    }
}
