package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command line asks a server for, and how it shows a start to come.
class RolloutCommandTest {
    private static final String FAILED =
            """
            {"change": {"number": 7, "title": "more"}, "sentence": "Needs a decision.",
             "lanes": [{"environment": "production", "state": "failed", "runs": [
                {"database": "acme", "state": "queued"}, {"database": "birch", "state": "failed_nothing", "reason": "no phone"}]}],
             "checks": [{"kind": "hazards", "database": "acme", "state": "warning", "words": "a long lock"},
                {"kind": "data", "database": "birch", "state": "error", "words": "is in the way"}]}\
            """;
    private static final String ANSWER =
            """
            {"change": {"number": 7, "title": "more"}, "sentence": "Waits: production is outside of its windows.",
             "lanes": [{"environment": "production", "state": "waiting", "startsWhenOpen": "bob"}]}\
            """;

    @TempDir Path folder;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private final Queue<String> before = new ConcurrentLinkedQueue<>();
    private volatile String told = ANSWER;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            exchange.getRequestURI().getPath()
                                    + " "
                                    + new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8));
                    String first = before.poll();
                    byte[] answer = (first == null ? told : first).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(answer.length == 0 ? 502 : 200, answer.length);
                    try (var body = exchange.getResponseBody()) {
                        body.write(answer);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void when_open_is_asked_for_only_when_it_is_given() {
        String said = sluice("rollout", "7", "--to", "production", "--when-open");
        assertThat(said).contains("starts or goes on by itself when it opens (bob)");
        sluice("rollout", "7");
        sluice("stop", "7");
        assertThat(asked)
                .containsExactly(
                        "/api/v1/projects/shop/changes/7/start {\"environment\":\"production\",\"whenOpen\":true}",
                        "/api/v1/projects/shop/changes/7/start {}",
                        "/api/v1/projects/shop/changes/7/stop {}");
    }

    @Test
    void what_warns_is_counted_and_shown_where_it_is_asked_for() {
        told = FAILED;
        String said = sluice("retry", "7");
        assertThat(said.lines())
                .contains(
                        "    acme           queued",
                        "    birch          failed (nothing changed): no phone",
                        "  check data on birch: is in the way",
                        "  1 check warns: sluice show 7")
                .noneMatch(line -> line.contains("a long lock"));
        assertThat(sluice("show", "7").lines())
                .contains(
                        "  check hazards on acme: a long lock",
                        "  check data on birch: is in the way")
                .noneMatch(line -> line.contains("1 check warns"));
    }

    @Test
    void a_server_that_is_away_for_a_while_does_not_end_the_watching() {
        before.add(ANSWER);
        before.add("");
        told =
                "{\"change\": {\"number\": 7, \"title\": \"more\", \"state\": \"done\"}, \"sentence\": \"Done in production.\"}";
        assertThat(sluice("watch", "7", "--every", "1")).contains("Waits:", "Done in production.");
        assertThat(asked).hasSize(3);
    }

    @Test
    void backups_are_shown_with_the_commands_that_restore_them() {
        before.add(
                """
                {"change": {"number": 7, "title": "more"}, "lanes": [{"environment": "production", "state": "done",
                 "runs": [{"id": 12, "database": "acme", "state": "applied"}]}]}\
                """);
        told =
                """
                {"items": [{"attempt": 2, "state": "made", "place": "/kept/acme.dump", "restore": "pg_restore -d acme /kept/acme.dump"},
                 {"attempt": 1, "state": "failed", "place": "", "reason": "The disk is full."}]}\
                """;
        assertThat(sluice("show", "7", "--backups").lines())
                .endsWith(
                        "# acme, attempt 2, made: /kept/acme.dump",
                        "pg_restore -d acme /kept/acme.dump",
                        "# acme, attempt 1, failed: The disk is full.");
        assertThat(asked).last().asString().contains("/changes/7/runs/12/backups");
    }

    @Test
    void what_a_run_said_is_shown_attempt_by_attempt() {
        before.add(
                """
                {"change": {"number": 7, "title": "more"}, "lanes": [{"environment": "production", "state": "done",
                 "runs": [{"id": 12, "database": "acme", "state": "applied"}]}]}\
                """);
        told =
                """
                {"items": [{"id": 1, "attempt": 1, "at": "2026-11-30T10:15:30.123Z", "level": "sql", "tag": "0001_more", "statementNo": 2,
                  "message": "ALTER TABLE t\\n  ADD COLUMN \\u001b[31mc int"},
                 {"id": 2, "attempt": 1, "at": "2026-11-30T10:15:33Z", "level": "warning", "tag": "0001_more", "statementNo": 2,
                  "message": "waits for process 41 (the shop)"},
                 {"id": 3, "attempt": 2, "at": "2026-11-30T10:16:00Z", "level": "info", "tag": "0001_more", "message": "committed", "millis": 12}]}\
                """;
        assertThat(sluice("show", "7", "--log").lines())
                .endsWith(
                        "# acme, attempt 1",
                        "10:15:30  sql     0001_more  statement 2  ALTER TABLE t ADD COLUMN \\u001b[31mc int",
                        "10:15:33  warning 0001_more  statement 2  waits for process 41 (the shop)",
                        "# acme, attempt 2",
                        "10:16:00  info    0001_more  committed  12 ms");
    }

    private String sluice(String... arguments) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Map<String, String> env =
                Map.of(
                        "SLUICE_SERVER",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        "SLUICE_TOKEN",
                        "slc_test",
                        "HOME",
                        folder.toString());
        var words = new java.util.ArrayList<>(List.of(arguments));
        words.addAll(List.of("--project", "shop"));
        var in = new BufferedReader(new StringReader(""));
        int exit =
                Main.run(new Shell(folder, env, in, out, out, false), words.toArray(String[]::new));
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
        return said.toString(StandardCharsets.UTF_8);
    }
}
