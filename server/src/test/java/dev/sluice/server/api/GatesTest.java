package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Tries to get past each gate over HTTP.
class GatesTest {
    private static final Folder USERS =
            Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);");
    private static final Folder ORDERS =
            USERS.with("0001_orders", "CREATE TABLE orders (id serial PRIMARY KEY, total int);");

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
    void approving_what_somebody_has_edited_since_is_refused_and_says_what_changed() {
        try (Shop shop = house.shop("edited")) {
            JsonNode seen = shop.released(shop.ada, "main", USERS);
            JsonNode now = shop.released(shop.ada, "main", ORDERS);
            assertThat(Shop.number(now)).isEqualTo(Shop.number(seen));
            Caller.Answer refused = shop.approve(shop.bob, seen, "staging");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail()).contains("revision 2", "0001_orders");
            assertThat(shop.approve(shop.bob, now, "staging").status()).isEqualTo(200);
        }
    }

    @Test
    void an_edit_voids_the_approvals_that_stood() {
        try (Shop shop = new Shop(house, "voided", 2)) {
            JsonNode seen = shop.released(shop.ada, "main", USERS);
            assertThat(shop.approve(shop.bob, seen, "staging").status()).isEqualTo(200);
            int number = Shop.number(seen);
            assertThat(shop.lane(number, "staging").path("approvals")).hasSize(1);
            shop.released(shop.ada, "main", ORDERS);
            assertThat(shop.lane(number, "staging").path("approvals")).isEmpty();
        }
    }

    @Test
    void s08_the_author_is_refused_by_whatever_token() {
        try (Shop shop = house.shop("author")) {
            JsonNode change = shop.released(shop.ada, "main", USERS);
            Caller second =
                    house.caller(
                            "ada-author",
                            Map.of("name", "second", "scopes", List.of("approve", "read")));
            Caller.Answer refused = shop.approve(second, change, "staging");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail()).contains("Somebody else");
            assertThat(shop.lane(Shop.number(change), "staging").path("approvals")).isEmpty();
        }
    }

    @Test
    void s08_an_editor_is_refused_and_so_is_who_approved_and_edited_then() {
        try (Shop shop = house.shop("editor")) {
            JsonNode first = shop.released(shop.ada, "main", USERS);
            JsonNode second = shop.released(shop.bob, "main", ORDERS);
            assertThat(Shop.number(second)).isEqualTo(Shop.number(first));
            assertThat(shop.approve(shop.bob, second, "staging").status()).isEqualTo(409);
            assertThat(shop.approve(shop.ada, second, "staging").status()).isEqualTo(409);
        }
    }

    @Test
    void a_token_without_the_scope_is_refused() {
        try (Shop shop = house.shop("scope")) {
            JsonNode change = shop.released(shop.ada, "main", USERS);
            Caller reader = house.caller("bob-scope", Map.of("scopes", List.of("read")));
            assertThat(shop.approve(reader, change, "staging").status()).isEqualTo(403);
            assertThat(shop.act(reader, Shop.number(change), "start", Map.of()).status())
                    .isEqualTo(403);
            assertThat(shop.release(reader, "other", ORDERS).status()).isEqualTo(403);
            assertThat(reader.post("/tokens", Map.of("login", "bob-scope")).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void production_waits_for_staging_whatever_is_approved() {
        try (Shop shop = house.shop("order")) {
            JsonNode change = shop.released(shop.ada, "main", USERS);
            int number = Shop.number(change);
            assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
            Caller.Answer refused =
                    shop.act(shop.bob, number, "start", Map.of("environment", "production"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().toString()).contains("staging comes first");
            for (String verb : List.of("retry", "resume", "stop"))
                assertThat(
                                shop.act(
                                                shop.bob,
                                                number,
                                                verb,
                                                Map.of("environment", "production"))
                                        .status())
                        .isIn(404, 409);
            assertThat(shop.act(shop.bob, number, "undo", Map.of("reason", "none")).status())
                    .isEqualTo(409);
            assertThat(Shop.has(shop.production, "users")).isFalse();
        }
    }

    @Test
    void f29_a_released_file_with_other_bytes_is_refused() {
        try (Shop shop = house.shop("bytes")) {
            JsonNode change = shop.released(shop.ada, "main", USERS);
            Folder edited =
                    ORDERS.edited("0000_users", "CREATE TABLE users (id serial PRIMARY KEY);");
            Caller.Answer held = shop.release(shop.ada, "other", edited);
            assertThat(held.status()).isEqualTo(422);
            assertThat(held.detail()).contains("0000_users was edited");
            shop.approved(change, "staging", "done");
            assertThat(shop.release(shop.ada, "main", edited).status()).isEqualTo(422);
            shop.approved(change, "production", "done");
            Caller.Answer applied = shop.release(shop.ada, "main", edited);
            assertThat(applied.status()).isEqualTo(422);
            assertThat(applied.detail()).contains("0000_users was edited after it was applied");
        }
    }

    @Test
    void f29_a_database_changed_by_hand_after_the_checks_stops_before_the_first_statement() {
        try (Shop shop = house.shop("stale")) {
            JsonNode change = shop.released(shop.ada, "main", USERS);
            int number = Shop.number(change);
            shop.staging.execute("create table by_hand (id int)");
            shop.approved(change, "staging", "failed");
            JsonNode run = shop.lane(number, "staging").path("runs").get(0);
            assertThat(run.path("state").asString()).isEqualTo("waiting");
            assertThat(run.path("reason").asString()).contains("by_hand");
            assertThat(shop.state(number)).isEqualTo("needs_decision");
            assertThat(Shop.has(shop.staging, "users")).isFalse();
            String log =
                    shop.bob
                            .get(
                                    shop.path(
                                            "/changes/%d/runs/%d/log"
                                                    .formatted(number, run.path("id").asLong())))
                            .body()
                            .toString();
            assertThat(log).doesNotContain("CREATE TABLE");
            shop.staging.execute("drop table by_hand");
            shop.bob.done(shop.path("/changes/" + number + "/retry"), Map.of());
            shop.laneIs(number, "staging", "done");
        }
    }

    @Test
    void a_predecessor_that_is_closed_voids_the_approval() {
        try (Shop shop = house.shop("predecessor")) {
            JsonNode first = shop.released(shop.ada, "one", USERS);
            JsonNode second = shop.released(shop.ada, "two", ORDERS);
            assertThat(second.path("revision").path("predecessors").toString()).isEqualTo("[1]");
            assertThat(shop.approve(shop.bob, second, "staging").status()).isEqualTo(200);
            shop.ada.done(
                    shop.path("/changes/" + Shop.number(first) + "/close"),
                    Map.of("reason", "not wanted"));
            int number = Shop.number(second);
            Caller.Answer refused =
                    shop.act(shop.bob, number, "start", Map.of("environment", "staging"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().toString()).contains("approvals are void");
            assertThat(shop.lane(number, "staging").path("approvals")).isEmpty();
            assertThat(shop.approve(shop.bob, second, "staging").status()).isEqualTo(409);
            JsonNode again = shop.released(shop.ada, "two", ORDERS);
            assertThat(Shop.digest(again)).isNotEqualTo(Shop.digest(second));
            shop.approved(again, "staging", "done");
            assertThat(Shop.has(shop.staging, "orders")).isTrue();
        }
    }

    @Test
    void of_many_starts_at_once_one_begins_a_run() throws Exception {
        try (Shop shop = house.shop("twice")) {
            JsonNode change = shop.released(shop.ada, "main", USERS);
            int number = Shop.number(change);
            shop.approved(change, "staging", "done");
            assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
            Callable<Integer> start =
                    () ->
                            shop.act(shop.bob, number, "start", Map.of("environment", "production"))
                                    .status();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers =
                        threads.invokeAll(List.of(start, start, start, start)).stream()
                                .map(f -> f.resultNow())
                                .sorted()
                                .toList();
                assertThat(answers).containsExactly(200, 409, 409, 409);
            }
            shop.laneIs(number, "production", "done");
            JsonNode runs = shop.lane(number, "production").path("runs");
            assertThat(runs).hasSize(1);
            assertThat(runs.get(0).path("attempts").asInt()).isEqualTo(1);
            assertThat(Shop.count(shop.production, "select count(*) from sluice.applied"))
                    .isEqualTo(1);
        }
    }

    @Test
    void f28_who_has_left_after_approving_counts_no_more() {
        try (Shop shop = new Shop(house, "left", 2)) {
            long ced = shop.member("ced");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            int number = Shop.number(change);
            Caller c = house.caller("ced", Map.of());
            assertThat(shop.approve(c, change, "staging").status()).isEqualTo(200);
            assertThat(shop.lane(number, "staging").path("approvals")).hasSize(1);
            var system = dev.sluice.server.identity.Actor.SYSTEM;
            house.people().removeMember(system, shop.projectId(), ced);
            assertThat(shop.lane(number, "staging").path("approvals")).isEmpty();
            assertThat(shop.approve(c, change, "staging").status()).isEqualTo(404);
            house.people().addMember(system, shop.projectId(), ced);
            assertThat(shop.lane(number, "staging").path("approvals")).hasSize(1);
            house.people().disable(system, ced);
            assertThat(shop.lane(number, "staging").path("approvals")).isEmpty();
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            assertThat(shop.state(number)).isEqualTo("in_review");
        }
    }

    @Test
    void loss_of_data_needs_its_own_tick() {
        try (Shop shop = house.shop("loss")) {
            shop.rolledOut(shop.released(shop.ada, "main", USERS));
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            USERS.with("0001_gone", "ALTER TABLE users DROP COLUMN email;"));
            assertThat(change.path("losesData").asBoolean()).isTrue();
            Caller.Answer refused = shop.approve(shop.bob, change, "staging");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail()).contains("loses data");
            shop.approved(change, "staging", "done");
        }
    }

    @Test
    void a_rename_loses_nothing() {
        try (Shop shop = house.shop("rename")) {
            shop.rolledOut(shop.released(shop.ada, "main", USERS));
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            USERS.with(
                                    "0001_renamed",
                                    "ALTER TABLE users RENAME COLUMN email TO address;"
                                            + "\n--> statement-breakpoint\n"
                                            + "ALTER TABLE users RENAME TO people;"));
            assertThat(change.path("losesData").asBoolean()).isFalse();
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            shop.laneIs(Shop.number(change), "staging", "done");
            assertThat(Shop.has(shop.staging, "people")).isTrue();
        }
    }
}
