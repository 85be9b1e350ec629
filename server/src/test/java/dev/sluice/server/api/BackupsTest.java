package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.backups.BackupSetup;
import dev.sluice.server.web.PlainBrowser;
import dev.sluice.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A backup before a run: made, failed, stopped, kept, and restored.
class BackupsTest {
    private static final Folder USERS =
            Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);");
    private static final String WRITES =
            """
            echo "$PGHOST $PGPORT $PGDATABASE $PGUSER ${PGPASSWORD:+known} $SLUICE_CHANGE $SLUICE_RUN" > "$SLUICE_BACKUP_FILE"
            echo s3://bucket/first
            """;

    @TempDir static Path folder;

    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house =
                new RunningServer(
                        new BackupSetup(
                                folder.resolve("kept"),
                                List.of("/bin/sh", folder.resolve("backup.sh").toString()),
                                Duration.ofMinutes(5)));
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    private static void command(String script) throws IOException {
        Files.writeString(folder.resolve("backup.sh"), script);
    }

    private static void policy(Shop shop, String policy) {
        Caller.Answer set =
                house.root.put(shop.path("/environments/staging/backup"), Map.of("policy", policy));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
    }

    private static JsonNode run(Shop shop, int change) {
        return shop.lane(change, "staging").path("runs").get(0);
    }

    private static JsonNode backups(Shop shop, int change) {
        return shop.bob.list(
                shop.path(
                        "/changes/%d/runs/%d/backups"
                                .formatted(change, run(shop, change).path("id").asLong())));
    }

    private static String log(Shop shop, int change) {
        return shop.bob
                .get(
                        shop.path(
                                "/changes/%d/runs/%d/log"
                                        .formatted(change, run(shop, change).path("id").asLong())))
                .body()
                .toString();
    }

    private static String events(Shop shop, String like) {
        return Shop.text(
                house.metadata,
                "select string_agg(action, ' ' order by seq) from sluice_server.audit_event where action like '%s' and project_id = %d"
                        .formatted(like, shop.projectId()));
    }

    private static List<Path> unfinished() throws IOException {
        if (!Files.isDirectory(folder.resolve("kept"))) return List.of();
        try (Stream<Path> all = Files.list(folder.resolve("kept"))) {
            return all.filter(f -> f.toString().endsWith(".unfinished")).toList();
        }
    }

    private static String password(TestDatabase database) {
        String query = URI.create(database.url().substring("jdbc:".length())).getQuery();
        return Stream.of(query.split("&"))
                .filter(p -> p.startsWith("password="))
                .findFirst()
                .orElseThrow()
                .substring("password=".length());
    }

    @Test
    void a_run_whose_backup_fails_changes_nothing_and_retry_makes_a_new_one() throws Exception {
        try (Shop shop = house.shop("failing")) {
            policy(shop, "command");
            command("echo \"the password is $PGPASSWORD\" >&2; exit 3");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            shop.approved(change, "staging", "failed");
            assertThat(run(shop, 1).path("state").asString()).isEqualTo("failed_nothing");
            assertThat(run(shop, 1).path("reason").asString()).contains("/bin/sh ended with 3");
            assertThat(shop.state(1)).isEqualTo("needs_decision");
            assertThat(Shop.has(shop.staging, "users")).isFalse();
            assertThat(log(shop, 1))
                    .contains("the password is …", "failed, nothing changed")
                    .doesNotContain(password(shop.staging), "CREATE TABLE");
            assertThat(unfinished()).isEmpty();

            Path left = folder.resolve("kept").resolve("left.dump.unfinished");
            Files.writeString(left, "half");
            house.metadata.execute(
                    "insert into sluice_server.backup (run_id, attempt, policy, state, place) values (%d, 1, 'command', 'running', '%s')"
                            .formatted(run(shop, 1).path("id").asLong(), left));
            command(WRITES);
            shop.bob.done(shop.path("/changes/1/retry"), Map.of());
            shop.laneIs(1, "staging", "done");
            assertThat(left).doesNotExist();
            JsonNode all = backups(shop, 1);
            assertThat(all.findValuesAsString("state")).containsExactly("made", "failed", "failed");
            assertThat(all.get(1).path("reason").asString()).contains("The server was lost");
            JsonNode made = all.get(0);
            assertThat(made.path("place").asString()).isEqualTo("s3://bucket/first");
            long run = run(shop, 1).path("id").asLong();
            try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
                Path file =
                        files.filter(f -> f.getFileName().toString().contains("_r" + run + "_"))
                                .findFirst()
                                .orElseThrow();
                String text = Files.readString(file);
                URI uri = URI.create(shop.staging.url().substring("jdbc:".length()));
                assertThat(text)
                        .isEqualTo(
                                "%s %d %s postgres known 1 %d\n"
                                        .formatted(
                                                uri.getHost(),
                                                uri.getPort(),
                                                uri.getPath().substring(1),
                                                run(shop, 1).path("id").asLong()));
                assertThat(Files.getPosixFilePermissions(file))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
                assertThat(made.path("bytes").asLong()).isEqualTo(Files.size(file));
                assertThat(made.path("sha256").asString())
                        .isEqualTo(
                                HexFormat.of()
                                        .formatHex(
                                                MessageDigest.getInstance("SHA-256")
                                                        .digest(
                                                                text.getBytes(
                                                                        StandardCharsets.UTF_8))));
            }
            String log = log(shop, 1);
            assertThat(log.indexOf("backup made")).isBetween(1, log.indexOf("CREATE TABLE"));
            assertThat(events(shop, "backup.%"))
                    .isEqualTo("backup.policy_set backup.failed backup.failed backup.made");
            assertThat(
                            new PlainBrowser(house.server.port())
                                    .signIn("bob-failing", RunningServer.password("bob-failing"))
                                    .open(
                                            "/p/%d/c/1/r/%d"
                                                    .formatted(
                                                            shop.projectId(),
                                                            run(shop, 1).path("id").asLong()))
                                    .text())
                    .contains("s3://bucket/first", "SHA-256", "ended with 3");
        }
    }

    /// No statement runs outside of the window that the backup has used up.
    @Test
    void a_window_that_shuts_while_the_backup_is_made_holds_the_run() throws Exception {
        try (Shop shop = house.shop("slow")) {
            policy(shop, "command");
            house.root.put(
                    shop.path("/environments/staging/windows"),
                    Map.of(
                            "windows",
                            List.of(
                                    Map.of(
                                            "days", List.of("sat"),
                                            "start", "22:00",
                                            "end", "04:00",
                                            "zone", "UTC"))));
            var clock = house.clock;
            clock.moveTo(Instant.parse("2030-12-07T23:00:00Z"));
            Path begun = folder.resolve("begun");
            Path go = folder.resolve("go");
            command(
                    "touch '%s'; while ! [ -e '%s' ]; do sleep 0.1; done; echo there"
                            .formatted(begun, go));
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            Shop.eventually(() -> Files.exists(begun));
            clock.moveTo(Instant.parse("2030-12-08T05:00:00Z"));
            Files.writeString(go, "");
            Shop.eventually(() -> shop.lane(1, "staging").has("startsWhenOpen"));
            assertThat(Shop.has(shop.staging, "users")).isFalse();
            assertThat(run(shop, 1).path("reason").asString()).contains("opens next on Sat 14 Dec");
            assertThat(backups(shop, 1).get(0).path("place").asString()).isEqualTo("there");
        } finally {
            house.clock.moveTo(Instant.now());
        }
    }

    @Test
    void a_stop_ends_the_program_and_resume_begins_anew() throws Exception {
        try (Shop shop = house.shop("stopped")) {
            policy(shop, "command");
            Path pid = folder.resolve("pid");
            command("echo $$ > '" + pid + "'; exec sleep 600");
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            Shop.eventually(() -> Files.exists(pid) && pid.toFile().length() > 1);
            long program = Long.parseLong(Files.readString(pid).strip());
            shop.bob.done(shop.path("/changes/1/stop"), Map.of());
            shop.laneIs(1, "staging", "stopped");
            Shop.eventually(
                    () -> !ProcessHandle.of(program).map(ProcessHandle::isAlive).orElse(false));
            assertThat(unfinished()).isEmpty();
            assertThat(Shop.has(shop.staging, "users")).isFalse();
            command(WRITES);
            shop.bob.done(shop.path("/changes/1/resume"), Map.of());
            shop.laneIs(1, "staging", "done");
            assertThat(backups(shop, 1).findValuesAsString("state"))
                    .containsExactly("made", "failed");
        }
    }

    @Test
    void the_end_of_the_server_ends_the_program() throws Exception {
        Path pid = folder.resolve("pid-of-the-last");
        var ending =
                new RunningServer(
                        new BackupSetup(
                                null,
                                List.of("/bin/sh", "-c", "echo $$ > '" + pid + "'; exec sleep 600"),
                                Duration.ofMinutes(5)));
        long program;
        try (ending;
                Shop shop = ending.shop("ending")) {
            ending.root.put(shop.path("/environments/staging/backup"), Map.of("policy", "command"));
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
            Shop.eventually(() -> Files.exists(pid) && pid.toFile().length() > 1);
            program = Long.parseLong(Files.readString(pid).strip());
            ending.server.close();
            assertThat(ProcessHandle.of(program).map(ProcessHandle::isAlive).orElse(false))
                    .isFalse();
            assertThat(
                            Shop.text(
                                    ending.metadata,
                                    "select r.state || ' ' || s.state from sluice_server.run r join sluice_server.stage s on s.id = r.stage_id order by s.position limit 1"))
                    .isEqualTo("queued running");
            assertThat(Shop.has(shop.staging, "users")).isFalse();
        }
    }

    @Test
    void a_retry_of_what_is_partly_applied_keeps_the_first_backup() throws Exception {
        try (Shop shop = house.shop("kept")) {
            shop.rolledOut(shop.released(shop.ada, "main", USERS));
            shop.staging.execute("insert into users (email) values ('x'), ('x')");
            policy(shop, "command");
            command(WRITES);
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            USERS.with("0001_two", "CREATE TABLE two (id int PRIMARY KEY);")
                                    .with("0002_unique", "ALTER TABLE users ADD UNIQUE (email);"));
            shop.approved(change, "staging", "failed");
            assertThat(run(shop, 2).path("state").asString()).isEqualTo("failed_partly");
            shop.staging.execute("delete from users where id = 2");
            shop.bob.done(shop.path("/changes/2/retry"), Map.of());
            shop.laneIs(2, "staging", "done");
            assertThat(backups(shop, 2)).hasSize(1);
            assertThat(log(shop, 2)).contains("the backup of attempt 1 is kept");
        }
    }

    @Test
    void a_dump_restores_what_a_change_destroyed() throws Exception {
        assertThat(Path.of("/usr/bin/pg_dump")).isExecutable();
        try (Shop shop = new Shop(house, "dumped", 1, true, 15)) {
            shop.approved(shop.released(shop.ada, "main", USERS), "staging", "done");
            shop.staging.execute("insert into users (email) values ('ada@example.com')");
            shop.ada.done(shop.path("/changes/1/close"), Map.of("reason", "staging is enough"));
            policy(shop, "pg_dump");
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            USERS.with("0001_gone", "ALTER TABLE users DROP COLUMN email;"));
            int number = Shop.number(change);
            shop.approved(change, "staging", "done");
            JsonNode made = backups(shop, number).get(0);
            assertThat(made.path("state").asString()).isEqualTo("made");
            assertThat(made.path("tool").asString()).startsWith("pg_dump ");
            String restore = made.path("restore").asString();
            assertThat(restore).startsWith("pg_restore --clean --if-exists --no-owner -h ");
            assertThat(restore).doesNotContain(password(shop.staging));
            var shell = new ProcessBuilder("/bin/sh", "-c", restore).redirectErrorStream(true);
            shell.environment().put("PGPASSWORD", password(shop.staging));
            Process process = shell.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(Shop.text(shop.staging, "select email from users"))
                    .isEqualTo("ada@example.com");
            JsonNode drift = shop.bob.done(shop.path("/databases/staging/drift"), Map.of());
            assertThat(drift.path("differences").toString()).contains("email");
            house.root.done(
                    shop.path("/databases/staging/drift/adopt"), Map.of("reason", "restored"));
        }
    }

    @Test
    void a_policy_that_this_server_cannot_do_is_refused_with_what_is_missing() {
        try (Shop shop = house.shop("choice")) {
            String path = shop.path("/environments/staging/backup");
            assertThat(house.root.put(path, Map.of("policy", "tape")).detail())
                    .contains("policy: it is none, pg_dump or command");
            Caller.Answer old = house.root.put(path, Map.of("policy", "pg_dump"));
            if (old.status() != 200)
                assertThat(old.detail())
                        .contains("staging is PostgreSQL 18 and needs pg_dump 18 or newer");
            assertThat(shop.ada.put(path, Map.of("policy", "none")).status()).isEqualTo(403);
            assertThat(shop.ada.get(path).status()).isEqualTo(200);
            String page = "/p/%d/windows".formatted(shop.projectId());
            assertThat(
                            new PlainBrowser(house.server.port())
                                    .signIn("root", RunningServer.password("root"))
                                    .open(page)
                                    .submit(
                                            page.replace("windows", "backup"),
                                            "environment",
                                            "staging",
                                            "policy",
                                            "command")
                                    .text())
                    .contains("Backups before runs in staging: command.");
        }
    }
}
