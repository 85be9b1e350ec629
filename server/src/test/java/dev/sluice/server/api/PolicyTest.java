package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Rules of approval at a running server.
class PolicyTest {
    private static final Folder USERS =
            Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);");
    private static final Map<String, Object> ANY_OF_DBA =
            rule(List.of(), List.of(), Map.of("people", 1, "group", "dba"));

    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
        house.root.done("/groups", Map.of("name", "dba"));
        house.root.done("/groups", Map.of("name", "owners"));
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    private static Map<String, Object> rule(
            List<String> hazards, List<String> labels, Map<?, ?>... steps) {
        return Map.of("hazards", hazards, "labels", labels, "steps", List.of(steps));
    }

    private static Caller.Answer set(Caller by, Shop shop, String environment, Map<?, ?>... rules) {
        return by.put(
                shop.path("/environments/" + environment + "/policy"),
                Map.of("rules", List.of(rules)));
    }

    /// An approver of the project who is in the group.
    private static Caller in(Shop shop, String group, String login) {
        house.person(login, false);
        house.root.done(
                shop.path("/members"), Map.of("login", login, "roles", List.of("approver")));
        house.root.done("/groups/" + group + "/members", Map.of("login", login));
        return house.caller(login, Map.of());
    }

    private static JsonNode asked(Shop shop, int number, int environment) {
        return shop.ada
                .get(shop.path("/changes/" + number + "/approvals"))
                .body()
                .path("environments")
                .get(environment);
    }

    @Test
    void steps_of_groups_shut_the_gate_until_different_people_filled_them() {
        try (Shop shop = new Shop(house, "steps", 0, false)) {
            Caller ann = in(shop, "dba", "ann-steps");
            Caller cid = in(shop, "owners", "cid-steps");
            assertThat(
                            set(
                                            house.root,
                                            shop,
                                            "staging",
                                            rule(
                                                    List.of(),
                                                    List.of(),
                                                    Map.of("people", 1, "group", "dba"),
                                                    Map.of("people", 1, "group", "owners")))
                                    .status())
                    .isEqualTo(200);
            JsonNode change = shop.released(shop.ada, "main", USERS);
            int number = Shop.number(change);
            JsonNode ask = asked(shop, number, 0);
            assertThat(ask.path("rule").asString())
                    .contains("1 person of dba, then 1 person of owners");
            assertThat(ask.path("steps").get(0).path("could").toString()).contains("ann-steps");
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            assertThat(shop.approve(cid, change, "staging").status()).isEqualTo(200);
            Caller.Answer refused =
                    shop.act(shop.bob, number, "start", Map.of("environment", "staging"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail())
                    .contains(
                            "the approval of 1 person of dba, then of 1 person of owners who had no hand");
            ask = asked(shop, number, 0);
            assertThat(ask.path("steps").get(1).path("early").toString()).contains("cid-steps");
            assertThat(shop.approve(ann, change, "staging").status()).isEqualTo(200);
            assertThat(asked(shop, number, 0).path("complete").asBoolean()).isTrue();
            shop.act(shop.bob, number, "start", Map.of("environment", "staging"));
            shop.laneIs(number, "staging", "done");
            assertThat(asked(shop, number, 1).path("steps")).isEmpty();
        }
    }

    /// F28: the rules that stand when the stage starts.
    @Test
    void f28_a_rule_that_changed_after_the_approval_is_held_at_the_start() {
        try (Shop shop = new Shop(house, "changed", 1, false)) {
            Caller ann = in(shop, "dba", "ann-changed");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            int number = Shop.number(change);
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            assertThat(asked(shop, number, 0).path("complete").asBoolean()).isTrue();
            set(house.root, shop, "staging", ANY_OF_DBA);
            Caller.Answer refused =
                    shop.act(shop.bob, number, "start", Map.of("environment", "staging"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail()).contains("1 person of dba");
            assertThat(shop.approve(ann, change, "staging").status()).isEqualTo(200);
            house.root.done("/groups/dba/members/remove", Map.of("login", "ann-changed"));
            assertThat(
                            shop.act(shop.bob, number, "start", Map.of("environment", "staging"))
                                    .status())
                    .isEqualTo(409);
            house.root.done("/groups/dba/members", Map.of("login", "ann-changed"));
            shop.act(shop.bob, number, "start", Map.of("environment", "staging"));
            shop.laneIs(number, "staging", "done");
            assertThat(
                            Shop.text(
                                    house.metadata,
                                    "select detail from sluice_server.audit_event where action = 'policy.set' and project_id = "
                                            + shop.projectId()))
                    .contains("\"before\":{\"rules\":[]}", "dba");
        }
    }

    @Test
    void hazards_and_labels_choose_the_rule_and_a_label_voids_nothing() {
        try (Shop shop = new Shop(house, "chosen", 1, false)) {
            Caller ann = in(shop, "dba", "ann-chosen");
            set(
                    house.root,
                    shop,
                    "staging",
                    rule(List.of("data loss"), List.of(), Map.of("people", 1, "group", "dba")),
                    rule(List.of(), List.of("trivial")),
                    rule(List.of(), List.of("watched"), Map.of("people", 1, "group", "dba")));
            JsonNode change = shop.released(shop.ada, "main", USERS);
            int number = Shop.number(change);
            assertThat(asked(shop, number, 0).path("rule").asString()).contains("no rule holds");
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            label(shop, number, "watched");
            assertThat(
                            shop.act(shop.bob, number, "start", Map.of("environment", "staging"))
                                    .status())
                    .isEqualTo(409);
            assertThat(shop.approve(ann, change, "staging").status()).isEqualTo(200);
            label(shop, number, "other");
            assertThat(shop.lane(number, "staging").path("approvals")).hasSize(2);
            shop.act(shop.bob, number, "start", Map.of("environment", "staging"));
            shop.laneIs(number, "staging", "done");
            assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
            shop.act(shop.bob, number, "start", Map.of("environment", "production"));
            shop.laneIs(number, "production", "done");
            JsonNode loss =
                    shop.released(
                            shop.ada,
                            "main",
                            USERS.with("0001_gone", "ALTER TABLE users DROP COLUMN email;"));
            label(shop, Shop.number(loss), "trivial");
            assertThat(asked(shop, Shop.number(loss), 0).path("missing").asString())
                    .isEqualTo("1 person of dba");
            assertThat(
                            shop.ada
                                    .post(
                                            shop.path("/changes/" + number + "/labels"),
                                            Map.of("labels", List.of("late")))
                                    .status())
                    .isEqualTo(409);
        }
    }

    private static void label(Shop shop, int number, String label) {
        shop.ada.done(
                shop.path("/changes/" + number + "/labels"), Map.of("labels", List.of(label)));
    }

    @Test
    void a_rule_without_steps_lets_an_automatic_stage_start_by_itself() {
        try (Shop shop = new Shop(house, "trivial", 1, true)) {
            set(house.root, shop, "staging", rule(List.of(), List.of("trivial")));
            Caller.Answer released =
                    shop.ada.post(
                            shop.path("/releases"),
                            Map.of(
                                    "ref",
                                    "main",
                                    "commit",
                                    "c0ffee",
                                    "labels",
                                    List.of("trivial"),
                                    "files",
                                    USERS.files()));
            assertThat(released.status()).as(released.toString()).isEqualTo(200);
            shop.laneIs(Shop.number(released.body()), "staging", "done");
        }
    }

    @Test
    void what_is_wrong_in_a_policy_is_refused_with_its_place() {
        try (Shop shop = new Shop(house, "wrong", 1, false)) {
            in(shop, "dba", "ann-wrong");
            wrong(
                    shop,
                    Map.of("hazards", List.of("boredom"), "steps", List.of()),
                    "rules[0].hazards[0]");
            wrong(shop, Map.of("hazzards", List.of(), "steps", List.of()), "#/rules/0/hazzards");
            wrong(shop, Map.of("labels", List.of("x")), "#/rules/0/steps: is missing");
            wrong(
                    shop,
                    rule(List.of(), List.of(), Map.of("people", 0)),
                    "rules[0].steps[0].people");
            wrong(
                    shop,
                    rule(List.of(), List.of(), Map.of("people", 1, "group", "nobody")),
                    "rules[0].steps[0].group: there is no group \"nobody\"");
            wrong(
                    shop,
                    rule(List.of(), List.of(), Map.of("people", 40, "group", "dba")),
                    "rules[0].steps[0].people: asks for 40 people of dba");
            wrong(
                    shop,
                    rule(List.of(), List.of(), Map.of("people", 1, "role", "developer")),
                    "rules[0].steps[0].role");
            wrong(
                    shop,
                    rule(
                            List.of(),
                            List.of(),
                            Map.of("people", 1, "role", "approver", "group", "dba")),
                    "names group and role");
            assertThat(set(shop.bob, shop, "staging", ANY_OF_DBA).status()).isEqualTo(403);
            assertThat(shop.bob.get(shop.path("/environments/staging/policy")).body().path("rules"))
                    .isEmpty();
            assertThat(set(house.root, shop, "staging", ANY_OF_DBA).status()).isEqualTo(200);
            assertThat(shop.bob.get(shop.path("/environments/staging/policy")).body().toString())
                    .isEqualTo("{\"rules\":[{\"steps\":[{\"people\":1,\"group\":\"dba\"}]}]}");
        }
    }

    private static void wrong(Shop shop, Map<?, ?> rule, String words) {
        Caller.Answer answer = set(house.root, shop, "staging", rule);
        assertThat(answer.status())
                .as(answer.toString())
                .isEqualTo(words.startsWith("#") ? 400 : 422);
        assertThat(answer.detail()).contains(words);
        assertThat(answer.body().path("errors").path(0).path("pointer").asString(""))
                .startsWith("#/rules/0");
    }
}
