package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.web.PlainBrowser;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Lists of the console that are longer than a page: everything is found, page by page.
class LongListsTest {
    private static final int ENDED = 40;
    private static final int OPEN = 30;
    private static final Pattern OLDER = Pattern.compile("href=\"([^\"]+)\">Older<");

    private static RunningServer house;
    private static Shop shop;
    private static JsonNode change;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
        shop = new Shop(house, "long", 1);
        change =
                shop.released(
                        shop.ada, "main", Folder.of("0000_one", "CREATE TABLE one (id int);"));
        copies(ENDED, "done", shop.adaId);
        copies(OPEN, "in_review", shop.bobId);
        house.metadata.execute(
                """
                insert into sluice_server.history (database_id, migration_digest, tag, direction, origin, by)
                select id, 'd', 'tag' || n, 'up', 'adopted', 'Ada' from sluice_server.managed_database,
                    generate_series(1, 120) n where name = 'staging'\
                """);
    }

    /// After the one that was made in earnest, with its revision and its targets.
    private static void copies(int count, String state, long author) {
        house.metadata.execute(
                """
                insert into sluice_server.change (project_id, number, title, ref, author_id, author, state)
                select project_id, (select max(number) from sluice_server.change) + n, title, 'r', %d, author, '%s'
                from sluice_server.change, generate_series(1, %d) n where number = 1\
                """
                        .formatted(author, state, count));
        house.metadata.execute(
                """
                insert into sluice_server.revision (change_id, number, base, digest, predecessors, editor_id, editor)
                select c.id, 1, r.base, r.digest, '[1]', r.editor_id, r.editor
                from sluice_server.change c, sluice_server.revision r
                where r.id = 1 and not exists (select from sluice_server.revision where change_id = c.id)\
                """);
        house.metadata.execute(
                """
                insert into sluice_server.revision_target (revision_id, ordinal, environment_id, database_id,
                    position, expected_fingerprint)
                select r.id, t.ordinal, t.environment_id, t.database_id, t.position, t.expected_fingerprint
                from sluice_server.revision r, sluice_server.revision_target t
                where t.revision_id = 1 and not exists (select from sluice_server.revision_target where revision_id = r.id)\
                """);
    }

    @AfterAll
    static void stop() throws Exception {
        shop.close();
        house.close();
    }

    private static PlainBrowser ada() {
        return new PlainBrowser(house.server.port())
                .signIn("ada-long", RunningServer.password("ada-long"));
    }

    /// What the pattern finds on all pages, from the first on.
    private static List<String> all(String path, String pattern) {
        var found = new ArrayList<String>();
        PlainBrowser browser = ada();
        for (String page = path; !page.isEmpty(); ) {
            String text = browser.open(page).text();
            Matcher each = Pattern.compile(pattern).matcher(text);
            while (each.find()) found.add(each.group(1));
            Matcher older = OLDER.matcher(text);
            page = older.find() ? older.group(1).replace("&amp;", "&") : "";
        }
        return found;
    }

    private static List<String> numbers(int from, int downTo) {
        return IntStream.iterate(from, n -> n >= downTo, n -> n - 1)
                .mapToObj(n -> "#" + n)
                .toList();
    }

    private static final String NUMBER = "<span class=\"no\">(#\\d+)</span>";

    @Test
    void all_changes_are_there_newest_first() {
        assertThat(all("/changes?show=all", NUMBER))
                .isEqualTo(numbers(Shop.number(change) + ENDED + OPEN, Shop.number(change)));
    }

    @Test
    void a_filter_holds_on_every_page() {
        int newest = Shop.number(change) + ENDED + OPEN;
        assertThat(all("/changes?show=done", NUMBER))
                .isEqualTo(numbers(newest - OPEN, Shop.number(change) + 1));
        assertThat(all("/changes?show=mine", NUMBER))
                .isEqualTo(numbers(newest - OPEN, Shop.number(change)));
        assertThat(all("/changes", NUMBER))
                .hasSize(OPEN + 1)
                .endsWith("#" + Shop.number(change))
                .startsWith("#" + newest);
    }

    @Test
    void a_row_says_what_the_page_of_its_change_says() {
        String sentence = "<span class=\"sentence\">([^<]+)</span>";
        List<String> rows = all("/changes", sentence);
        assertThat(rows.getLast())
                .isEqualTo(
                        shop.ada.get(shop.path("/changes/1")).body().path("sentence").asString());
        assertThat(all("/changes?show=done", sentence))
                .containsOnly("Done in staging, production.");
    }

    @Test
    void a_page_of_many_changes_asks_as_few_questions_as_one_of_few() {
        PlainBrowser browser = ada();
        String last = lastFrom("/changes?show=open");
        assertThat(rows(browser, last)).isBetween(2, 10);
        long few = asked(() -> browser.open(last));
        for (String newest : List.of("/changes?show=open", "/changes?show=all")) {
            assertThat(rows(browser, newest)).isEqualTo(25);
            // one for each row more would be nearly twenty
            assertThat(asked(() -> browser.open(newest))).isBetween(1L, few + 3);
        }
    }

    private static String lastFrom(String page) {
        Matcher older = OLDER.matcher(ada().open(page).text());
        return older.find() ? lastFrom(older.group(1).replace("&amp;", "&")) : page;
    }

    private static int rows(PlainBrowser browser, String page) {
        return (int) Pattern.compile(NUMBER).matcher(browser.open(page).text()).results().count();
    }

    /// Each question takes a connection and gives it back. What the server does beside the request
    /// only adds to it: the least of some tries is the request's own.
    private static long asked(Runnable request) {
        var connections =
                house.server.bean(MeterRegistry.class).get("hikaricp.connections.acquire").timer();
        return IntStream.range(0, 5)
                .mapToLong(_ -> {
                    long before = connections.count();
                    request.run();
                    return connections.count() - before;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void a_history_is_whole_page_by_page() {
        assertThat(all(staging() + "/history", "<td data-label=\"Migration\"><code>(tag\\d+)"))
                .hasSize(120)
                .doesNotHaveDuplicates()
                .startsWith("tag120")
                .endsWith("tag1");
    }

    private static String staging() {
        Matcher link =
                Pattern.compile("href=\"(/p/\\d+/d/\\d+)\"[^>]*>staging<")
                        .matcher(ada().open("/databases").text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }
}
