package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tries to get past each gate from the command line, against a server in a process of its own.
class CommandLineGatesTest {
    private static final String BREAK = "\n--> statement-breakpoint\n";
    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY);";
    private static final String STAGES =
            """
            {"name": "staging", "approvals": 1, "automatic": false, "soakSeconds": 0},
            {"name": "production", "approvals": 1, "automatic": false, "soakSeconds": 0}\
            """;
    private static final Map<String, String> TOKENS = new HashMap<>();

    private static Household house;

    @TempDir Path folder;

    @BeforeAll
    static void start() throws Exception {
        house = new Household("of the postgres", "correct horse battery", Map.of());
        TOKENS.put("root", house.ruler());
        var admin = house.new Visitor().signedIn("admin", house.adminPassword);
        for (String login : List.of("ada", "bob", "mallory")) {
            admin.open("/people");
            admin.submit(
                    "/people", Map.of("login", login, "name", login, "password", password(login)));
            TOKENS.put(login, token(login));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    private static String password(String login) {
        return "correct horse " + new StringBuilder(login).reverse();
    }

    private static String token(String login) {
        return house.made(login, password(login), "\"read\", \"change\", \"approve\", \"rollout\"");
    }

    @Test
    void what_was_edited_since_is_not_approved_by_the_digest_that_was_reviewed() throws Exception {
        String p = project("edited");
        released(p, Map.of("0000_users", USERS));
        String reviewed = digest(p);
        released(p, Map.of("0000_users", USERS.replace("int", "bigint")));
        assertThat(sluice("bob", p, "approve", "1", "--hash", reviewed).exit()).isEqualTo(5);
        assertThat(sluice("bob", p, "approve", "1").exit()).isEqualTo(6);
        assertThat(sluice("bob", p, "approve", "1", "--hash", "").exit()).isEqualTo(5);
        assertThat(approvals(p)).isEqualTo("0");
    }

    @Test
    void what_runs_by_the_online_form_is_shown_beside_what_the_file_says() throws Exception {
        String p = project("forms");
        released(p, Map.of("0000_users", USERS, "0001_ids", "CREATE INDEX ids\nON users (id);"));
        String reviewed = digest(p);
        assertThat(sluice("ada", p, "show", "1", "--sql").text())
                .contains(
                        "-- the file says: CREATE INDEX ids\n--   ON users (id);",
                        "-- Sluice runs it by the online form:",
                        "CREATE INDEX CONCURRENTLY \"ids\" ON \"public\".\"users\" USING btree (id);");
        var direct = sluice("ada", p, "release", "--ref", "main", "--strategy", "direct");
        assertThat(direct.exit()).as(direct.text()).isZero();
        assertThat(sluice("ada", p, "show", "1", "--sql").text())
                .contains("CREATE INDEX ids\nON users (id);")
                .doesNotContain("CONCURRENTLY", "the file says");
        assertThat(sluice("bob", p, "approve", "1", "--hash", reviewed).exit()).isEqualTo(5);
        assertThat(sluice("ada", p, "release", "--strategy", "careless").exit()).isEqualTo(2);
    }

    @Test
    void the_author_is_refused_by_a_second_token_too() throws Exception {
        String p = project("author");
        released(p, Map.of("0000_users", USERS));
        TOKENS.put("ada again", token("ada"));
        for (String who : List.of("ada", "ada again")) {
            var said = sluice(who, p, "approve", "1", "--hash", digest(p));
            assertThat(said.exit()).isEqualTo(4);
            assertThat(said.text()).contains("Somebody else");
        }
        assertThat(approvals(p)).isEqualTo("0");
    }

    @Test
    void nothing_begins_out_of_order() throws Exception {
        String p = project("order");
        released(p, Map.of("0000_users", USERS));
        var unapproved = sluice("bob", p, "rollout", "1", "--to", "staging");
        assertThat(unapproved.exit()).isEqualTo(4);
        assertThat(unapproved.text()).contains("needs the approval");
        approved(p, "staging");
        approved(p, "production");
        var early = sluice("bob", p, "rollout", "1", "--to", "production");
        assertThat(early.exit()).isEqualTo(4);
        assertThat(early.text()).contains("staging comes first");
        for (String verb : List.of("retry", "resume", "stop"))
            assertThat(sluice("bob", p, verb, "1", "--to", "production").exit()).isNotZero();
        assertThat(has("order_production", "users")).isFalse();
    }

    @Test
    void an_edited_file_is_refused_when_it_is_released_again() throws Exception {
        String p = project("bytes");
        released(p, Map.of("0000_users", USERS));
        rolledOut(p, "staging");
        write(p, Map.of("0000_users", USERS + " -- edited"));
        var said = sluice("ada", p, "release", "--ref", "other");
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.text()).contains("0000_users was edited");
    }

    @Test
    void a_database_changed_by_hand_stops_the_rollout_before_its_first_statement()
            throws Exception {
        String p = project("stale");
        released(p, Map.of("0000_users", USERS));
        approved(p, "staging");
        house.execute("stale_staging", "create table by_hand (id int)");
        assertThat(sluice("bob", p, "rollout", "1", "--to", "staging").exit()).isZero();
        becomes(p, "staging", "failed");
        var watched = sluice("ada", p, "watch", "1");
        assertThat(watched.exit()).isNotZero();
        assertThat(watched.text()).contains("by_hand");
        assertThat(has("stale_staging", "users")).isFalse();
        assertThat(sluice("ada", p, "drift", "stale_staging").exit()).isEqualTo(5);
        assertThat(sluice("bob", p, "retry", "1").exit()).isEqualTo(4);
        assertThat(has("stale_staging", "users")).isFalse();
    }

    @Test
    void a_release_whose_checks_say_no_ends_with_3_and_stands_for_review() throws Exception {
        String p = project("nobody");
        write(
                p,
                Map.of(
                        "0000_users",
                        USERS
                                + "\n--> statement-breakpoint\nCREATE POLICY mine ON users TO nobody_at_all USING (true);"));
        var said = sluice("ada", p, "release", "--ref", "main");
        assertThat(said.exit()).as(said.text()).isEqualTo(3);
        assertThat(said.text()).contains("missing role: nobody_at_all", "#1");
        assertThat(sluice("ada", p, "show", "1").text()).contains("Check roles says no");
    }

    @Test
    void the_trail_is_verified_with_the_token_that_an_administrators_login_gives()
            throws Exception {
        String p = project("trail");
        write(p, Map.of("0000_users", USERS));
        var refused = sluice("bob", p, "audit", "verify");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.text())
                .contains("lacks the scope \"audit\"", "next: sluice login --audit");
        var nobody =
                login(
                        "bob",
                        password("bob"),
                        "login",
                        "--admin",
                        "--user",
                        "bob",
                        "--password-stdin");
        assertThat(nobody.exit()).isEqualTo(4);
        assertThat(nobody.text()).contains("An administrator can do it");
        var signed =
                login(
                        "admin",
                        house.adminPassword,
                        "login",
                        "--admin",
                        "--user",
                        "admin",
                        "--password-stdin");
        assertThat(signed.exit()).as(signed.text()).isZero();
        var verified = login("admin", "", "audit", "verify");
        assertThat(verified.exit()).as(verified.text()).isZero();
        assertThat(verified.text()).containsPattern("The trail holds: \\d+ events");
        Path trail = folder.resolve("trail.jsonl");
        Files.writeString(trail, exported());
        assertThat(login("nobody", "", "audit", "verify", "trail.jsonl").text())
                .containsPattern("The trail holds: \\d+ events, head [0-9a-f]{64}");
        Files.writeString(
                trail,
                Files.readString(trail)
                        .replaceFirst(
                                "(?m)^(\\{\"form\":\"a1\",\"seq\":3,.*\"person\":\")", "$1not "));
        var forged = login("nobody", "", "audit", "verify", "trail.jsonl");
        assertThat(forged.exit()).isEqualTo(3);
        assertThat(forged.text()).contains("line 3: its hash does not cover its content");
    }

    private static String exported() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create(house.address() + "/api/v1/audit/export"))
                                    .header("Authorization", "Bearer " + house.token("admin"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /// Without SLUICE_TOKEN: what `login` kept counts.
    private Household.Said login(String who, String input, String... words) throws Exception {
        return house.sluice(folder, who, input, Map.of(), words);
    }

    @Test
    void a_predecessor_that_was_closed_shuts_the_door() throws Exception {
        String p = project("fallen");
        released(p, Map.of("0000_users", USERS));
        write(p, Map.of("0000_users", USERS, "0001_more", "CREATE TABLE more (id int);"));
        assertThat(sluice("ada", p, "release", "--ref", "two").exit()).isZero();
        Household.eventually(() -> checked(p));
        approved(p, 2, "staging");
        house.api(
                TOKENS.get("ada"),
                "/api/v1/projects/" + p + "/changes/1/close",
                "{\"reason\": \"no\"}");
        var said = sluice("bob", p, "rollout", "2", "--to", "staging");
        assertThat(said.exit()).isEqualTo(4);
        assertThat(said.text()).contains("approvals are void");
        assertThat(
                        sluice("bob", p, "approve", "2", "--to", "production", "--hash", digest(p))
                                .exit())
                .isEqualTo(4);
    }

    @Test
    void of_many_rollouts_at_once_one_begins() throws Exception {
        String p = project("twice");
        released(p, Map.of("0000_users", USERS));
        approved(p, "staging");
        var line = new CyclicBarrier(4);
        Callable<Integer> rollout =
                () -> {
                    line.await();
                    return sluice("bob", p, "rollout", "1", "--to", "staging").exit();
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(
                            threads.invokeAll(List.of(rollout, rollout, rollout, rollout)).stream()
                                    .map(f -> f.resultNow())
                                    .sorted()
                                    .toList())
                    .containsExactly(0, 4, 4, 4);
        }
        becomes(p, "staging", "done");
        assertThat(house.text("twice_staging", "select count(*) from sluice.applied"))
                .isEqualTo("1");
    }

    @Test
    void another_projects_change_is_not_there() throws Exception {
        String p = project("theirs");
        released(p, Map.of("0000_users", USERS));
        String hash = digest(p);
        for (List<String> words :
                List.of(
                        List.of("show", "1"),
                        List.of("watch", "1"),
                        List.of("list"),
                        List.of("approve", "1", "--hash", hash),
                        List.of("rollout", "1", "--to", "staging"),
                        List.of("stop", "1"),
                        List.of("retry", "1"),
                        List.of("resume", "1"),
                        List.of("undo", "1", "--reason", "x"),
                        List.of("drift", "theirs_staging"),
                        List.of("history", "theirs_staging"),
                        List.of("release", "--ref", "x"))) {
            var said = sluice("mallory", p, words.toArray(String[]::new));
            assertThat(said.exit()).as("%s", words).isNotIn(0, 2);
            assertThat(said.text()).as("%s", words).doesNotContain("0000_users", "theirs_staging");
        }
        assertThat(approvals(p)).isEqualTo("0");
    }

    @Test
    void a_managed_database_is_refused_by_apply_undo_and_baseline() throws Exception {
        String p = project("managed");
        released(p, Map.of("0000_users", USERS));
        rolledOut(p, "staging");
        write(p, Map.of("0000_users", USERS, "0001_more", "CREATE TABLE more (id int);"));
        String url = url("managed_staging");
        for (List<String> words :
                List.of(
                        List.of("apply", "--to", url),
                        List.of("undo", "--to", url, "--yes"),
                        List.of("baseline", "--to", url, "--at", "0001_more"))) {
            var said = sluice("ada", p, words.toArray(String[]::new));
            assertThat(said.exit()).as("%s %s", words, said.text()).isEqualTo(4);
            assertThat(said.text()).contains("belongs to the environment staging");
        }
        write("another", Map.of("0000_users", USERS, "0001_more", "CREATE TABLE more (id int);"));
        assertThat(sluice("ada", "another", "apply", "--to", url).exit()).isEqualTo(4);
        assertThat(has("managed_staging", "users")).isTrue();
        assertThat(has("managed_staging", "more")).isFalse();
        assertThat(house.text("managed_staging", "select count(*) from sluice.applied"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_advisory_unlock_all()",
                "DO $$ BEGIN COMMIT; END $$",
                "CREATE PROCEDURE leave() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$ ^ CALL leave()",
                "COMMIT",
                "SET ROLE pg_monitor",
                "SET LOCAL ROLE pg_monitor",
                "SET SESSION AUTHORIZATION pg_monitor",
                "RESET ALL",
                "DELETE FROM sluice.applied"
            })
    void a_migration_that_escapes_changes_nothing_by_apply(String poison) throws Exception {
        String name = "poison_" + Integer.toHexString(poison.hashCode());
        house.target(name, "of " + name);
        house.execute("postgres", "grant pg_monitor to " + name);
        write(name, Map.of("0000_users", USERS));
        assertThat(sluice("ada", name, "apply", "--to", url(name)).exit()).isZero();
        write(
                name,
                Map.of(
                        "0000_users",
                        USERS,
                        "0001_poisoned",
                        "CREATE TABLE victim (id int);"
                                + BREAK
                                + poison.replace(" ^ ", BREAK)
                                + BREAK
                                + "CREATE TABLE later (id int);"));
        var said = sluice("ada", name, "apply", "--to", url(name));
        assertThat(said.exit()).as(said.text()).isNotZero();
        assertThat(said.text()).contains("0001_poisoned");
        assertThat(has(name, "victim")).isFalse();
        assertThat(has(name, "later")).isFalse();
        assertThat(house.text(name, "select string_agg(tag, ' ') from sluice.applied"))
                .isEqualTo("0000_users");
    }

    /// RESET ROLE to the role that runs anyway changes nothing that matters; what matters is that
    /// the limits and the path of the session are not left behind.
    @ParameterizedTest
    @CsvSource({"RESET ROLE", "RESET SESSION AUTHORIZATION"})
    void a_reset_to_oneself_lets_nothing_through(String reset) throws Exception {
        String name = "reset_" + Integer.toHexString(reset.hashCode());
        house.target(name, "of " + name);
        house.execute("postgres", "grant pg_monitor to " + name);
        write(
                name,
                Map.of("0000_users", "SET ROLE pg_monitor;" + BREAK + reset + ";" + BREAK + USERS));
        sluice("ada", name, "apply", "--to", url(name));
        assertThat(
                        house.text(
                                name,
                                "select count(*) from pg_class where relname = 'users' and relowner <> '"
                                        + name
                                        + "'::regrole"))
                .isEqualTo("0");
    }

    /// A project with a database in each of its two environments, and ada and bob in it.
    private String project(String name) throws Exception {
        String root = TOKENS.get("root");
        house.project(root, name, STAGES);
        String id =
                house.text(
                        "metadata",
                        "select id from sluice_server.project where name = '" + name + "'");
        for (String login : List.of("ada", "bob"))
            house.execute(
                    "metadata",
                    "insert into sluice_server.role_grant (project_id, person_id, role) select "
                            + id
                            + ", p.id, r from sluice_server.person p, unnest(array['developer', 'approver', 'operator']) r where p.login = '"
                            + login
                            + "'");
        for (String environment : List.of("staging", "production")) {
            String database = name + "_" + environment;
            house.target(database, "of " + database);
            house.register(root, name, environment, database, "of " + database);
        }
        return name;
    }

    private void write(String project, Map<String, String> migrations) throws Exception {
        Household.project(folder, migrations);
        Files.writeString(
                folder.resolve("sluice.yaml"),
                "project: " + project + "\nschema: schema.ts\nout: drizzle\n");
    }

    private void released(String project, Map<String, String> migrations) throws Exception {
        write(project, migrations);
        var said = sluice("ada", project, "release", "--ref", "main");
        assertThat(said.exit()).as(said.text()).isZero();
        Household.eventually(() -> checked(project));
    }

    private static boolean checked(String project) {
        return house.text(
                        "metadata",
                        "select count(*) from sluice_server.revision_check k join sluice_server.revision r on r.id = k.revision_id"
                                + " join sluice_server.change c on c.id = r.change_id"
                                + " join sluice_server.project p on p.id = c.project_id"
                                + " where k.state = 'running' and p.name = '"
                                + project
                                + "'")
                .equals("0");
    }

    private void approved(String project, String environment) {
        approved(project, 1, environment);
    }

    private void approved(String project, int number, String environment) {
        var said =
                sluice(
                        "bob",
                        project,
                        "approve",
                        Integer.toString(number),
                        "--to",
                        environment,
                        "--hash",
                        digest(project));
        assertThat(said.exit()).as(said.text()).isZero();
    }

    private void rolledOut(String project, String environment) {
        approved(project, environment);
        assertThat(sluice("bob", project, "rollout", "1", "--to", environment).exit()).isZero();
        becomes(project, environment, "done");
    }

    private static void becomes(String project, String environment, String state) {
        Household.eventually(() ->
                house.text(
                                "metadata",
                                """
                                select s.state from sluice_server.stage s
                                join sluice_server.environment e on e.id = s.environment_id
                                join sluice_server.project p on p.id = e.project_id
                                where p.name = '%s' and e.name = '%s' order by s.id desc limit 1\
                                """
                                        .formatted(project, environment))
                        .equals(state));
    }

    /// Of the newest revision.
    private static String digest(String project) {
        return house.text(
                "metadata",
                "select r.digest from sluice_server.revision r join sluice_server.change c on c.id = r.change_id"
                        + " join sluice_server.project p on p.id = c.project_id where p.name = '"
                        + project
                        + "' order by r.id desc limit 1");
    }

    private static String approvals(String project) {
        return house.text(
                "metadata",
                "select count(*) from sluice_server.approval a join sluice_server.environment e on e.id = a.environment_id"
                        + " join sluice_server.project p on p.id = e.project_id where p.name = '"
                        + project
                        + "'");
    }

    private static String url(String database) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(
                        database,
                        ("of " + database).replace(" ", "%20"),
                        house.postgres.port(),
                        database);
    }

    private static boolean has(String database, String table) {
        return !house.text(database, "select to_regclass('public." + table + "')").equals("null");
    }

    private Household.Said sluice(String who, String project, String... words) {
        var all = new ArrayList<>(List.of(words));
        boolean local = Set.of("apply", "undo", "baseline").contains(words[0]);
        if (!local || words[1].equals("1")) all.addAll(List.of("--project", project));
        return house.sluice(
                folder,
                who,
                "",
                Map.of("SLUICE_TOKEN", TOKENS.getOrDefault(who, "")),
                all.toArray(String[]::new));
    }
}
