package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Ten thousand requests out of the server's own document, good, nearly good and broken, by several
/// people. `-Dsluice.fuzz.seed=N` and `-Dsluice.fuzz.requests=N` choose others.
class FuzzTest {
    private static final long SEED = Long.getLong("sluice.fuzz.seed", 20_261_129);
    private static final int REQUESTS = Integer.getInteger("sluice.fuzz.requests", 10_000);
    private static final int THREADS = 8;

    /// What costs a server's time, a password's check or a read of a target: asked for less often.
    private static final Set<String> DEAR =
            Set.of(
                    "release",
                    "check",
                    "checkDrift",
                    "readCatalog",
                    "adoptDrift",
                    "revertDrift",
                    "createToken",
                    "undo",
                    "readLosses",
                    "registerDatabase",
                    "exportAudit",
                    "verifyAudit");

    private static final Pattern INSIDES =
            Pattern.compile(
                    "Exception|\\tat |org\\.springframework|org\\.postgresql|dev\\.sluice\\.|sluice_server|SQLSTATE|ERROR:|(?i:select .* from|insert into|jdbc:)");

    private static RunningServer house;
    private static Shop kept;
    private static Shop play;
    private static Contract contract;
    private static List<Caller> callers;
    private static Caller chief;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
        kept = house.shop("kept");
        play = house.shop("play");
        Folder users = Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY);");
        kept.rolledOut(kept.released(kept.ada, "main", users));
        play.approved(play.released(play.ada, "main", users), "staging", "done");
        house.person("victim", false);
        house.root.done("/groups", Map.of("name", "crew"));
        house.person("chief", true);
        chief =
                house.caller(
                        "chief",
                        Map.of(
                                "scopes",
                                List.of("read", "change", "approve", "rollout", "audit", "admin")));
        house.person("stranger", false);
        house.person("viewer", false);
        house.root.done("/grants", Map.of("login", "viewer", "role", "viewer", "project", "kept"));
        callers =
                List.of(
                        chief,
                        chief,
                        chief,
                        play.ada,
                        play.ada,
                        play.bob,
                        play.bob,
                        house.caller("viewer", Map.of()),
                        house.caller("stranger", Map.of()),
                        house.stranger());
        contract = Contract.of(house.server.port());
    }

    @AfterAll
    static void stop() throws Exception {
        kept.close();
        play.close();
        house.close();
    }

    @Test
    void nothing_that_is_sent_breaks_the_server_or_tells_its_insides() throws Exception {
        String before = kept.change(1).toString();
        var wrong = new ConcurrentLinkedQueue<String>();
        var well = ConcurrentHashMap.<String>newKeySet();
        var statuses = new ConcurrentHashMap<Integer, AtomicInteger>();
        var next = new AtomicInteger();
        try (HttpClient http =
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(Duration.ofSeconds(10))
                                .build();
                var threads = Executors.newFixedThreadPool(THREADS)) {
            var working = new ArrayList<Future<?>>();
            for (int t = 0; t < THREADS; t++)
                working.add(
                        threads.submit(() -> {
                            for (int i = next.getAndIncrement();
                                    i < REQUESTS;
                                    i = next.getAndIncrement()) ask(http, i, wrong, well, statuses);
                        }));
            for (Future<?> one : working) one.get();
        }
        System.out.println("answers by status: " + new TreeMap<>(statuses));
        assertThat(wrong.stream().sorted().limit(20)).isEmpty();
        assertThat(well).as("operations that were answered well").hasSizeGreaterThan(30);
        assertThat(statuses.values().stream().mapToInt(AtomicInteger::get).sum())
                .isEqualTo(REQUESTS);
        isUnhurt(before);
    }

    private static void isUnhurt(String before) {
        assertThat(kept.change(1).toString()).isEqualTo(before);
        assertThat(house.root.done("/audit/verify", Map.of()).path("holds").asBoolean()).isTrue();
        for (var database : List.of(kept.staging, kept.production)) {
            assertThat(Shop.has(database, "users")).isTrue();
            assertThat(Shop.count(database, "select count(*) from sluice.applied")).isEqualTo(1);
        }
        assertThat(house.root.list("/projects").size()).isGreaterThanOrEqualTo(2);
    }

    private static void ask(
            HttpClient http,
            int number,
            ConcurrentLinkedQueue<String> wrong,
            Set<String> well,
            Map<Integer, AtomicInteger> statuses) {
        var random = new Random((number + 1) * 0x9E3779B97F4A7C15L ^ SEED);
        Contract.Operation operation = operation(random);
        String told = number + " " + operation.id() + ": ";
        HttpRequest request;
        try {
            request = request(operation, random);
        } catch (IllegalArgumentException e) {
            // the client would not send it
            statuses.computeIfAbsent(0, _ -> new AtomicInteger()).incrementAndGet();
            return;
        }
        try {
            long begun = System.nanoTime();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            long millis = (System.nanoTime() - begun) / 1_000_000;
            statuses.computeIfAbsent(answer.statusCode(), _ -> new AtomicInteger())
                    .incrementAndGet();
            if (answer.statusCode() < 300) well.add(operation.id());
            if (millis > 20_000) wrong.add(told + "took " + millis + " ms");
            judge(request, answer).forEach(w -> wrong.add(told + w));
        } catch (RuntimeException e) {
            wrong.add(told + request.method() + " " + request.uri() + " was answered oddly: " + e);
        } catch (IOException | InterruptedException e) {
            statuses.computeIfAbsent(0, _ -> new AtomicInteger()).incrementAndGet();
            wrong.add(told + request.method() + " " + request.uri() + " was not answered: " + e);
        }
    }

    private static List<String> judge(HttpRequest request, HttpResponse<String> answer) {
        var wrong = new ArrayList<String>();
        int status = answer.statusCode();
        String what =
                " at %s %s, %d: %s"
                        .formatted(
                                request.method(),
                                shortened(request.uri().toString()),
                                status,
                                shortened(answer.body()));
        boolean unreachable = answer.body().contains("urn:sluice:problem:unreachable");
        if (status >= 500 && !unreachable) wrong.add("5xx" + what);
        if (status >= 400 && INSIDES.matcher(answer.body()).find()) wrong.add("insides" + what);
        boolean bare = request.method().equals("HEAD") || request.method().equals("OPTIONS");
        if (status >= 400 && !bare)
            contract.problem(answer.headers(), answer.body()).forEach(p -> wrong.add(p + what));
        if (!bare)
            try {
                contract.holds(answer);
            } catch (AssertionError e) {
                wrong.add(shortened(String.valueOf(e.getMessage())) + what);
            }
        return wrong;
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private static Contract.Operation operation(Random random) {
        while (true) {
            List<Contract.Operation> all = contract.operations();
            Contract.Operation one = all.get(random.nextInt(all.size()));
            if (!DEAR.contains(one.id()) || random.nextInt(10) == 0) return one;
        }
    }

    private static HttpRequest request(Contract.Operation operation, Random random) {
        Caller by = callers.get(random.nextInt(callers.size()));
        boolean writes = !operation.verb().equals("GET");
        List<Object> projects =
                by == chief && writes
                        ? List.of("play", "play", "play", "play", "nowhere")
                        : List.of("kept", "play", "play", "play");
        var broken =
                new Broken(contract.document.path("components").path("schemas"), fitting(), random);
        String path = operation.path().replace("{project}", filled(projects, broken, random));
        for (var gap : gaps().entrySet())
            path = path.replace(gap.getKey(), filled(gap.getValue(), broken, random));
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + house.server.port()
                                                + path
                                                + query(operation, broken, random)))
                        .timeout(Duration.ofSeconds(60));
        if (!by.token.isEmpty() && random.nextInt(30) > 0)
            request.setHeader("Authorization", "Bearer " + by.token);
        String method =
                random.nextInt(25) > 0
                        ? operation.verb()
                        : List.of(
                                        "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS",
                                        "TRACE", "FOO")
                                .get(random.nextInt(9));
        JsonNode schema = operation.body();
        byte[] body =
                schema.isMissingNode()
                        ? random.nextInt(8) == 0
                                ? "{}".getBytes(StandardCharsets.UTF_8)
                                : new byte[0]
                        : broken.body(schema);
        if (method.equals("GET") || method.equals("HEAD"))
            request.method(method, HttpRequest.BodyPublishers.noBody());
        else request.method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers(request, random);
        return request.build();
    }

    private static void headers(HttpRequest.Builder request, Random random) {
        request.setHeader(
                "Content-Type",
                random.nextInt(15) > 0
                        ? "application/json"
                        : List.of(
                                        "text/plain",
                                        "application/x-www-form-urlencoded",
                                        "application/xml",
                                        "application/json;charset=utf-16",
                                        "multipart/form-data; boundary=x",
                                        "x",
                                        "*/*",
                                        "application/json;charset=nope")
                                .get(random.nextInt(8)));
        switch (random.nextInt(40)) {
            case 0 ->
                    request.setHeader(
                            "Accept",
                            List.of("text/html", "image/png", "x", "*/*;q=0", "application/xml")
                                    .get(random.nextInt(5)));
            case 1 ->
                    request.setHeader(
                            "If-Match",
                            List.of("\"x\"", "*", "W/\"x\"", "x", ",,,").get(random.nextInt(5)));
            case 2 -> request.setHeader("If-None-Match", "\"x\", *");
            case 3 ->
                    request.setHeader(
                            "Idempotency-Key",
                            List.of("a", " ", "k".repeat(400), "é", "\"q\"")
                                    .get(random.nextInt(5)));
            case 4 -> request.setHeader("X-Long", "x".repeat(12_000));
            case 5 -> {
                for (int i = 0; i < 150; i++) request.header("X-" + i, "y");
            }
            case 6 -> request.setHeader("X-HTTP-Method-Override", "DELETE");
            case 7 -> request.setHeader("Content-Encoding", "gzip");
            case 8 -> request.setHeader("Range", "bytes=0-1");
            case 9 -> request.setHeader("Cookie", "__Host-sluice=x.y; a=b");
            case 10 ->
                    request.setHeader(
                            "Authorization",
                            List.of(
                                            "Bearer",
                                            "Bearer slc_x",
                                            "Basic eDp5",
                                            "Bearer " + "a".repeat(3000))
                                    .get(random.nextInt(4)));
            case 11 -> request.setHeader("Origin", "https://evil.example");
            default -> {}
        }
    }

    private static String query(Contract.Operation operation, Broken broken, Random random) {
        var pairs = new ArrayList<String>();
        operation
                .says()
                .path("parameters")
                .forEach(p -> {
                    if (!p.path("in").asString().equals("query")) return;
                    String name = p.path("name").asString();
                    if (p.path("required").asBoolean()
                            ? random.nextInt(8) > 0
                            : random.nextInt(3) == 0)
                        pairs.add(
                                name
                                        + "="
                                        + encoded(
                                                random.nextInt(4) == 0
                                                        ? small(broken.oddText())
                                                        : p.path("schema")
                                                                        .path("type")
                                                                        .asString()
                                                                        .equals("integer")
                                                                ? Integer.toString(
                                                                        broken.number(name))
                                                                : small(broken.text(name))));
                });
        if (random.nextInt(25) == 0)
            pairs.add(
                    List.of(
                                    "x=1",
                                    "%00=1",
                                    "limit=%ff",
                                    "cursor=%00",
                                    "a&&=",
                                    "limit=1&limit=2",
                                    "%zz".replace("%zz", "%41="))
                            .get(random.nextInt(7)));
        if (random.nextInt(300) == 0) for (int i = 0; i < 2_000; i++) pairs.add("p" + i + "=");
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String small(String text) {
        return text.length() > 400 ? text.substring(0, 400) : text;
    }

    private static String filled(List<Object> fitting, Broken broken, Random random) {
        return random.nextInt(30) > 0
                ? fitting.get(random.nextInt(fitting.size())).toString()
                : random.nextInt(3) == 0
                        ? List.of(
                                        "%2F",
                                        "%00",
                                        "..",
                                        "%2e%2e",
                                        ";x=1",
                                        "%ff",
                                        "9".repeat(30),
                                        "-1",
                                        "%5c",
                                        "a%0ab")
                                .get(random.nextInt(10))
                        : encoded(small(broken.oddText() + "x"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, List<Object>> gaps() {
        return Map.of(
                "{environment}", List.of("staging", "production", "nowhere"),
                "{number}", List.of(1, 1, 2, 99),
                "{run}", List.of(1, 2, 3, 4),
                "{freeze}", List.of(1, 2, 3, 50),
                "{database}", List.of("staging", "production"),
                "{group}", List.of("crew", "nobody"),
                "{id}", List.of(1_000, 1_001, 5_000));
    }

    private static Map<String, List<Object>> fitting() {
        return Map.ofEntries(
                Map.entry("login", List.of("victim", "nobody")),
                Map.entry("group", List.of("crew")),
                Map.entry("role", List.of("viewer", "developer", "approver", "operator")),
                Map.entry("roles", List.of("viewer", "developer")),
                Map.entry("project", List.of("play")),
                Map.entry("environment", List.of("staging", "production")),
                Map.entry("scopes", List.of("read", "change")),
                Map.entry("policy", List.of("none", "pg_dump", "command")),
                Map.entry("days", List.of("sat", "mon")),
                Map.entry("start", List.of("22:00", "01:30")),
                Map.entry("end", List.of("04:00", "03:00")),
                Map.entry("zone", List.of("UTC", "Europe/Berlin")),
                Map.entry("from", List.of("2098-12-24T18:00")),
                Map.entry("to", List.of("2099-12-24T18:00")),
                Map.entry("state", List.of("in_review", "done")),
                Map.entry("since", List.of("2026-01-01T00:00:00Z")),
                Map.entry("host", List.of("127.0.0.1", "localhost")),
                Map.entry("port", List.of(1)),
                Map.entry("limit", List.of(1, 2, 50, 200)),
                Map.entry("approvals", List.of(0, 1, 2)),
                Map.entry("people", List.of(1)),
                Map.entry("labels", List.of("billing", "core")),
                Map.entry("label", List.of("billing")),
                Map.entry("author", List.of("ada-play")),
                Map.entry("sslMode", List.of("disable", "prefer")),
                Map.entry("hazards", List.of("data loss")),
                Map.entry("credential", List.of("x")),
                Map.entry("file", List.of("0000_x.sql", "meta/_journal.json", "a")),
                Map.entry("sql", List.of("select 1;", "{}", "nothing")));
    }
}
