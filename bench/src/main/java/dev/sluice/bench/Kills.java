package dev.sluice.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `kills [--kills N] [--seed S]`: a server runs one migration a round, forth and back, and is
/// killed (kill -9) while the run is under way; some rounds restart the target, each crash point is
/// hit once. After each round the server is started again and the target is judged by counting:
/// nothing twice, nothing lost. The judge reads the target only, by its own SQL.
public final class Kills {
    private static final List<String> POINTS =
            List.of("K01", "K02", "K03", "K04", "K06", "K07", "K08", "K09", "K11", "K12");
    private static final String PASSWORD = "sluice-demo-2026";

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final NativePostgres target;
    private final Random random;
    private final Path data;
    private final int port;
    private final Map<String, Integer> hits = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final List<Path> tags = new ArrayList<>();
    private @Nullable Process server;
    private int rounds;

    private Kills(NativePostgres target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        this.data = Files.createTempDirectory("sluice-kills-");
        // embedded servers don't run as root and must reach their folders
        Files.setPosixFilePermissions(
                data, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    public static void main(String[] arguments) throws Exception {
        int kills = number(arguments, "--kills", 20);
        long seed = number(arguments, "--seed", 7);
        try (var target = NativePostgres.start()) {
            var bench = new Kills(target, seed);
            try {
                bench.prepare();
                for (int i = 0; i < kills; i++) bench.killed(i % 3 == 2, i % 5 == 4);
                for (String point : POINTS) bench.point(point);
            } finally {
                bench.stop();
            }
            System.out.printf(
                    "seed %d: %d rounds, hits by phase %s, %d violations%n",
                    seed, bench.rounds, bench.hits, bench.violations.size());
            bench.violations.forEach(v -> System.out.println("  VIOLATION " + v));
            System.exit(bench.violations.isEmpty() ? 0 : 1);
        }
    }

    private static int number(String[] arguments, String name, int otherwise) {
        for (int i = 0; i + 1 < arguments.length; i++)
            if (arguments[i].equals(name)) return Integer.parseInt(arguments[i + 1]);
        return otherwise;
    }

    private void prepare() throws Exception {
        target.admin("CREATE DATABASE killed");
        start(null);
        post(
                "cleo",
                "/projects",
                Map.of(
                        "name",
                        "kills",
                        "environments",
                        List.of(
                                Map.of(
                                        "name",
                                        "staging",
                                        "approvals",
                                        1,
                                        "automatic",
                                        true,
                                        "soakSeconds",
                                        0))));
        post("cleo", "/projects/kills/members", Map.of("login", "bob"));
        String url = target.url("killed");
        String place = url.substring(url.indexOf("//") + 2, url.lastIndexOf('/'));
        post(
                "cleo",
                "/projects/kills/databases",
                Map.of(
                        "environment",
                        "staging",
                        "name",
                        "killed",
                        "host",
                        place.split(":")[0],
                        "port",
                        Integer.valueOf(place.split(":")[1]),
                        "database",
                        "killed",
                        "username",
                        "postgres",
                        "credential",
                        "unused",
                        "sslMode",
                        "disable"));
    }

    /// One migration is released, approved and run; the server is killed while it runs.
    private void killed(boolean undo, boolean restartTarget) throws Exception {
        int change = released();
        if (undo) {
            approve(change);
            await(() -> settled(change));
            post(
                    "cleo",
                    "/projects/kills/changes/" + change + "/undo",
                    Map.of("reason", "the bench asks for it"));
        } else approve(change);
        String phase = hit();
        kill();
        if (restartTarget) target.restart();
        hits.merge(
                (undo ? "undo, " : "") + phase + (restartTarget ? ", target restarted" : ""),
                1,
                Integer::sum);
        start(null);
        judge(change, undo);
    }

    private void point(String point) throws Exception {
        int change = released();
        stop();
        start(point);
        approve(change);
        Process running = server;
        boolean died = running != null && running.waitFor(60, TimeUnit.SECONDS);
        if (died) hits.merge("at " + point, 1, Integer::sum);
        else violations.add(point + " was never passed");
        start(null);
        judge(change, false);
    }

    /// Waits until a session of the run works on the target, then a random while.
    private String hit() throws Exception {
        await(() -> !activity().isEmpty());
        Thread.sleep(random.nextInt(900));
        return activity();
    }

    private String activity() {
        return text(
                """
                SELECT coalesce((SELECT CASE WHEN xact_start IS NULL THEN 'between transactions'
                    WHEN query ~* 'effects|pg_sleep|TABLE t_' THEN 'between first statement and COMMIT' ELSE 'around the statements' END
                  FROM pg_stat_activity WHERE application_name LIKE 'sluice/%' AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 1), '')\
                """);
    }

    private void judge(int change, boolean undo) throws Exception {
        rounds++;
        await(() -> settled(change));
        String tag = tags.getLast().getFileName().toString();
        String table = "t_" + Integer.parseInt(tag.substring(0, 4));
        expect(
                tag,
                "effects of up",
                "1",
                "SELECT count(*)::text FROM effects WHERE direction = 'up' AND tag = '"
                        + table
                        + "'");
        expect(
                tag,
                "ledger rows of up",
                "1",
                "SELECT count(*)::text FROM sluice.applied WHERE direction = 'up' AND tag = '"
                        + tag
                        + "'");
        expect(
                tag,
                "effects of down",
                undo ? "1" : "0",
                "SELECT count(*)::text FROM effects WHERE direction = 'down' AND tag = '"
                        + table
                        + "'");
        expect(
                tag,
                "ledger rows of down",
                undo ? "1" : "0",
                "SELECT count(*)::text FROM sluice.applied WHERE direction = 'down' AND tag = '"
                        + tag
                        + "'");
        expect(
                tag,
                "the table",
                undo ? "0" : "1",
                "SELECT count(*)::text FROM pg_attribute WHERE attname = 'note' AND attrelid = to_regclass('"
                        + table
                        + "')");
        System.out.printf("round %d %s: %s, %s%n", rounds, tag, undo ? "undone" : "applied", hits);
    }

    private void expect(String tag, String what, String wanted, String query) {
        String found = text(query);
        if (!found.equals(wanted))
            violations.add(tag + ": " + what + " " + found + " instead of " + wanted);
    }

    /// Whether the change rests; a run that the server could not finish by itself is resumed, as a
    /// person would.
    private boolean settled(int change) {
        JsonNode shown = get("/projects/kills/changes/" + change);
        String state = shown.path("change").path("state").asString();
        if (state.equals("needs_decision"))
            post(
                    "cleo",
                    "/projects/kills/changes/" + change + "/retry",
                    Map.of("environment", "staging"));
        return state.equals("done") || state.equals("reverted");
    }

    private int released() throws Exception {
        int number = rounds;
        String tag = "%04d_round".formatted(number);
        tags.add(Path.of(tag));
        var files = new LinkedHashMap<String, String>();
        var entries = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < tags.size(); i++) {
            String t = tags.get(i).getFileName().toString();
            String table = "t_" + Integer.parseInt(t.substring(0, 4));
            files.put(t + ".sql", UP.replace("$table", table));
            files.put(t + ".down.sql", DOWN.replace("$table", table));
            entries.add(
                    Map.of(
                            "idx",
                            i,
                            "version",
                            "7",
                            "when",
                            1_700_000_000_000L + Integer.parseInt(t.substring(0, 4)),
                            "tag",
                            t,
                            "breakpoints",
                            true));
        }
        files.put(
                "meta/_journal.json",
                json.writeValueAsString(
                        Map.of("version", "7", "dialect", "postgresql", "entries", entries)));
        JsonNode change =
                post(
                        "cleo",
                        "/projects/kills/releases",
                        Map.of("ref", "round-" + number, "commit", "none", "files", files));
        int opened = change.path("change").path("number").asInt();
        await(() -> checked(opened));
        return opened;
    }

    private static final String UP =
            """
            CREATE TABLE IF NOT EXISTS effects (tag text, direction text);
            --> statement-breakpoint
            CREATE TABLE $table (id int);
            --> statement-breakpoint
            INSERT INTO effects VALUES ('$table', 'up');
            --> statement-breakpoint
            SELECT pg_sleep(0.8);
            --> statement-breakpoint
            ALTER TABLE $table ADD note text;\
            """;
    private static final String DOWN =
            """
            INSERT INTO effects VALUES ('$table', 'down');
            --> statement-breakpoint
            SELECT pg_sleep(0.8);
            --> statement-breakpoint
            DROP TABLE $table;\
            """;

    private boolean checked(int change) {
        for (JsonNode check : get("/projects/kills/changes/" + change).path("checks"))
            if (check.path("state").asString().equals("running")) return false;
        return !get("/projects/kills/changes/" + change).path("checks").isEmpty();
    }

    private void approve(int change) {
        String digest =
                get("/projects/kills/changes/" + change).path("revision").path("digest").asString();
        post(
                "bob",
                "/projects/kills/changes/" + change + "/approve",
                Map.of("digest", digest, "environment", "staging", "acceptDataLoss", true));
    }

    private void start(@Nullable String point) throws Exception {
        var builder = new ProcessBuilder("./sluice", "up", "--demo", "--port", "" + port);
        builder.environment().put("SLUICE_DATA", data.toString());
        if (point != null)
            builder.environment()
                    .put("SLUICE_JAVA_OPTIONS", "-Dsluice.test=true -Dsluice.crash=" + point);
        builder.redirectErrorStream(true).redirectOutput(data.resolve("server.log").toFile());
        server = builder.start();
        await(this::answers);
    }

    private boolean answers() {
        Process running = server;
        if (running != null && !running.isAlive() && running.exitValue() != 137)
            throw new IllegalStateException(
                    "the server does not start: " + data.resolve("server.log"));
        try {
            // a name that is not there yet counts as a failed sign-in, and too many of those lock
            if (!Files.readString(data.resolve("server.log")).contains("Demo: sign in"))
                return false;
            for (String person : List.of("cleo", "bob"))
                if (!tokens.containsKey(person)) tokens.put(person, token(person));
            return !get("/projects").isMissingNode();
        } catch (IOException | RuntimeException _) {
            return false; // not yet
        }
    }

    private String token(String person) {
        return send(
                        null,
                        "POST",
                        "/tokens",
                        Map.of(
                                "login",
                                person,
                                "password",
                                PASSWORD,
                                "name",
                                "kills",
                                "scopes",
                                person.equals("cleo")
                                        ? List.of("read", "change", "approve", "rollout", "admin")
                                        : List.of("read", "change", "approve", "rollout"),
                                "days",
                                1))
                .path("token")
                .asString();
    }

    private void kill() throws InterruptedException {
        Process running = server;
        if (running != null) running.destroyForcibly().waitFor();
    }

    private void stop() throws InterruptedException {
        Process running = server;
        if (running == null) return;
        running.destroy();
        if (!running.waitFor(40, TimeUnit.SECONDS)) kill();
    }

    private JsonNode get(String path) {
        return send("cleo", "GET", path, null);
    }

    private JsonNode post(String person, String path, Object body) {
        return send(person, "POST", path, body);
    }

    private JsonNode send(
            @Nullable String person, String method, String path, @Nullable Object body) {
        try {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                            .timeout(Duration.ofMinutes(3));
            if (person != null) request.header("Authorization", "Bearer " + tokens.get(person));
            if (body == null) request.method(method, HttpRequest.BodyPublishers.noBody());
            else
                request.header("Content-Type", "application/json")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400)
                throw new IllegalStateException(
                        method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(Supplier<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > deadline)
                throw new IllegalStateException(
                        "waited ten minutes; the server's log is " + data.resolve("server.log"));
            Thread.sleep(30);
        }
    }

    private String text(String query) {
        try (Connection c = target.connect("killed");
                var s = c.createStatement();
                var r = s.executeQuery(query)) {
            r.next();
            return r.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
