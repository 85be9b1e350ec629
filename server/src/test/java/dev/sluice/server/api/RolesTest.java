package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Roles, their scopes, groups and service accounts: what each opens, and how one tries to get more
/// of them than was given.
class RolesTest {
    private static final Folder USERS =
            Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);");

    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    /// A person with one role.
    private static Caller with(Shop shop, String login, String role, String environment) {
        house.person(login, false);
        var body = new java.util.HashMap<String, Object>();
        body.put("login", login);
        body.put("roles", List.of(role));
        if (environment != null) body.put("environment", environment);
        house.root.done(shop.path("/members"), body);
        return house.caller(
                login, role.equals("administrator") ? Map.of("scopes", ADMINISTRATOR) : Map.of());
    }

    private static final List<String> ADMINISTRATOR =
            List.of("read", "change", "approve", "rollout", "admin");

    private static void refused(Caller.Answer answer, int status, String words) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.detail()).contains(words);
    }

    @Test
    void an_environments_approver_and_operator_reach_no_other_environment() {
        try (Shop shop = new Shop(house, "scoped", 1, false)) {
            Caller approver = with(shop, "ann-scoped", "approver", "staging");
            Caller operator = with(shop, "oli-scoped", "operator", "staging");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            int number = Shop.number(change);
            refused(shop.approve(approver, change, "production"), 403, "for production");
            assertThat(shop.approve(approver, change, "staging").status()).isEqualTo(200);
            assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
            refused(
                    shop.act(approver, number, "start", Map.of("environment", "staging")),
                    403,
                    "rollout");
            shop.act(operator, number, "start", Map.of("environment", "staging"));
            shop.laneIs(number, "staging", "done");
            for (String verb : List.of("start", "stop", "retry", "resume"))
                refused(
                        shop.act(operator, number, verb, Map.of("environment", "production")),
                        403,
                        "for production");
            shop.bob.done(
                    shop.path("/changes/" + number + "/start"),
                    Map.of("environment", "production"));
            shop.laneIs(number, "production", "done");
            refused(
                    shop.act(operator, number, "undo", Map.of("reason", "back")),
                    403,
                    "for production");
            refused(operator.get(shop.path("/changes/" + number + "/undo")), 403, "production");
            assertThat(shop.act(shop.bob, number, "undo", Map.of("reason", "back")).status())
                    .isEqualTo(200);
            Shop.eventually(() -> shop.state(number).equals("reverted"));
        }
    }

    /// F28: counted when it starts, not when it was given.
    @Test
    void f28_an_approver_who_lost_the_role_counts_no_more_when_the_stage_starts() {
        try (Shop shop = new Shop(house, "lost", 1, false)) {
            Caller approver = with(shop, "ann-lost", "approver", "staging");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            int number = Shop.number(change);
            assertThat(shop.approve(approver, change, "staging").status()).isEqualTo(200);
            assertThat(shop.approve(approver, change, "staging").status()).isEqualTo(409);
            Map<String, Object> role =
                    Map.of(
                            "login",
                            "ann-lost",
                            "roles",
                            List.of("approver"),
                            "environment",
                            "staging");
            house.root.done(shop.path("/members/remove"), role);
            refused(
                    shop.act(shop.bob, number, "start", Map.of("environment", "staging")),
                    409,
                    "staging needs the approval of 1 person");
            assertThat(approver.get(shop.path("/changes")).status()).isEqualTo(404);
            house.root.done(
                    shop.path("/members"),
                    Map.of(
                            "login",
                            "ann-lost",
                            "roles",
                            List.of("approver"),
                            "environment",
                            "production"));
            assertThat(shop.lane(number, "staging").path("approvals")).isEmpty();
            house.root.done(shop.path("/members"), role);
            assertThat(shop.lane(number, "staging").path("approvals")).hasSize(1);
            shop.act(shop.bob, number, "start", Map.of("environment", "staging"));
            shop.laneIs(number, "staging", "done");
        }
    }

    /// S06: nobody gives what reaches beyond their own scope, whatever field it is written in.
    @Test
    void an_administrator_of_less_than_everything_gives_nothing_beyond_it() {
        try (Shop shop = house.shop("mine-only");
                Shop other = house.shop("another")) {
            Caller project = with(shop, "pia", "administrator", null);
            Caller stage = with(shop, "sam", "administrator", "staging");
            long before = grants();
            var tries = new ArrayList<Caller.Answer>();
            for (Caller by : List.of(project, stage)) {
                tries.add(by.post("/grants", Map.of("login", "pia", "role", "administrator")));
                tries.add(
                        by.post(
                                "/grants",
                                Map.of("login", "pia", "role", "viewer", "project", "another")));
                tries.add(by.get("/grants"));
                tries.add(by.post("/groups", Map.of("name", "mine")));
                tries.add(by.post("/service-accounts", Map.of("login", "bot-of-mine")));
                tries.add(by.post("/projects", Map.of("name", "more", "environments", List.of())));
                tries.add(by.post("/audit/verify", Map.of()));
            }
            tries.add(stage.post(shop.path("/members"), Map.of("login", "sam")));
            tries.add(
                    stage.post(
                            shop.path("/members"),
                            Map.of(
                                    "login",
                                    "sam",
                                    "roles",
                                    List.of("administrator"),
                                    "environment",
                                    "production")));
            tries.add(
                    stage.post(
                            shop.path("/databases"),
                            RunningServer.database("production", shop.production)));
            for (Caller by : List.of(shop.bob, shop.ada))
                tries.add(by.post(shop.path("/members"), Map.of("login", "bob-mine-only")));
            assertThat(tries).allSatisfy(a -> assertThat(a.status()).isEqualTo(403));
            assertThat(project.post(other.path("/members"), Map.of("login", "pia")).status())
                    .isEqualTo(404);
            assertThat(
                            project.post(
                                            shop.path("/members"),
                                            Map.of("login", "pia", "roles", List.of("owner")))
                                    .status())
                    .isEqualTo(422);
            // Fields that the body does not have are refused.
            refused(
                    project.post(
                            shop.path("/members"),
                            Map.of(
                                    "login",
                                    "pia",
                                    "roles",
                                    List.of("administrator"),
                                    "projectId",
                                    other.projectId())),
                    400,
                    "#/projectId");
            assertThat(grants()).isEqualTo(before);
            house.person("vic", false);
            stage.done(
                    shop.path("/members"),
                    Map.of("login", "vic", "roles", List.of("approver"), "environment", "staging"));
            assertThat(grants()).isEqualTo(before + 1);
        }
    }

    private static long grants() {
        return Shop.count(house.metadata, "select count(*) from sluice_server.role_grant");
    }

    @Test
    void the_last_who_administers_everywhere_stays() {
        long grant =
                Shop.count(
                        house.metadata,
                        "select g.id from sluice_server.role_grant g join sluice_server.person p on p.id = g.person_id"
                                + " where p.login = 'root' and g.project_id is null");
        refused(
                house.root.post("/grants/" + grant + "/revoke", Map.of()),
                422,
                "leave nobody who administers everywhere");
        house.root.done("/groups", Map.of("name", "heads"));
        house.root.done("/grants", Map.of("group", "heads", "role", "administrator"));
        refused(house.root.post("/grants/" + grant + "/revoke", Map.of()), 422, "nobody");
        house.person("hal", false);
        house.root.done("/groups/heads/members", Map.of("login", "hal"));
        Caller hal = house.caller("hal", Map.of("scopes", ADMINISTRATOR));
        hal.done("/grants/" + grant + "/revoke", Map.of());
        refused(hal.post("/groups/heads/members/remove", Map.of("login", "hal")), 422, "nobody");
        assertThat(house.root.get("/grants").status()).isEqualTo(403);
        hal.done("/grants", Map.of("login", "root", "role", "administrator"));
        hal.done("/groups/heads/members/remove", Map.of("login", "hal"));
        assertThat(hal.get("/grants").status()).isEqualTo(403);
        assertThat(house.root.get("/grants").status()).isEqualTo(200);
    }

    /// S08: four eyes are people's; accounts of programs and their makers are one hand.
    @Test
    void s08_what_a_service_account_releases_its_tokens_maker_does_not_approve() {
        try (Shop shop = house.shop("robot")) {
            house.root.done("/service-accounts", Map.of("login", "ci", "name", "Pipeline"));
            for (String role : List.of("approver", "administrator"))
                refused(
                        house.root.post(
                                shop.path("/members"),
                                Map.of("login", "ci", "roles", List.of(role))),
                        422,
                        "service account");
            house.root.done("/groups", Map.of("name", "robots"));
            refused(
                    house.root.post("/groups/robots/members", Map.of("login", "ci")),
                    422,
                    "Groups are of people");
            house.root.done(
                    shop.path("/members"),
                    Map.of("login", "ci", "roles", List.of("developer", "operator")));
            assertThat(
                            house.stranger()
                                    .post(
                                            "/tokens",
                                            Map.of("login", "ci", "password", "whatever it may be"))
                                    .status())
                    .isEqualTo(403);
            Map<String, Object> asked =
                    Map.of(
                            "login",
                            "root",
                            "password",
                            RunningServer.password("root"),
                            "account",
                            "ci");
            Caller ci =
                    new Caller(
                            house.server.port(),
                            house.stranger().done("/tokens", asked).path("token").asString());
            var scopes = new java.util.HashMap<>(asked);
            scopes.put("scopes", List.of("read", "approve"));
            assertThat(house.stranger().post("/tokens", scopes).status()).isEqualTo(422);
            JsonNode change = shop.released(ci, "main", USERS);
            refused(shop.approve(ci, change, "staging"), 403, "never counts as an approval");
            refused(shop.approve(house.root, change, "staging"), 409, "Somebody else");
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            shop.laneIs(Shop.number(change), "staging", "done");
            assertThat(ci.get("/me").body().path("name").asString()).isEqualTo("Pipeline");
            var ofBob = new java.util.HashMap<>(asked);
            ofBob.put("account", "bob-robot");
            assertThat(house.stranger().post("/tokens", ofBob).status()).isEqualTo(422);
        }
    }

    /// S08: the author is an administrator and makes themselves an approver, by a second account or
    /// by a group.
    @Test
    void who_wrote_a_change_makes_nobody_its_approver() {
        try (Shop shop = house.shop("puppet")) {
            long id = house.person("max", true);
            Caller max = house.caller("max", Map.of("scopes", ADMINISTRATOR));
            max.done("/groups", Map.of("name", "friends"));
            house.root.done(
                    "/grants", Map.of("group", "friends", "role", "approver", "project", "puppet"));
            house.person("second", false);
            house.person("third", false);
            JsonNode change = shop.released(max, "main", USERS);
            refused(shop.approve(max, change, "staging"), 409, "Somebody else");
            max.done("/grants", Map.of("login", "second", "role", "approver", "project", "puppet"));
            max.done("/groups/friends/members", Map.of("login", "third"));
            for (String puppet : List.of("second", "third"))
                refused(
                        shop.approve(house.caller(puppet, Map.of()), change, "staging"),
                        409,
                        "given by somebody with a hand");
            assertThat(shop.lane(Shop.number(change), "staging").path("approvals")).isEmpty();
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            house.people().disable(dev.sluice.server.identity.Actor.SYSTEM, id);
        }
    }

    @Test
    void groups_and_roles_are_in_the_trail() {
        house.person("gus", false);
        house.root.done("/groups", Map.of("name", "readers"));
        house.root.done("/groups/readers/members", Map.of("login", "gus"));
        house.root.done("/grants", Map.of("group", "readers", "role", "auditor"));
        Caller gus = house.caller("gus", Map.of("scopes", List.of("read", "audit")));
        assertThat(gus.post("/audit/verify", Map.of()).body().path("holds").asBoolean()).isTrue();
        JsonNode all = house.root.list("/grants");
        long id = 0;
        for (JsonNode grant : all)
            if (grant.path("group").asString("").equals("readers")) id = grant.path("id").asLong();
        house.root.done("/grants/" + id + "/revoke", Map.of());
        house.root.done("/groups/readers/members/remove", Map.of("login", "gus"));
        assertThat(gus.post("/audit/verify", Map.of()).status()).isEqualTo(403);
        for (String action :
                List.of(
                        "group.created",
                        "group.member_added",
                        "group.member_removed",
                        "grant.added",
                        "grant.removed"))
            assertThat(
                            Shop.count(
                                    house.metadata,
                                    "select count(*) from sluice_server.audit_event where subject = 'readers' and action = '%s'"
                                            .formatted(action)))
                    .as(action)
                    .isEqualTo(1);
    }
}
