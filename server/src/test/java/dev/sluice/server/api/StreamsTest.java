package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.live.Streams;
import dev.sluice.server.web.PlainBrowser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Open pages are told what moves, in order and without a gap, for as long as their person may see
/// it. What moves is moved in the metadata, as any other server would.
class StreamsTest {
    private static RunningServer house;
    private static Shop shop;
    private static JsonNode change;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
        shop = new Shop(house, "live", 2);
        change =
                shop.released(
                        shop.ada, "main", Folder.of("0000_one", "CREATE TABLE one (id int);"));
    }

    @AfterAll
    static void stop() throws Exception {
        try (var last = new Listening(cookie("ada-live"), "", "")) {
            last.looked();
            Instant began = Instant.now();
            shop.close();
            house.close();
            assertThat(last.ended()).isTrue();
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static String cookie(String login) {
        return new PlainBrowser(house.server.port())
                .signIn(login, RunningServer.password(login))
                .cookie();
    }

    private static void moved(String reason) {
        house.metadata.execute(
                "update sluice_server.change set reason = '%s' where number = %d and project_id = %d"
                        .formatted(reason, Shop.number(change), shop.projectId()));
    }

    /// A page's stream: its lines as they come, and its end.
    private static final class Listening implements AutoCloseable {
        private static final HttpClient CLIENT = HttpClient.newHttpClient();
        private static final String END = "the end";
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final InputStream body;
        final int status;

        Listening(String cookie, String after, String last) throws Exception {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:%d/p/%d/c/%d/events?after=%s"
                                                    .formatted(
                                                            house.server.port(),
                                                            shop.projectId(),
                                                            Shop.number(change),
                                                            after)))
                            .header("Cookie", cookie)
                            .header("Accept", "text/event-stream");
            if (!last.isEmpty()) request.header("Last-Event-ID", last);
            HttpResponse<InputStream> answer =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            status = answer.statusCode();
            body = answer.body();
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (var reader =
                    new java.io.BufferedReader(
                            new java.io.InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine())
                    lines.add(line);
            } catch (IOException _) {
                // closed by us, or by the server
            }
            lines.add(END);
        }

        /// The id of the next look.
        String looked() throws InterruptedException {
            while (true) {
                String line = next();
                if (line.startsWith("id: ")) return line.substring(4);
            }
        }

        /// The next that is no look: a beat.
        boolean isQuietAtFirst() throws InterruptedException {
            while (true) {
                String line = next();
                if (line.equals(":")) return true;
                if (line.startsWith("id: ")) return false;
            }
        }

        boolean ended() throws InterruptedException {
            String line = next();
            while (!line.equals(END)) line = next();
            return true;
        }

        private String next() throws InterruptedException {
            String line = lines.poll(30, TimeUnit.SECONDS);
            if (line == null) throw new AssertionError("nothing came for 30 seconds");
            return line;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Test
    void a_page_is_told_what_moves_and_misses_nothing_while_it_is_away() throws Exception {
        String cookie = cookie("bob-live");
        String last;
        try (var page = new Listening(cookie, "", "")) {
            page.looked();
            moved("told");
            last = page.looked();
        }
        moved("while it was away");
        try (var page = new Listening(cookie, "", last)) {
            last = page.looked();
        }
        try (var page = new Listening(cookie, "", last)) {
            assertThat(page.isQuietAtFirst()).isTrue();
            moved("again");
            assertThat(page.looked()).isNotEqualTo(last);
        }
    }

    @Test
    void what_commits_late_holds_back_what_came_later_so_that_neither_is_missed() throws Exception {
        try (var page = new Listening(cookie("bob-live"), "", "");
                var late = house.metadata.connect();
                var statement = late.createStatement()) {
            String first = page.looked();
            late.setAutoCommit(false);
            statement.execute(
                    "update sluice_server.revision_check set message = message || '.' where revision_id = (select max(id) from sluice_server.revision)");
            moved("early");
            late.commit();
            String second = page.looked();
            assertThat(second).isNotEqualTo(first);
            try (var again = new Listening(cookie("bob-live"), "", first)) {
                again.looked();
            }
        }
    }

    @Test
    void a_stream_ends_soon_after_its_person_signs_out_or_may_see_the_project_no_more()
            throws Exception {
        long eve = shop.member("eve-live");
        shop.member("max-live");
        String out = cookie("max-live");
        Instant began;
        try (var leaving = new Listening(cookie("eve-live"), "", "");
                var signingOut = new Listening(out, "", "")) {
            leaving.looked();
            signingOut.looked();
            began = Instant.now();
            house.metadata.execute("delete from sluice_server.role_grant where person_id = " + eve);
            new PlainBrowser(house.server.port(), out).open("/changes").submit("/signout");
            assertThat(leaving.ended()).isTrue();
            assertThat(signingOut.ended()).isTrue();
        }
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void two_hundred_pages_are_told_and_one_person_has_room_for_a_hundred() throws Exception {
        shop.member("ann-live");
        shop.member("joe-live");
        var pages = new ArrayList<Listening>();
        try {
            for (String login : List.of("ann-live", "joe-live")) {
                String cookie = cookie(login);
                for (int i = 0; i < 100; i++) pages.add(new Listening(cookie, "", ""));
                try (var oneMore = new Listening(cookie, "", "")) {
                    assertThat(oneMore.status).isEqualTo(503);
                }
            }
            for (Listening page : pages) page.looked();
            moved("for all");
            for (Listening page : pages) page.looked();
        } finally {
            for (Listening page : pages) page.close();
        }
        moved("so that the server notices");
        Shop.eventually(() -> {
            moved("once more " + Instant.now());
            return house.server.bean(Streams.class).count() < 10;
        });
    }

    @Test
    void another_sites_page_gets_no_stream() throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/p/%d/c/1/events"
                                                .formatted(house.server.port(), shop.projectId())))
                        .header("Cookie", cookie("ada-live"))
                        .header("Sec-Fetch-Site", "cross-site")
                        .build();
        assertThat(
                        HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                .isEqualTo(403);
    }
}
