package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.web.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an integrator counts on: parts of lists, versions, keys, limits.
class UseTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static RunningServer house;
    private static Shop shop;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
        shop = house.shop("shop");
    }

    @AfterAll
    static void stop() throws Exception {
        shop.close();
        house.close();
        HTTP.close();
    }

    private static HttpResponse<String> send(
            Caller by, String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + house.server.port()
                                                + "/api/v1"
                                                + path))
                        .header("Authorization", "Bearer " + by.token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Contract.of(house.server.port()).holds(answer);
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("not answered", e);
        }
    }

    private static String etag(HttpResponse<?> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static long freeze(String reason) {
        return house.root
                .done(
                        shop.path("/freezes"),
                        Map.of(
                                "from",
                                "2098-01-01T00:00",
                                "to",
                                "2099-01-01T00:00",
                                "zone",
                                "UTC",
                                "reason",
                                reason))
                .path("id")
                .asLong();
    }

    @Test
    void a_list_read_in_parts_is_whole_although_rows_come_and_go_meanwhile() {
        var made = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) made.add(freeze("f" + i));
        var seen = new ArrayList<Long>();
        String next = "";
        do {
            HttpResponse<String> page =
                    send(house.root, "GET", shop.path("/freezes?limit=2" + next), "");
            JsonNode body = JSON.readTree(page.body());
            body.path("items").forEach(f -> seen.add(f.path("id").asLong()));
            next = body.has("next") ? "&cursor=" + body.path("next").asString() : "";
            assertThat(page.headers().firstValue("Link").isPresent()).isEqualTo(body.has("next"));
            page.headers()
                    .firstValue("Link")
                    .ifPresent(link ->
                            assertThat(link)
                                    .startsWith("</api/v1/projects/shop/freezes?limit=2&cursor=")
                                    .endsWith("; rel=\"next\""));
            if (seen.size() == 4) {
                house.root.done(shop.path("/freezes/" + made.get(0) + "/end"), Map.of());
                made.add(freeze("late"));
            }
        } while (!next.isEmpty());
        assertThat(seen).containsExactlyElementsOf(made);
        made.stream()
                .skip(1)
                .forEach(id -> house.root.post(shop.path("/freezes/" + id + "/end"), Map.of()));
    }

    @Test
    void a_cursor_goes_on_only_in_its_own_list() {
        house.root.done("/groups", Map.of("name", "one"));
        house.root.done("/groups", Map.of("name", "two"));
        String cursor = house.root.get("/groups?limit=1").body().path("next").asString();
        assertThat(house.root.get("/groups?limit=1&cursor=" + cursor).status()).isEqualTo(200);
        for (String elsewhere : List.of("/people", "/grants", shop.path("/changes")))
            assertThat(house.root.get(elsewhere + "?cursor=" + cursor).status())
                    .as(elsewhere)
                    .isEqualTo(400);
    }

    @Test
    void changes_are_found_by_what_they_are() {
        Folder users = Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY);");
        int number = Shop.number(shop.released(shop.ada, "filtered", users));
        shop.ada.done(
                shop.path("/changes/" + number + "/labels"), Map.of("labels", List.of("billing")));
        for (String found :
                List.of(
                        "state=in_review",
                        "author=ada-shop",
                        "label=billing",
                        "environment=production",
                        "database=staging",
                        "since=2020-01-01T00:00:00Z",
                        "state=in_review&label=billing&database=staging"))
            assertThat(shop.ada.list(shop.path("/changes?" + found)).findValuesAsString("ref"))
                    .as(found)
                    .contains("filtered");
        for (String none :
                List.of(
                        "state=closed",
                        "author=bob-shop",
                        "label=core",
                        "environment=nowhere",
                        "database=nowhere",
                        "since=2099-01-01T00:00:00Z"))
            assertThat(shop.ada.list(shop.path("/changes?" + none))).as(none).isEmpty();
        assertThat(shop.ada.get(shop.path("/changes?state=odd")).status()).isEqualTo(400);
        assertThat(shop.ada.get(shop.path("/changes?since=yesterday")).status()).isEqualTo(400);
    }

    @Test
    void a_version_is_answered_and_held_against_by_the_next_write() throws Exception {
        for (var one :
                Map.of(
                                "/environments/production/policy", "{\"rules\": [{\"steps\": []}]}",
                                "/environments/production/backup", "{\"policy\": \"none\"}",
                                "/environments/production/windows",
                                        "{\"windows\": [{\"days\": [\"sat\"], \"start\": \"22:00\", \"end\": \"23:00\", \"zone\": \"UTC\"}]}")
                        .entrySet()) {
            String path = shop.path(one.getKey());
            HttpResponse<String> read = send(house.root, "GET", path, "");
            assertThat(send(house.root, "GET", path, "", "If-None-Match", etag(read)).statusCode())
                    .isEqualTo(304);
            assertThat(
                            send(house.root, "PUT", path, one.getValue(), "If-Match", "\"other\"")
                                    .statusCode())
                    .isEqualTo(412);
            assertThat(send(house.root, "GET", path, "").body()).isEqualTo(read.body());
            HttpResponse<String> written =
                    send(house.root, "PUT", path, one.getValue(), "If-Match", etag(read));
            assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
            assertThat(etag(send(house.root, "GET", path, ""))).isEqualTo(etag(written));
        }
        String change = shop.path("/environments/staging/sign-in");
        String seen = etag(send(house.root, "GET", change, ""));
        List<Integer> both =
                atOnce(
                        12,
                        i ->
                                send(
                                                house.root,
                                                "POST",
                                                change,
                                                "{\"stepUp\": true, \"requireTotp\": "
                                                        + (i % 2 == 0)
                                                        + "}",
                                                "If-Match",
                                                seen)
                                        .statusCode());
        assertThat(both).containsOnlyOnce(200).containsOnly(200, 412);
        house.root.done(change, Map.of());
    }

    @Test
    void a_change_that_moved_on_is_not_closed_over_the_readers_head() {
        try (Shop other = house.shop("moving")) {
            Folder users = Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY);");
            JsonNode change = other.released(other.ada, "moving", users);
            String path = other.path("/changes/" + Shop.number(change));
            String seen = etag(send(other.ada, "GET", path, ""));
            other.bob.done(path + "/send-back", Map.of("reason", "not yet"));
            HttpResponse<String> late =
                    send(
                            other.ada,
                            "POST",
                            path + "/close",
                            "{\"reason\": \"old\"}",
                            "If-Match",
                            seen);
            assertThat(late.statusCode()).isEqualTo(412);
            assertThat(late.body())
                    .contains(
                            "moved-on",
                            etag(send(other.ada, "GET", path, "")).replace("\"", "\\\""));
            String now = etag(send(other.ada, "GET", path, ""));
            assertThat(
                            send(
                                            other.ada,
                                            "POST",
                                            path + "/close",
                                            "{\"reason\": \"x\"}",
                                            "If-Match",
                                            now)
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_same_key_is_done_once_by_however_many_requests_at_once() throws Exception {
        String body = "{\"name\": \"keyed\"}";
        List<HttpResponse<String>> answers =
                atOnce(
                        16,
                        _ -> send(house.root, "POST", "/groups", body, "Idempotency-Key", "k-1"));
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 409);
        HttpResponse<String> first =
                answers.stream()
                        .filter(a ->
                                a.statusCode() == 200
                                        && a.headers().firstValue("Idempotency-Replayed").isEmpty())
                        .findFirst()
                        .orElseThrow();
        HttpResponse<String> again =
                send(house.root, "POST", "/groups", body, "Idempotency-Key", "k-1");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(
                        send(
                                        house.root,
                                        "POST",
                                        "/groups",
                                        "{\"name\": \"x\"}",
                                        "Idempotency-Key",
                                        "k-1")
                                .statusCode())
                .isEqualTo(422);
        // another person's key is another key; one without rights is told nothing
        assertThat(send(shop.ada, "POST", "/groups", body, "Idempotency-Key", "k-1").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_refusal_leaves_the_key_free_and_a_day_frees_every_key() {
        String body = "{\"name\": \"later\"}";
        String wrong = "{\"name\": \"  \"}";
        assertThat(
                        send(house.root, "POST", "/groups", wrong, "Idempotency-Key", "k-2")
                                .statusCode())
                .isEqualTo(422);
        assertThat(send(house.root, "POST", "/groups", body, "Idempotency-Key", "k-2").statusCode())
                .isEqualTo(200);
        house.metadata.execute(
                "update sluice_server.idempotency_key set claimed_at = now() - interval '25 hours'");
        assertThat(send(house.root, "POST", "/groups", body, "Idempotency-Key", "k-2").body())
                .contains("already");
        house.metadata.execute(
                "insert into sluice_server.idempotency_key (person_id, key, request) select id, 'k-3', '' from sluice_server.person where login = 'root'");
        assertThat(send(house.root, "POST", "/groups", body, "Idempotency-Key", "k-3").statusCode())
                .isEqualTo(422);
        assertThat(send(house.root, "POST", "/tokens", "{}", "Idempotency-Key", "k").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_is_sent() throws Exception {
        for (String path : List.of("/projects", "/projects/shop/releases", "/tokens")) {
            try (Socket socket = new Socket("127.0.0.1", house.server.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(
                                ("POST /api/v1"
                                                + path
                                                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 80000000\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                String answer = head(socket.getInputStream());
                assertThat(answer)
                        .as(path)
                        .startsWith("HTTP/1.1 413")
                        .contains("application/problem+json");
            }
        }
        String chunk = "x".repeat(0x10000);
        try (Socket socket = new Socket("127.0.0.1", house.server.port())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(
                    ("POST /api/v1/groups HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + house.root.token
                                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"name\"\r\n3\r\n: \"\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 18; i++)
                out.write(("10000\r\n" + chunk + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void the_page_about_the_api_goes_as_it_is_written() throws Exception {
        String page = Files.readString(Path.of("../docs/api.md"));
        var script = new StringBuilder("set -eo pipefail\n");
        Matcher block =
                Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(page);
        while (block.find()) script.append(block.group(1));
        var builder = new ProcessBuilder("bash").redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "SLUICE",
                                "http://127.0.0.1:" + house.server.port(),
                                "LOGIN",
                                "root",
                                "PASSWORD",
                                RunningServer.password("root"),
                                "no_proxy",
                                "127.0.0.1"));
        Process bash = builder.start();
        try (var in = bash.getOutputStream()) {
            in.write(script.toString().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        assertThat(said).contains("\"name\":\"root\"", "#/ref", "304").doesNotContain("slc_");
        for (ProblemKind kind : ProblemKind.values())
            if (kind != ProblemKind.OTHER)
                assertThat(page).contains("`" + kind.type().replaceFirst(".*:", "") + "`");
    }

    private static String head(InputStream in) throws IOException {
        byte[] bytes = new byte[2_000];
        int count = 0;
        while (count < 12
                || !new String(bytes, 0, count, StandardCharsets.UTF_8).contains("\r\n\r\n")) {
            int read = in.read(bytes, count, bytes.length - count);
            if (read < 0) break;
            count += read;
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }

    private interface Try<T> {
        T at(int i) throws Exception;
    }

    private static <T> List<T> atOnce(int count, Try<T> what) throws Exception {
        try (var threads = Executors.newFixedThreadPool(count)) {
            var all = new ArrayList<Callable<T>>();
            for (int i = 0; i < count; i++) {
                int mine = i;
                all.add(() -> what.at(mine));
            }
            var answers = new ArrayList<T>();
            for (Future<T> one : threads.invokeAll(all)) answers.add(one.get());
            return answers;
        }
    }
}
