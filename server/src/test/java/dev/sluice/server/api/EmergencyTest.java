package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Emergencies;
import dev.sluice.server.identity.House;
import dev.sluice.server.web.PlainBrowser;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What approving asks of a sign-in, and starting past the gates.
class EmergencyTest {
    private static final Folder USERS =
            Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);");
    private static final List<String> SCOPES =
            List.of("read", "change", "approve", "rollout", "break-glass");

    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    private static void sql(String sql) {
        try (var connection = house.metadata.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// Makes the tokens of the person as old as they may not be for a fresh proof.
    private static void old(long personId) {
        sql(
                "update sluice_server.token set proved_at = now() - interval '6 minutes' where person_id = "
                        + personId);
    }

    private static void rule(Shop shop, boolean stepUp, boolean totp) {
        house.root.done(
                shop.path("/environments/production/sign-in"),
                Map.of("stepUp", stepUp, "requireTotp", totp));
    }

    /// Gives the right and returns the person with a token that has it.
    private static Caller holder(long id, String login) {
        house.server.bean(Emergencies.class).grant(Actor.SYSTEM, id, true);
        return house.caller(login, Map.of("scopes", SCOPES));
    }

    private static Map<String, Object> wish(JsonNode change) {
        return Map.of(
                "environment",
                "production",
                "digest",
                Shop.digest(change),
                "reason",
                "customers can't pay");
    }

    private static final Map<String, Object> PRODUCTION = Map.of("environment", "production");

    private static String glass(Shop shop, JsonNode change, String rest) {
        return shop.path("/changes/" + Shop.number(change) + "/break-glass" + rest);
    }

    @Test
    void an_approval_that_asks_for_it_takes_a_token_of_the_last_minutes_only() {
        try (Shop shop = house.shop("fresh")) {
            rule(shop, true, false);
            JsonNode change = shop.released(shop.ada, "main", USERS);
            old(shop.bobId);
            Caller.Answer refused = shop.approve(shop.bob, change, "production");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.detail()).contains("sluice login");
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            Caller again = house.caller("bob-fresh", Map.of());
            assertThat(shop.approve(again, change, "production").status()).isEqualTo(200);
        }
    }

    @Test
    void the_approve_form_asks_who_it_is_and_comes_back() {
        try (Shop shop = house.shop("form")) {
            rule(shop, true, false);
            JsonNode change = shop.released(shop.ada, "main", USERS);
            String page = "/p/%d/c/%d".formatted(shop.projectId(), Shop.number(change));
            PlainBrowser bob =
                    new PlainBrowser(house.server.port())
                            .signIn("bob-form", RunningServer.password("bob-form"));
            new House(house.server, house.metadata).aged("bob-form", Duration.ofMinutes(6));
            String[] form = {"environment", "production", "digest", Shop.digest(change)};
            bob.open(page).submit(page + "/approve", form);
            assertThat(bob.path()).isEqualTo("/prove");
            assertThat(shop.lane(Shop.number(change), "production").path("approvals")).isEmpty();
            bob.submit("/prove", "password", RunningServer.password("bob-form"), "back", page);
            assertThat(bob.path()).isEqualTo(page);
            bob.submit(page + "/approve", form);
            assertThat(bob.text()).contains("Your approval for production stands");
        }
    }

    @Test
    void an_environment_may_take_approvals_of_people_with_a_second_factor_only() {
        try (Shop shop = house.shop("totp")) {
            rule(shop, false, true);
            JsonNode change = shop.released(shop.ada, "main", USERS);
            Caller.Answer refused = shop.approve(shop.bob, change, "production");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.detail()).contains("Set one up on the page /account");
            sql(
                    "insert into sluice_server.totp (person_id, sealed, confirmed_at) values (%d, 'x', now())"
                            .formatted(shop.bobId));
            assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
            assertThat(house.root.get(shop.path("/sign-in")).body().toString())
                    .contains("\"production\":{\"stepUp\":false,\"requireTotp\":true}");
            PlainBrowser root =
                    new PlainBrowser(house.server.port())
                            .signIn("root", RunningServer.password("root"));
            String page = "/p/%d/sign-in".formatted(shop.projectId());
            root.open(page).submit(page, "environment", "production", "stepUp", "true");
            assertThat(house.root.get(shop.path("/sign-in")).body().toString())
                    .contains("\"production\":{\"stepUp\":true,\"requireTotp\":false}");
        }
    }

    @Test
    void two_people_start_past_order_approvals_and_a_freeze_and_everybody_sees_it() {
        try (Shop shop = house.shop("glass")) {
            house.root.done(
                    shop.path("/freezes"),
                    Map.of(
                            "environment", "production",
                            "from", "2026-01-01T00:00",
                            "to", "2100-01-01T00:00",
                            "zone", "UTC",
                            "reason", "the year ends"));
            long ced = shop.member("ced-glass");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(shop.bob.post(glass(shop, change, ""), wish(change)).status())
                    .as("a member without the right")
                    .isEqualTo(403);
            Caller bob = holder(shop.bobId, "bob-glass");
            Caller c = holder(ced, "ced-glass");
            Caller ada = holder(shop.adaId, "ada-glass");
            assertThat(shop.bob.post(glass(shop, change, ""), wish(change)).status())
                    .as("a token without the scope")
                    .isEqualTo(403);
            assertThat(c.post(glass(shop, change, "/confirm"), PRODUCTION).detail())
                    .contains("Nobody has asked");
            bob.done(glass(shop, change, ""), wish(change));
            assertThat(bob.post(glass(shop, change, "/confirm"), PRODUCTION).detail())
                    .contains("A second person");
            assertThat(ada.post(glass(shop, change, "/confirm"), PRODUCTION).detail())
                    .contains("Somebody else has to confirm");
            assertThat(c.post(glass(shop, change, ""), wish(change)).detail())
                    .contains("asked for already");
            assertThat(Shop.has(shop.production, "users")).isFalse();
            c.done(glass(shop, change, "/confirm"), PRODUCTION);
            int number = Shop.number(change);
            shop.laneIs(number, "production", "done");
            assertThat(Shop.has(shop.production, "users")).isTrue();
            assertThat(Shop.has(shop.staging, "users")).isFalse();
            assertThat(told(shop, "break_glass.asked")).isEqualTo(1);
            assertThat(told(shop, "break_glass.confirmed")).isEqualTo(1);
            assertThat(shop.bob.get(glass(shop, change, "")).body().toString())
                    .contains("customers can't pay");
            PlainBrowser page =
                    new PlainBrowser(house.server.port())
                            .signIn("ada-glass", RunningServer.password("ada-glass"));
            String href = "/p/%d/c/%d".formatted(shop.projectId(), number);
            String loud = "production was started past its gates (approvals, order, freeze)";
            assertThat(page.open(href).text()).contains(loud, "customers can't pay");
            long run = shop.lane(number, "production").path("runs").get(0).path("id").asLong();
            assertThat(page.open(href + "/r/" + run).text()).contains(loud);
            shop.approved(change, "staging", "done");
            assertThat(shop.state(number)).isEqualTo("done");
        }
    }

    @Test
    void no_emergency_passes_a_drift() {
        try (Shop shop = house.shop("hard")) {
            JsonNode change = shop.released(shop.ada, "main", USERS);
            Caller bob = holder(shop.bobId, "bob-hard");
            Caller c = holder(shop.member("ced-hard"), "ced-hard");
            bob.done(glass(shop, change, ""), wish(change));
            shop.production.execute("create table by_hand (id int)");
            shop.bob.done(shop.path("/databases/production/drift"), Map.of());
            assertThat(c.post(glass(shop, change, "/confirm"), PRODUCTION).detail())
                    .contains("not what its record says");
            assertThat(told(shop, "break_glass.confirmed")).isZero();
            JsonNode other =
                    shop.released(
                            shop.ada, "other", USERS.with("0001_x", "CREATE TABLE x (id int);"));
            assertThat(bob.post(glass(shop, other, ""), wish(other)).detail())
                    .contains("No emergency start passes this");
            assertThat(Shop.has(shop.production, "users")).isFalse();
        }
    }

    @Test
    void what_was_asked_for_is_void_after_an_hour_and_with_the_next_revision() {
        try (Shop shop = house.shop("void")) {
            JsonNode change = shop.released(shop.ada, "main", USERS);
            Caller bob = holder(shop.bobId, "bob-void");
            Caller c = holder(shop.member("ced-void"), "ced-void");
            bob.done(glass(shop, change, ""), wish(change));
            sql("update sluice_server.break_glass set asked_at = now() - interval '61 minutes'");
            assertThat(c.post(glass(shop, change, "/confirm"), PRODUCTION).detail())
                    .contains("Nobody has asked");
            bob.done(glass(shop, change, ""), wish(change));
            JsonNode next =
                    shop.released(
                            shop.ada, "main", USERS.with("0001_y", "CREATE TABLE y (id int);"));
            assertThat(c.post(glass(shop, next, "/confirm"), PRODUCTION).detail())
                    .contains("Nobody has asked");
            assertThat(bob.post(glass(shop, change, ""), wish(change)).detail())
                    .contains("not what you looked at");
            bob.done(glass(shop, next, ""), wish(next));
            house.server.bean(Emergencies.class).grant(Actor.SYSTEM, shop.bobId, false);
            assertThat(c.post(glass(shop, next, "/confirm"), PRODUCTION).detail())
                    .contains("may no longer ask");
            old(c(shop));
            assertThat(c.post(glass(shop, next, "/confirm"), PRODUCTION).status())
                    .as("a proof of before")
                    .isEqualTo(403);
            assertThat(Shop.has(shop.production, "users")).isFalse();
        }
    }

    @Test
    void nobody_gives_the_right_to_themselves() {
        PlainBrowser root =
                new PlainBrowser(house.server.port())
                        .signIn("root", RunningServer.password("root"))
                        .open("/people");
        long id = house.people().byLogin("root").orElseThrow().id();
        root.submit("/people/" + id + "/break-glass", "holds", "true");
        assertThat(root.text()).contains("Another administrator can");
    }

    private static long c(Shop shop) {
        return house.people().byLogin("ced-" + shop.name).orElseThrow().id();
    }

    private static long told(Shop shop, String action) {
        return Shop.count(
                house.metadata,
                "select count(*) from sluice_server.audit_event where action = '%s' and project_id = %d"
                        .formatted(action, shop.projectId()));
    }
}
