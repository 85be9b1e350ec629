package dev.sluice.cli;

import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.testkit.OwnJvm;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Sluice server as a process of its own, a PostgreSQL with passwords for its metadata and its
/// targets, people at the command line and in a browser. All that any of them is told is kept in
/// `heard`.
final class Household implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("answers on http://127.0.0.1:(\\d+)/");

    final Path home;
    final EmbeddedPostgres postgres;
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    final String adminPassword;
    private final Map<String, String> environment;
    private final String metadataUrl;
    private Process server;
    private int port;

    Household(String postgresPassword, String adminPassword, Map<String, String> environment)
            throws Exception {
        this.adminPassword = adminPassword;
        this.environment = environment;
        home = Files.createTempDirectory("sluice-household-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        int major = new TreeSet<>(EmbeddedPostgres.majors()).first();
        postgres =
                EmbeddedPostgres.durable(
                        EmbeddedPostgres.majors().contains(15) ? 15 : major,
                        home.resolve("postgres"),
                        postgresPassword);
        execute("postgres", "create database metadata");
        metadataUrl =
                "postgresql://postgres:%s@127.0.0.1:%d/metadata"
                        .formatted(postgresPassword.replace(" ", "%20"), postgres.port());
        startAgain();
    }

    /// A server's process; what it prints is heard.
    Process start(String metadata) throws IOException {
        return process(
                "dev.sluice.server.SluiceServer",
                "up",
                "--port",
                "0",
                "--data",
                home.resolve("server").toString(),
                "--database",
                metadata);
    }

    /// A program of ours as it is started in earnest: its log and its words are heard.
    Process process(String program, String... words) throws IOException {
        var command = new ArrayList<>(OwnJvm.command(program));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("SLUICE_ADMIN_PASSWORD", adminPassword);
        Process process = builder.start();
        Thread.ofVirtual().start(() -> listen(process));
        return process;
    }

    private void listen(Process process) {
        try (var lines = process.inputReader()) {
            lines.lines().forEach(heard::add);
        } catch (IOException | java.io.UncheckedIOException _) {
            // the process ended
        }
    }

    /// SIGTERM, as a service manager would; returns when the process is gone.
    void terminate() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("it does not end");
    }

    void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        Neighbour next = neighbour();
        server = next.process();
        port = next.port();
    }

    /// One more server on the same metadata.
    record Neighbour(Process process, int port) {
        String address() {
            return "http://127.0.0.1:" + port;
        }
    }

    Neighbour neighbour() throws IOException {
        int before = heard.size();
        Process process = start(metadataUrl);
        eventually(() -> ADDRESS.matcher(since(before)).find() || !process.isAlive());
        Matcher at = ADDRESS.matcher(since(before));
        if (!at.find()) throw new AssertionError("the server did not start:\n" + since(before));
        return new Neighbour(process, Integer.parseInt(at.group(1)));
    }

    Process server() {
        return server;
    }

    private String since(int before) {
        return String.join("\n", List.copyOf(heard).subList(before, heard.size()));
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    String said() {
        return String.join("\n", List.copyOf(heard));
    }

    /// A role of its own that owns a database of its own.
    void target(String name, String password) throws SQLException {
        execute(
                "postgres",
                "create role %s login password '%s'".formatted(name, password),
                "create database %s owner %s".formatted(name, name));
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.url(database));
                var statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
    }

    String text(String database, String query) {
        try (Connection connection = DriverManager.getConnection(postgres.url(database));
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    record Said(int exit, String text) {}

    /// `sluice …` in a folder, by somebody with their own home.
    Said sluice(Path folder, String who, String input, Map<String, String> more, String... words) {
        var out = new ByteArrayOutputStream();
        Map<String, String> env = new HashMap<>(System.getenv());
        env.keySet().removeIf(k -> k.startsWith("SLUICE_S") || k.equals("SLUICE_TOKEN"));
        env.put("XDG_CONFIG_HOME", config(who).toString());
        env.put("SLUICE_SERVER", address());
        env.putAll(more);
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var shell =
                new Shell(
                        folder,
                        env,
                        new BufferedReader(new StringReader(input)),
                        stream,
                        stream,
                        false);
        int exit = Main.run(shell, words);
        String text = out.toString(StandardCharsets.UTF_8);
        heard.add("$ sluice " + words[0] + "\n" + text);
        return new Said(exit, text);
    }

    private Path config(String who) {
        return home.resolve("config-" + who);
    }

    /// The token that `login` kept.
    String token(String who) throws IOException {
        String kept = Files.readString(config(who).resolve("sluice/credentials.json"));
        return JSON.readTree(kept).path(address()).asString();
    }

    /// `{"status": n, "body": …}`.
    JsonNode api(String token, String path, String body) {
        return api(address(), token, path, body);
    }

    JsonNode api(String address, String token, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        if (!body.isEmpty())
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer = send(HttpClient.newHttpClient(), request.build(), body);
        var node = JSON.createObjectNode().put("status", answer.statusCode());
        try {
            node.set("body", JSON.readTree(answer.body().isBlank() ? "{}" : answer.body()));
        } catch (RuntimeException _) {
            node.put("body", answer.body());
        }
        return node;
    }

    /// A new token is told once, in the answer to its request: that one is not kept.
    private HttpResponse<String> send(HttpClient client, HttpRequest request, String body) {
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            boolean made = request.uri().getPath().endsWith("/tokens") && !body.isEmpty();
            if (!made || answer.statusCode() >= 400)
                heard.add(request.uri() + " " + answer.headers().map().get("Location"));
            if (!made || answer.statusCode() >= 400) heard.add(answer.body());
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// The administrator's token, which may everything.
    String ruler() {
        return made(
                "admin",
                adminPassword,
                "\"read\", \"change\", \"approve\", \"rollout\", \"admin\"");
    }

    /// A token by login and password.
    String made(String login, String password, String scopes) {
        JsonNode answer =
                api(
                        "",
                        "/api/v1/tokens",
                        "{\"login\": \"%s\", \"password\": \"%s\", \"scopes\": [%s]}"
                                .formatted(login, password, scopes));
        return answer.path("body").path("token").asString();
    }

    void project(String root, String name, String environments) {
        done(
                api(
                        root,
                        "/api/v1/projects",
                        "{\"name\": \"%s\", \"environments\": [%s]}"
                                .formatted(name, environments)));
    }

    /// A database whose owner has its name.
    void register(String root, String project, String environment, String name, String credential) {
        done(
                api(
                        root,
                        "/api/v1/projects/" + project + "/databases",
                        """
                        {"environment": "%s", "name": "%s", "host": "127.0.0.1", "port": %d,
                         "database": "%s", "username": "%s", "credential": "%s"}\
                        """
                                .formatted(
                                        environment,
                                        name,
                                        postgres.port(),
                                        name,
                                        name,
                                        credential)));
    }

    private static void done(JsonNode answer) {
        if (answer.path("status").asInt() / 100 != 2) throw new AssertionError(answer.toString());
    }

    /// A person at the console, without scripts.
    final class Visitor {
        private final HttpClient client = HttpClient.newHttpClient();
        private String cookie = "";
        private String last = "";

        Visitor signedIn(String login, String password) {
            open("/signin");
            submit("/signin", Map.of("login", login, "password", password));
            return this;
        }

        String open(String path) {
            return kept(HttpRequest.newBuilder(URI.create(address() + path)).GET(), "");
        }

        String submit(String path, Map<String, String> fields) {
            var all = new HashMap<>(fields);
            Matcher csrf = CSRF.matcher(last);
            if (csrf.find()) all.put("_csrf", csrf.group(1));
            var body = new ArrayList<String>();
            all.forEach((k, v) -> body.add(k + "=" + URLEncoder.encode(v, StandardCharsets.UTF_8)));
            return kept(
                    HttpRequest.newBuilder(URI.create(address() + path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", body))),
                    "form");
        }

        private String kept(HttpRequest.Builder request, String body) {
            if (!cookie.isEmpty()) request.header("Cookie", cookie);
            HttpResponse<String> answer = send(client, request.build(), body);
            answer.headers().allValues("Set-Cookie").stream()
                    .filter(c -> c.startsWith("__Host-sluice="))
                    .forEach(c -> cookie = c.substring(0, c.indexOf(';')));
            if (answer.statusCode() / 100 == 3)
                return open(
                        answer.headers()
                                .firstValue("Location")
                                .orElseThrow()
                                .replaceFirst("^https?://[^/]+", ""));
            last = answer.body();
            return last;
        }

        String cookie() {
            return cookie.substring(cookie.indexOf('=') + 1);
        }
    }

    static void eventually(BooleanSupplier wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("not within 90 seconds");
            java.util.concurrent.locks.LockSupport.parkNanos(150_000_000);
        }
    }

    @Override
    public void close() throws Exception {
        server.destroy();
        if (!server.waitFor(40, TimeUnit.SECONDS)) server.destroyForcibly().waitFor();
        postgres.close();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(path);
        }
    }

    /// A folder with a `sluice.yaml` and these migrations, tag by tag.
    static void project(Path folder, Map<String, String> migrations) throws IOException {
        Path out = folder.resolve("drizzle");
        Files.createDirectories(out.resolve("meta"));
        Files.writeString(
                folder.resolve("sluice.yaml"), "project: shop\nschema: schema.ts\nout: drizzle\n");
        var entries = new ArrayList<String>();
        for (String tag : new TreeSet<>(migrations.keySet())) {
            entries.add(
                    "{\"idx\":%d,\"version\":\"7\",\"when\":%d,\"tag\":\"%s\",\"breakpoints\":true}"
                            .formatted(entries.size(), 1700000000000L + entries.size(), tag));
            Files.writeString(out.resolve(tag + ".sql"), migrations.get(tag));
        }
        Files.writeString(
                out.resolve("meta/_journal.json"),
                "{\"version\":\"7\",\"dialect\":\"postgresql\",\"entries\":[%s]}"
                        .formatted(String.join(",", entries)));
    }
}
