package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.web.PlainBrowser;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A database changed by hand: found on demand, on a schedule and by a run; adopted, reverted.
class DriftTest {
    private static final Folder USERS =
            Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);");
    private static final Folder ORDERS =
            USERS.with("0001_orders", "CREATE TABLE orders (id serial PRIMARY KEY, total int);");
    private static final String DRIFT = "/databases/staging/drift";

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
    void a_drift_is_found_shuts_the_gate_and_is_gone_when_the_hand_takes_it_back() {
        try (Shop shop = shopWithUsers("found")) {
            assertThat(found(shop)).isEmpty();
            shop.staging.execute("create index by_hand on users (email)");
            assertThat(found(shop).toString()).contains("by_hand");
            JsonNode change = shop.released(shop.ada, "main", ORDERS);
            assertThat(shop.lane(2, "staging").path("blockers").toString()).contains("drift");
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            Caller.Answer refused =
                    shop.act(shop.bob, 2, "start", Map.of("environment", "staging"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().toString()).contains("Adopt the drift or revert");
            assertThat(Shop.has(shop.staging, "orders")).isFalse();
            shop.staging.execute("drop index by_hand");
            assertThat(found(shop)).isEmpty();
        }
    }

    @Test
    void an_adopted_drift_is_the_record_and_stands_in_the_history() {
        try (Shop shop = shopWithUsers("adopted")) {
            shop.staging.execute("alter table users add note text");
            JsonNode seen = shop.bob.done(shop.path(DRIFT), Map.of());
            String adopt = shop.path(DRIFT + "/adopt");
            String fingerprint = seen.path("fingerprint").asString();
            assertThat(shop.bob.post(adopt, Map.of("reason", "mine")).status()).isEqualTo(403);
            assertThat(house.root.post(adopt, Map.of("reason", "")).status()).isEqualTo(422);
            shop.staging.execute("alter table users add more text");
            Caller.Answer moved =
                    house.root.post(adopt, Map.of("reason", "x", "fingerprint", fingerprint));
            assertThat(moved.status()).isEqualTo(409);
            assertThat(moved.detail()).contains("changed again");
            shop.staging.execute("alter table users drop more");
            house.root.done(adopt, Map.of("reason", "hot fix", "fingerprint", fingerprint));
            assertThat(found(shop)).isEmpty();
            JsonNode newest = shop.bob.list(shop.path("/databases/staging/history")).get(0);
            assertThat(newest.path("origin").asString()).isEqualTo("drift");
            assertThat(house.root.done("/audit/verify", Map.of()).path("holds").asBoolean())
                    .isTrue();
            shop.approved(shop.released(shop.ada, "main", ORDERS), "staging", "done");
        }
    }

    @Test
    void a_reverted_drift_goes_through_review_and_is_taken_back() {
        try (Shop shop = shopWithUsers("reverted")) {
            shop.staging.execute("create table by_hand (id int primary key)");
            JsonNode change = shop.ada.done(shop.path(DRIFT + "/revert"), Map.of());
            JsonNode again = shop.ada.done(shop.path(DRIFT + "/revert"), Map.of());
            int number = Shop.number(change);
            assertThat(Shop.number(again)).isEqualTo(number);
            Shop.eventually(() -> Shop.isChecked(shop.change(number)));
            JsonNode checked = shop.change(number);
            assertThat(checked.path("losesData").asBoolean()).isTrue();
            assertThat(shop.approve(shop.ada, checked, "staging").status()).isEqualTo(409);
            shop.approved(checked, "staging", "done");
            assertThat(Shop.has(shop.staging, "by_hand")).isFalse();
            assertThat(found(shop)).isEmpty();
            Shop.eventually(() -> shop.state(number).equals("done"));
        }
    }

    @Test
    void the_schedule_finds_it_by_itself() {
        try (Shop shop = shopWithUsers("scheduled")) {
            shop.production.execute("create view by_hand as select 1 as one");
            house.metadata.execute(
                    "update sluice_server.scheduled_tasks set execution_time = now()"
                            + " where task_name = 'drift' and task_instance = '0:0'");
            Shop.eventually(() -> openDrifts(shop) == 1);
        }
    }

    @Test
    void a_run_that_meets_it_makes_it_known_and_goes_on_when_it_is_gone() {
        try (Shop shop = shopWithUsers("met")) {
            JsonNode change = shop.released(shop.ada, "main", ORDERS);
            shop.staging.execute("create table by_hand (id int)");
            shop.approved(change, "staging", "failed");
            Shop.eventually(() -> openDrifts(shop) == 1);
            assertThat(shop.act(shop.bob, 2, "retry", Map.of()).status()).isEqualTo(409);
            shop.staging.execute("drop table by_hand");
            shop.bob.done(shop.path("/changes/2/retry"), Map.of());
            shop.laneIs(2, "staging", "done");
            assertThat(openDrifts(shop)).isZero();
        }
    }

    @Test
    void the_drift_page_reads_adopts_and_reverts() {
        try (Shop shop = shopWithUsers("page")) {
            shop.staging.execute("alter table users add note text");
            String page =
                    "/p/%d/d/%d/drift"
                            .formatted(
                                    shop.projectId(),
                                    Shop.count(
                                            house.metadata,
                                            "select min(id) from sluice_server.managed_database where project_id = "
                                                    + shop.projectId()));
            var bob = browser("bob-page");
            assertThat(bob.open(page).text()).contains("No drift is known");
            assertThat(bob.submit(page + "/read").text())
                    .contains("not what its record says", "note", "An administrator can make")
                    .doesNotContain("Adopt the live state");
            var root = browser("root");
            root.open(page);
            String fingerprint =
                    root.text().replaceAll("(?s).*name=\"fingerprint\" value=\"([^\"]+)\".*", "$1");
            assertThat(
                            root.submit(page + "/adopt", "fingerprint", "pg:other", "reason", "x")
                                    .text())
                    .contains("changed again");
            root.submit(page + "/adopt", "fingerprint", fingerprint, "reason", "hot fix");
            assertThat(root.text())
                    .contains("The live state is the record now", "No drift is known");
            shop.staging.execute("create table by_hand (id int)");
            bob.open(page).submit(page + "/read");
            assertThat(bob.submit(page + "/revert").path()).endsWith("/c/2");
            assertThat(bob.text()).contains("Take back the drift of staging");
        }
    }

    private static PlainBrowser browser(String login) {
        return new PlainBrowser(house.server.port()).signIn(login, RunningServer.password(login));
    }

    private static Shop shopWithUsers(String name) {
        Shop shop = house.shop(name);
        shop.rolledOut(shop.released(shop.ada, "main", USERS));
        Shop.eventually(() -> shop.state(1).equals("done"));
        return shop;
    }

    private static JsonNode found(Shop shop) {
        return shop.bob.done(shop.path(DRIFT), Map.of()).path("differences");
    }

    private static long openDrifts(Shop shop) {
        return Shop.count(
                house.metadata,
                "select count(*) from sluice_server.drift d join sluice_server.managed_database m"
                        + " on m.id = d.database_id where d.state = 'open' and m.project_id = "
                        + shop.projectId());
    }
}
