package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.web.PlainBrowser;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Windows and freezes hold rollouts and let them go on. The clock of the server is moved; nothing
/// waits for a time of day.
class WindowsTest {
    private static final long FENCE = 0x736c75696365L;
    private static final Folder USERS =
            Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);");

    /// A Saturday, an hour before it opens in Berlin.
    private static final Instant BEFORE = Instant.parse("2030-12-07T20:00:00Z");

    private static final Instant INSIDE = Instant.parse("2030-12-07T22:00:00Z");
    private static final Instant AFTER = Instant.parse("2030-12-08T04:00:00Z");
    private static final Map<String, Object> WEEKEND =
            Map.of(
                    "windows",
                    List.of(
                            Map.of(
                                    "days", List.of("sat"),
                                    "start", "22:00",
                                    "end", "04:00",
                                    "zone", "Europe/Berlin")));

    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    @BeforeEach
    void before() {
        clock(BEFORE);
    }

    private static void clock(Instant now) {
        house.clock.moveTo(now);
    }

    /// Work that waits for its time looks at the moved clock now.
    private static void eventually(BooleanSupplier wanted) {
        Shop.eventually(() -> {
            house.metadata.execute(
                    "update sluice_server.scheduled_tasks set execution_time = now() where task_name = 'advance' and not picked");
            return wanted.getAsBoolean();
        });
    }

    private static void windows(Shop shop, String environment) {
        Caller.Answer set =
                house.root.put(shop.path("/environments/" + environment + "/windows"), WEEKEND);
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
    }

    private static String stage(Shop shop, String environment) {
        return shop.lane(1, environment).path("state").asString();
    }

    private static long events(Shop shop, String action) {
        return Shop.count(
                house.metadata,
                "select count(*) from sluice_server.audit_event where action = '%s' and project_id = %d"
                        .formatted(action, shop.projectId()));
    }

    @Test
    void an_automatic_stage_begins_by_itself_at_the_opening_and_when_the_windows_are_edited() {
        try (Shop shop = house.shop("opening")) {
            house.metadata.execute(
                    "update sluice_server.environment set automatic = true where project_id = "
                            + shop.projectId());
            windows(shop, "staging");
            windows(shop, "production");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            JsonNode lane = shop.lane(1, "staging");
            assertThat(lane.path("blockers").findValuesAsString("gate")).containsExactly("window");
            assertThat(lane.path("blockers").get(0).path("until").asString())
                    .isEqualTo("2030-12-07T21:00:00Z");
            assertThat(shop.change(1).path("sentence").asString())
                    .isEqualTo(
                            "Waits: staging is outside of its maintenance windows. It opens next on"
                                    + " Sat 7 Dec 2030 22:00 +01:00 (Europe/Berlin). It goes on by itself then.");
            assertThat(shop.change(1).path("waitsForPerson").asBoolean()).isFalse();
            assertThat(stage(shop, "staging")).isEqualTo("waiting");
            clock(INSIDE);
            eventually(() -> stage(shop, "staging").equals("done"));
            clock(AFTER);
            assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
            assertThat(stage(shop, "production")).isEqualTo("waiting");
            Caller.Answer open =
                    house.root.put(
                            shop.path("/environments/production/windows"),
                            Map.of("windows", List.of()));
            assertThat(open.body().path("open").asBoolean()).isTrue();
            shop.laneIs(1, "production", "done");
            assertThat(events(shop, "window.set")).isEqualTo(3);
        }
    }

    @Test
    void a_person_is_refused_outside_and_can_have_it_started_at_the_opening() {
        try (Shop shop = house.shop("asked")) {
            windows(shop, "production");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
            assertThat(start(shop, true).detail()).contains("staging comes first");
            shop.approved(change, "staging", "done");
            Caller.Answer refused = start(shop, false);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail())
                    .contains("opens next on Sat 7 Dec 2030 22:00 +01:00", "--when-open");
            assertThat(start(shop, true).status()).isEqualTo(200);
            assertThat(start(shop, true).detail()).contains("already (bob-asked)");
            assertThat(shop.lane(1, "production").path("startsWhenOpen").asString())
                    .isEqualTo("bob-asked");
            assertThat(shop.act(shop.bob, 1, "stop", Map.of()).status()).isEqualTo(200);
            assertThat(shop.lane(1, "production").has("startsWhenOpen")).isFalse();
            var page =
                    new PlainBrowser(house.server.port())
                            .signIn("bob-asked", RunningServer.password("bob-asked"))
                            .open("/p/%d/c/1".formatted(shop.projectId()));
            assertThat(page.text()).contains("Start production when it opens");
            page.submit(
                    "/p/%d/c/1/start?whenOpen=true".formatted(shop.projectId()),
                    "environment",
                    "production");
            assertThat(page.text()).contains("as bob-asked asked", "Do not start production");
            clock(INSIDE);
            eventually(() -> stage(shop, "production").equals("done"));
            assertThat(
                            Shop.text(
                                    house.metadata,
                                    "select string_agg(action || ' ' || person, ', ' order by seq) from sluice_server.audit_event where action like 'rollout.%' and project_id = "
                                            + shop.projectId()))
                    .isEqualTo(
                            "rollout.started sluice, rollout.scheduled bob-asked,"
                                    + " rollout.unscheduled bob-asked, rollout.scheduled bob-asked,"
                                    + " rollout.started bob-asked");
            assertThat(Shop.text(shop.production, "select max(by) from sluice.applied"))
                    .isEqualTo("bob-asked");
        }
    }

    private static Caller.Answer start(Shop shop, boolean whenOpen) {
        return shop.act(
                shop.bob, 1, "start", Map.of("environment", "production", "whenOpen", whenOpen));
    }

    @Test
    void whoever_has_left_by_the_opening_starts_nothing() {
        try (Shop shop = house.shop("gone")) {
            windows(shop, "production");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            shop.approved(change, "staging", "done");
            long ced = shop.member("ced-gone");
            assertThat(
                            shop.approve(house.caller("ced-gone", Map.of()), change, "production")
                                    .status())
                    .isEqualTo(200);
            assertThat(start(shop, true).status()).isEqualTo(200);
            var system = dev.sluice.server.identity.Actor.SYSTEM;
            house.people().removeMember(system, shop.projectId(), shop.bobId);
            assertThat(ced).isPositive();
            clock(INSIDE);
            eventually(() -> events(shop, "rollout.unscheduled") == 1);
            assertThat(stage(shop, "production")).isEqualTo("waiting");
        }
    }

    @Test
    void an_edit_voids_a_start_that_was_asked_for() {
        try (Shop shop = house.shop("void")) {
            house.metadata.execute(
                    "update sluice_server.environment set automatic = false where project_id = "
                            + shop.projectId());
            windows(shop, "staging");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            assertThat(
                            shop.act(
                                            shop.bob,
                                            1,
                                            "start",
                                            Map.of("environment", "staging", "whenOpen", true))
                                    .status())
                    .isEqualTo(200);
            JsonNode edited =
                    shop.released(
                            shop.ada, "main", USERS.with("0001_more", "CREATE TABLE more ();"));
            assertThat(shop.lane(1, "staging").has("startsWhenOpen")).isFalse();
            assertThat(shop.approve(shop.bob, edited, "staging").status()).isEqualTo(200);
            clock(INSIDE);
            eventually(() ->
                    Shop.count(
                                    house.metadata,
                                    "select count(*) from sluice_server.scheduled_tasks where task_name = 'advance'")
                            == 0);
            assertThat(stage(shop, "staging")).isEqualTo("waiting");
        }
    }

    @Test
    void a_freeze_shuts_whatever_the_windows_say_until_it_is_ended() {
        try (Shop shop = house.shop("frozen")) {
            windows(shop, "staging");
            clock(INSIDE);
            JsonNode freeze =
                    house.root.done(
                            shop.path("/freezes"),
                            Map.of(
                                    "from", "2030-12-06T18:00",
                                    "to", "2030-12-09T08:00",
                                    "zone", "America/New_York",
                                    "reason", "Sale"));
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            JsonNode blocker = shop.lane(1, "staging").path("blockers").get(0);
            assertThat(blocker.path("gate").asString()).isEqualTo("freeze");
            assertThat(blocker.path("words").asString())
                    .isEqualTo(
                            "staging is frozen until Mon 9 Dec 2030 08:00 -05:00 (America/New_York): Sale."
                                    + " It opens next on Sat 14 Dec 2030 22:00 +01:00 (Europe/Berlin).");
            house.root.done(shop.path("/freezes/" + freeze.path("id").asLong() + "/end"), Map.of());
            eventually(() -> stage(shop, "staging").equals("done"));
            assertThat(house.root.list(shop.path("/freezes"))).isEmpty();
            assertThat(events(shop, "freeze.added")).isEqualTo(1);
            assertThat(events(shop, "freeze.ended")).isEqualTo(1);
        }
    }

    /// A stage of two databases, whose first one is held by its fence until the window has shut.
    private static void shutBetween(Shop shop, TestDatabase second) throws Exception {
        house.root.done(
                shop.path("/databases"), RunningServer.database("staging", "staging-2", second));
        windows(shop, "staging");
        clock(INSIDE);
        try (var fence = shop.staging.connect();
                var held = fence.createStatement()) {
            held.execute("select pg_advisory_lock(" + FENCE + ")");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            Shop.eventually(() ->
                    shop.lane(1, "staging")
                            .path("runs")
                            .path(0)
                            .path("state")
                            .asString()
                            .equals("running"));
            clock(AFTER);
        }
        eventually(() -> shop.lane(1, "staging").has("startsWhenOpen"));
        JsonNode runs = shop.lane(1, "staging").path("runs");
        assertThat(runs.findValuesAsString("state")).containsExactly("applied", "queued");
        assertThat(runs.get(1).path("reason").asString())
                .contains("opens next on Sat 14 Dec 2030 22:00 +01:00");
        assertThat(shop.state(1)).isEqualTo("rolling_out");
        assertThat(shop.change(1).path("waitsForPerson").asBoolean()).isFalse();
        assertThat(Shop.has(shop.staging, "users")).isTrue();
        assertThat(Shop.has(second, "users")).isFalse();
    }

    @Test
    void a_stage_waits_between_two_databases_when_it_shuts_and_goes_on_by_itself()
            throws Exception {
        try (Shop shop = house.shop("between");
                TestDatabase second = TestPostgres.database()) {
            shutBetween(shop, second);
            clock(INSIDE);
            eventually(() -> stage(shop, "staging").equals("done"));
            assertThat(Shop.has(second, "users")).isTrue();
            assertThat(events(shop, "rollout.held")).isEqualTo(1);
            assertThat(events(shop, "rollout.resumed")).isEqualTo(1);
            assertThat(events(shop, "rollout.started")).isEqualTo(1);
        }
    }

    @Test
    void a_held_stage_can_be_stopped_and_its_undo_is_held_by_nothing() throws Exception {
        try (Shop shop = house.shop("exit");
                TestDatabase second = TestPostgres.database()) {
            shutBetween(shop, second);
            assertThat(shop.act(shop.bob, 1, "stop", Map.of()).status()).isEqualTo(200);
            assertThat(stage(shop, "staging")).isEqualTo("stopped");
            assertThat(shop.state(1)).isEqualTo("needs_decision");
            assertThat(shop.act(shop.bob, 1, "resume", Map.of()).detail())
                    .contains("outside of its maintenance windows");
            var page =
                    new PlainBrowser(house.server.port())
                            .signIn("bob-exit", RunningServer.password("bob-exit"))
                            .open("/p/%d/c/1/undo".formatted(shop.projectId()));
            assertThat(page.text())
                    .contains(
                            "An undo is not held by windows or freezes",
                            "staging is outside of its maintenance windows");
            shop.bob.done(shop.path("/changes/1/undo"), Map.of("reason", "emergency"));
            Shop.eventually(() -> shop.state(1).equals("reverted"));
            assertThat(Shop.has(shop.staging, "users")).isFalse();
            assertThat(
                            Shop.text(
                                    house.metadata,
                                    "select detail from sluice_server.audit_event where action = 'rollout.undo_started' and project_id = "
                                            + shop.projectId()))
                    .contains(
                            "\"outsideOfWindows\":[\"staging is outside of its maintenance windows.");
        }
    }

    @Test
    void what_is_wrong_is_said_by_field_and_all_at_once() {
        try (Shop shop = house.shop("fields")) {
            Caller.Answer wrong =
                    house.root.put(
                            shop.path("/environments/staging/windows"),
                            Map.of(
                                    "windows",
                                    List.of(
                                            Map.of("days", List.of("sat"), "start", "25:00"),
                                            Map.of(
                                                    "days", List.of("someday"),
                                                    "start", "10:00",
                                                    "end", "24:00",
                                                    "zone", "CET+1"))));
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.detail())
                    .contains(
                            "windows[0].start: \"25:00\" is not a time as 22:00.",
                            "windows[0].end: ",
                            "windows[0].zone: ",
                            "windows[1].days: \"someday\"",
                            "windows[1].zone: \"CET+1\"");
            assertThat(
                            house.root
                                    .put(shop.path("/environments/staging/windows"), Map.of())
                                    .detail())
                    .contains("windows: is missing");
            Caller.Answer freeze =
                    house.root.post(
                            shop.path("/freezes"),
                            Map.of("environment", "nowhere", "from", "tomorrow", "zone", "UTC"));
            assertThat(freeze.status()).isEqualTo(422);
            assertThat(freeze.detail()).contains("environment: ", "from: ", "to: ", "reason: ");
            for (List<String> times :
                    List.of(
                            List.of("2031-01-02T00:00", "2031-01-01T00:00"),
                            List.of("2029-01-02T00:00", "2029-01-03T00:00")))
                assertThat(
                                house.root
                                        .post(
                                                shop.path("/freezes"),
                                                Map.of(
                                                        "from",
                                                        times.getFirst(),
                                                        "to",
                                                        times.getLast(),
                                                        "zone",
                                                        "UTC",
                                                        "reason",
                                                        "x"))
                                        .detail())
                        .contains("to: it has");
            assertThat(house.root.put(shop.path("/environments/no/windows"), WEEKEND).status())
                    .isEqualTo(404);
            String backup = shop.path("/environments/staging/backup");
            assertThat(house.root.put(backup, Map.of("policy", "pg_dump")).detail())
                    .contains("--backups DIR or SLUICE_BACKUPS");
            assertThat(house.root.put(backup, Map.of("policy", "command")).detail())
                    .contains("SLUICE_BACKUP_COMMAND");
            assertThat(events(shop, "window.set")).isZero();
            assertThat(events(shop, "freeze.added")).isZero();
        }
    }

    @Test
    void members_see_them_and_administrators_edit_them_on_the_page() {
        try (Shop shop = house.shop("page")) {
            assertThat(shop.ada.put(shop.path("/environments/staging/windows"), WEEKEND).status())
                    .isEqualTo(403);
            assertThat(shop.ada.post(shop.path("/freezes"), Map.of()).status()).isEqualTo(403);
            String path = "/p/%d/windows".formatted(shop.projectId());
            var root =
                    new PlainBrowser(house.server.port())
                            .signIn("root", RunningServer.password("root"))
                            .open(path);
            root.submit(
                    path + "/add",
                    "environment",
                    "production",
                    "day",
                    "Sat",
                    "start",
                    "22:00",
                    "end",
                    "04:00",
                    "zone",
                    "Europe/Berlin");
            root.submit(
                    path.replace("windows", "freezes"),
                    "environment",
                    "",
                    "from",
                    "2030-12-24T00:00",
                    "to",
                    "2030-12-27T00:00",
                    "zone",
                    "Asia/Tokyo",
                    "reason",
                    "Holidays");
            assertThat(root.text())
                    .contains(
                            "Sat 22:00 to 04:00 of the next day (Europe/Berlin)",
                            "staging is open until Tue 24 Dec 2030 00:00 +09:00 (Asia/Tokyo)",
                            "Holidays");
            assertThat(root.submit(path + "/add", "environment", "staging").text())
                    .contains("days: a window needs at least one day");
            var ada =
                    new PlainBrowser(house.server.port())
                            .signIn("ada-page", RunningServer.password("ada-page"))
                            .open(path);
            assertThat(ada.text()).contains("Holidays").doesNotContain("New window");
            root.open(path)
                    .submit(
                            path + "/remove",
                            "environment",
                            "production",
                            "window",
                            "Sat 22:00 to 04:00 of the next day (Europe/Berlin)");
            long id = house.root.list(shop.path("/freezes")).get(0).path("id").asLong();
            root.submit(path.replace("windows", "freezes") + "/" + id + "/end");
            assertThat(root.text()).contains("No window: always open").doesNotContain("Holidays");
        }
    }
}
