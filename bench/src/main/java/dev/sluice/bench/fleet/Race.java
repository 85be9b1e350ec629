package dev.sluice.bench.fleet;

import dev.sluice.bench.load.Folder;
import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The same column in the same databases, by Sluice and by `psql`.
public final class Race {
    private static final String WORD = "the databases of the race";
    private static final int TABLES = 12;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedPostgres cluster;
    private final SluiceServer server;
    private String token = "";

    private Race(EmbeddedPostgres cluster, SluiceServer server) {
        this.cluster = cluster;
        this.server = server;
    }

    public static void run(int databases, int parallel, PrintStream out) throws Exception {
        Path home = Files.createTempDirectory("sluice-fleet-");
        // the cluster's user is another one where we are root: the way to its data must be open
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var cluster = EmbeddedPostgres.durable(18, home.resolve("cluster"), WORD)) {
            execute(cluster.url("postgres"), "CREATE DATABASE metadata");
            try (var server =
                    SluiceServer.start(
                            new UpOptions(
                                    false,
                                    "127.0.0.1",
                                    0,
                                    home.resolve("data"),
                                    url(cluster, "metadata")))) {
                new Race(cluster, server).run(databases, parallel, home, out);
            }
        } finally {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList())
                    Files.deleteIfExists(path);
            }
        }
    }

    private static String url(EmbeddedPostgres cluster, String database) {
        return "postgresql://postgres:%s@127.0.0.1:%d/%s"
                .formatted(WORD.replace(" ", "%20"), cluster.port(), database);
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void run(int databases, int parallel, Path home, PrintStream out) throws Exception {
        List<String> names =
                IntStream.rangeClosed(1, databases).mapToObj("tenant_%03d"::formatted).toList();
        settle(names, parallel);
        out.println(databases + " databases are made and registered");
        var files = new java.util.TreeMap<String, String>(Map.of("0000_base", tables()));
        out.printf("the first change took %d ms%n", rolledOut(1, files).toMillis());
        files.put("0001_column", "ALTER TABLE t1 ADD COLUMN added text;");
        Duration ours = rolledOut(2, files);
        out.printf("%nwhere the time of the runs goes:%n");
        try (Connection metadata = DriverManager.getConnection(cluster.url("metadata"))) {
            Phases.print(metadata, databases, out);
        }
        Duration theirs = psql(names, parallel, home);
        double ourRate = databases * 1e9 / ours.toNanos();
        double theirRate = databases * 1e9 / theirs.toNanos();
        out.printf(
                "%n%d databases, %d at once%n  sluice %6.2f s  %6.1f databases/s%n  psql   %6.2f s  %6.1f databases/s%n  ratio  %.2f%n",
                databases,
                parallel,
                ours.toMillis() / 1e3,
                ourRate,
                theirs.toMillis() / 1e3,
                theirRate,
                ourRate / theirRate);
    }

    private static String tables() {
        return IntStream.rangeClosed(1, TABLES)
                .mapToObj(
                        "CREATE TABLE t%1$d (id bigint PRIMARY KEY, name text NOT NULL UNIQUE, at timestamptz DEFAULT now(), amount numeric(10, 2) CHECK (amount > 0))"
                                ::formatted)
                .collect(Collectors.joining(";\n--> statement-breakpoint\n", "", ";"));
    }

    private void settle(List<String> names, int parallel) throws Exception {
        server.bean(People.class)
                .create(Actor.SYSTEM, "root", "root", "correct horse battery staple", true);
        token =
                ask(
                                "POST",
                                "/tokens",
                                Map.of(
                                        "login", "root",
                                        "password", "correct horse battery staple",
                                        "name", "race",
                                        "scopes",
                                                List.of(
                                                        "read", "change", "approve", "rollout",
                                                        "admin")))
                        .path("token")
                        .asString();
        ask(
                "POST",
                "/projects",
                Map.of(
                        "name",
                        "race",
                        "environments",
                        List.of(
                                Map.of(
                                        "name",
                                        "fleet",
                                        "approvals",
                                        0,
                                        "automatic",
                                        false,
                                        "soakSeconds",
                                        0))));
        for (String name : names) {
            execute(cluster.url("postgres"), "CREATE DATABASE " + name);
            ask(
                    "POST",
                    "/projects/race/databases",
                    Map.of(
                            "environment",
                            "fleet",
                            "name",
                            name,
                            "host",
                            "127.0.0.1",
                            "port",
                            cluster.port(),
                            "database",
                            name,
                            "username",
                            "postgres",
                            "credential",
                            WORD));
        }
        ask("PUT", "/projects/race/environments/fleet/rollout", Map.of("parallel", parallel));
    }

    /// From its start to its end, by the clock of the metadata.
    private Duration rolledOut(int change, Map<String, String> migrations) throws Exception {
        ask(
                "POST",
                "/projects/race/releases",
                Map.of("ref", "r" + change, "commit", "c0ffee", "files", Folder.files(migrations)));
        await(
                change,
                c ->
                        c.path("checks")
                                .valueStream()
                                .noneMatch(k -> k.path("state").asString().equals("running")));
        ask("POST", "/projects/race/changes/" + change + "/start", Map.of("environment", "fleet"));
        await(
                change,
                c -> {
                    String state = c.path("change").path("state").asString();
                    if (state.equals("needs_decision"))
                        throw new IllegalStateException(c.path("sentence").asString());
                    return state.equals("done");
                });
        try (Connection connection = DriverManager.getConnection(cluster.url("metadata"));
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT extract(epoch FROM done_at - started_at) FROM sluice_server.stage ORDER BY id DESC LIMIT 1")) {
            row.next();
            return Duration.ofNanos((long) (row.getDouble(1) * 1e9));
        }
    }

    private void await(int change, java.util.function.Predicate<JsonNode> wanted) throws Exception {
        while (!wanted.test(ask("GET", "/projects/race/changes/" + change, null)))
            LockSupport.parkNanos(1_000_000_000);
    }

    private JsonNode ask(String verb, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
                        .header("Content-Type", "application/json")
                        .method(
                                verb,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(
                                                JSON.writeValueAsString(body)));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2)
            throw new IllegalStateException(path + ": " + answer.body());
        return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }

    /// As a person would do it by hand.
    private Duration psql(List<String> names, int parallel, Path home) throws Exception {
        Path list = home.resolve("names");
        Files.writeString(list, String.join("\n", names), StandardCharsets.UTF_8);
        var loop =
                new ProcessBuilder(
                                "xargs",
                                "-P" + parallel,
                                "-I{}",
                                "psql",
                                "-qX",
                                "-v",
                                "ON_ERROR_STOP=1",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                "" + cluster.port(),
                                "-U",
                                "postgres",
                                "-d",
                                "{}",
                                "-c",
                                "ALTER TABLE t1 ADD COLUMN by_psql text")
                        .redirectInput(list.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("psql.log").toFile());
        loop.environment().put("PGPASSWORD", WORD);
        long began = System.nanoTime();
        if (loop.start().waitFor() != 0)
            throw new IllegalStateException(Files.readString(home.resolve("psql.log")));
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
