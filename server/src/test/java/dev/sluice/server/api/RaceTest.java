package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The gates when everybody comes at the same moment, over and over.
class RaceTest {
    private static final Folder NONE = new Folder(List.of(), Map.of());

    private static final String DUE =
            "select count(*) from sluice_server.scheduled_tasks where execution_time <= now() and task_name <> 'drift'";

    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    @Test
    void a_word_given_while_somebody_edits_never_counts_for_the_edit() throws Exception {
        try (Shop shop = new Shop(house, "word", 2)) {
            JsonNode seen = shop.released(shop.ada, "main", table(NONE, 0, "int"));
            for (int round = 1; round <= 4; round++) {
                JsonNode now = seen;
                Folder edit = table(NONE, 0, round % 2 == 0 ? "int" : "bigint");
                boolean wordFirst = round % 4 < 2;
                List<Caller.Answer> answers =
                        queued(
                                shop,
                                1,
                                wordFirst,
                                () -> shop.approve(shop.bob, now, "staging"),
                                () -> shop.release(shop.ada, "main", edit));
                assertThat(answers.get(0).status()).isEqualTo(wordFirst ? 200 : 409);
                assertThat(answers.get(1).status()).isEqualTo(200);
                Shop.eventually(() -> Shop.isChecked(shop.change(1)));
                seen = shop.change(1);
                assertThat(seen.path("revision").path("number").asInt()).isEqualTo(round + 1);
                assertThat(Shop.digest(seen)).isNotEqualTo(Shop.digest(now));
                assertThat(shop.lane(1, "staging").path("approvals")).isEmpty();
            }
            assertThat(strayWords(shop)).isZero();
        }
    }

    @Test
    void f27_of_two_hundred_words_and_edits_at_once_none_counts_for_what_it_did_not_see()
            throws Exception {
        try (Shop shop = new Shop(house, "crowd", 2)) {
            JsonNode seen = shop.released(shop.ada, "main", table(NONE, 0, "int"));
            var wishes = new ArrayList<Callable<Caller.Answer>>();
            for (int i = 0; i < 194; i++) wishes.add(() -> shop.approve(shop.bob, seen, "staging"));
            for (int i = 0; i < 6; i++) {
                Folder edit = table(NONE, 0, "numeric(%d)".formatted(i + 2));
                wishes.add(i * 33, () -> shop.release(shop.ada, "main", edit));
            }
            List<Caller.Answer> answers = together(wishes);
            // who could not be served at that moment is told so
            assertThat(statuses(answers)).isSubsetOf(200, 409, 503);
            assertThat(answers.stream().filter(a -> a.status() == 409))
                    .isNotEmpty()
                    .allMatch(a -> !a.detail().isBlank());
            Shop.eventually(() -> Shop.isChecked(shop.change(1)));
            assertThat(shop.change(1).path("revision").path("number").asInt()).isGreaterThan(1);
            assertThat(shop.lane(1, "staging").path("approvals")).isEmpty();
            assertThat(strayWords(shop)).isZero();
            assertThat(shop.approve(shop.bob, seen, "staging").body().toString())
                    .contains("0000_t0 has other statements");
        }
    }

    @Test
    void f30_of_fifty_contrary_wishes_at_once_one_wins_and_the_others_get_a_sentence()
            throws Exception {
        for (int round = 0; round < 2; round++)
            try (Shop shop = new Shop(house, "contrary" + round, 0, false)) {
                shop.released(shop.ada, "main", table(NONE, 0, "int"));
                assertThat(won(contrary(shop, "start", "stop"), 0)).isEqualTo(1);
                Shop.eventually(() -> !isRunning(shop));
                boolean stopped =
                        shop.lane(1, "staging").path("state").asString().equals("stopped");
                List<Caller.Answer> answers = contrary(shop, stopped ? "resume" : "retry", "undo");
                assertThat(won(answers, 0)).isLessThanOrEqualTo(stopped ? 1 : 0);
                assertThat(won(answers, 1)).isLessThanOrEqualTo(1);
                assertThat(won(answers, 0) + won(answers, 1)).isPositive();
                Shop.eventually(() -> !isRunning(shop));
                assertThat(Shop.has(shop.staging, "t0"))
                        .isEqualTo(!shop.state(1).equals("reverted"));
                assertThat(Shop.count(shop.staging, TWICE)).isZero();
            }
    }

    private static final String TWICE =
            """
            select count(*) from (select from sluice.applied
                group by migration_digest, generation, direction having count(*) > 1) s\
            """;

    private static boolean isRunning(Shop shop) {
        return shop.lane(1, "staging").path("state").asString().equals("running");
    }

    /// 25 times each of both, all at once; the answers alternate.
    private static List<Caller.Answer> contrary(Shop shop, String one, String other)
            throws Exception {
        var wishes = new ArrayList<Callable<Caller.Answer>>();
        for (int i = 0; i < 25; i++)
            for (String verb : List.of(one, other))
                wishes.add(() -> shop.act(shop.bob, 1, verb, Shop.wish(verb, "staging")));
        List<Caller.Answer> answers = together(wishes);
        assertThat(answers)
                .allMatch(a -> a.status() == 200 || a.status() == 409 || a.status() == 404)
                .allMatch(a -> a.status() == 200 || !a.detail().isBlank());
        return answers;
    }

    private static long won(List<Caller.Answer> answers, int of) {
        return IntStream.range(0, answers.size())
                .filter(i -> i % 2 == of && answers.get(i).status() == 200)
                .count();
    }

    /// Approvals that stand at a revision whose digest is another one.
    private static long strayWords(Shop shop) {
        return Shop.count(
                house.metadata,
                "select count(*) from sluice_server.approval a join sluice_server.revision r"
                        + " on r.id = a.revision_id join sluice_server.change c on c.id = r.change_id"
                        + " where a.digest <> r.digest and c.project_id = "
                        + shop.projectId());
    }

    @Test
    void what_starts_while_somebody_edits_is_what_was_approved() throws Exception {
        try (Shop shop = new Shop(house, "begun", 1, false)) {
            Folder stands = NONE;
            for (int round = 0; round < 4; round++) {
                Folder approved = table(stands, round, "int");
                Folder edit = table(stands, round, "bigint");
                JsonNode change = shop.released(shop.ada, "main", approved);
                int number = Shop.number(change);
                assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
                boolean begun = round % 2 == 0;
                List<Caller.Answer> answers =
                        queued(
                                shop,
                                number,
                                begun,
                                () ->
                                        shop.act(
                                                shop.bob,
                                                number,
                                                "start",
                                                Map.of("environment", "staging")),
                                () -> shop.release(shop.ada, "main", edit));
                assertThat(answers.get(0).status()).isEqualTo(begun ? 200 : 409);
                assertThat(answers.get(1).status())
                        .as("%s", answers.get(1))
                        .isEqualTo(begun ? 422 : 200);
                if (!begun) {
                    Shop.eventually(() -> Shop.isChecked(shop.change(number)));
                    assertThat(shop.approve(shop.bob, shop.change(number), "staging").status())
                            .isEqualTo(200);
                    shop.bob.done(
                            shop.path("/changes/" + number + "/start"),
                            Map.of("environment", "staging"));
                }
                shop.laneIs(number, "staging", "done");
                assertThat(type(shop, round)).isEqualTo(begun ? "integer" : "bigint");
                stands = begun ? approved : edit;
                production(shop, number);
            }
        }
    }

    /// Four ask for production, again and again from before its approval on; it begins once.
    private static void production(Shop shop, int number) throws Exception {
        Callable<Caller.Answer> start =
                () -> shop.act(shop.bob, number, "start", Map.of("environment", "production"));
        assertThat(statuses(together(List.of(start, start)))).containsExactly(409, 409);
        JsonNode change = shop.change(number);
        List<Caller.Answer> answers =
                together(
                        List.of(
                                start,
                                start,
                                () -> shop.approve(shop.bob, change, "production"),
                                start,
                                start));
        assertThat(answers.get(2).status()).isEqualTo(200);
        long begun = answers.stream().filter(a -> a.status() == 200).count() - 1;
        assertThat(begun).isLessThanOrEqualTo(1);
        if (begun == 0)
            assertThat(statuses(together(List.of(start, start, start, start))))
                    .containsExactly(200, 409, 409, 409);
        shop.laneIs(number, "production", "done");
        JsonNode runs = shop.lane(number, "production").path("runs");
        assertThat(runs).hasSize(1);
        assertThat(runs.get(0).path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void production_begins_after_staging_however_early_it_is_asked_for() throws Exception {
        try (Shop shop = house.shop("early")) {
            Folder folder = NONE;
            for (int round = 0; round < 2; round++) {
                folder = table(folder, round, "int");
                JsonNode change = shop.released(shop.ada, "main", folder);
                int number = Shop.number(change);
                assertThat(shop.approve(shop.bob, change, "production").status()).isEqualTo(200);
                Callable<Caller.Answer> start = () -> untilStarted(shop, number);
                List<Caller.Answer> answers =
                        together(
                                List.of(
                                        start,
                                        start,
                                        () -> shop.approve(shop.bob, change, "staging")));
                assertThat(answers.getLast().status()).isEqualTo(200);
                shop.laneIs(number, "production", "done");
            }
            assertThat(
                            Shop.count(
                                    house.metadata,
                                    """
                                    select count(*) from sluice_server.stage late join sluice_server.stage early
                                    on early.rollout_id = late.rollout_id and early.position < late.position
                                    join sluice_server.rollout o on o.id = late.rollout_id
                                    join sluice_server.change c on c.id = o.change_id
                                    where late.started_at >= early.done_at and c.project_id =\s\
                                    """
                                            + shop.projectId()))
                    .isEqualTo(2);
        }
    }

    /// Asks until production has begun, by whomever.
    private static Caller.Answer untilStarted(Shop shop, int number) {
        while (true) {
            Caller.Answer answer =
                    shop.act(shop.bob, number, "start", Map.of("environment", "production"));
            String state = shop.lane(number, "production").path("state").asString();
            if (answer.status() == 200 || !state.equals("waiting")) return answer;
            assertThat(answer.status()).isEqualTo(409);
        }
    }

    @Test
    void a_predecessor_closed_at_that_moment_leaves_no_way_in() throws Exception {
        try (Shop shop = new Shop(house, "fallen", 1, false)) {
            Folder one = table(NONE, 0, "int");
            Folder two = table(one, 1, "int");
            for (int round = 0; round < 2; round++) {
                JsonNode first = shop.released(shop.ada, "one", one);
                JsonNode second = shop.released(shop.ada, "two", two);
                int number = Shop.number(second);
                Callable<Caller.Answer> start =
                        () -> shop.act(shop.bob, number, "start", Map.of("environment", "staging"));
                List<Caller.Answer> answers =
                        together(
                                List.of(
                                        () -> shop.approve(shop.bob, second, "staging"),
                                        () ->
                                                shop.act(
                                                        shop.ada,
                                                        Shop.number(first),
                                                        "close",
                                                        Map.of("reason", "not wanted")),
                                        start,
                                        start));
                assertThat(answers.get(0).status()).isIn(200, 409);
                assertThat(answers.get(1).status()).isEqualTo(200);
                assertThat(statuses(answers.subList(2, 4))).containsExactly(409, 409);
                assertThat(start.call().status()).isEqualTo(409);
                assertThat(shop.lane(number, "staging").path("approvals")).isEmpty();
                shop.act(shop.ada, number, "close", Map.of("reason", "again"));
            }
            assertThat(Shop.has(shop.staging, "t0")).isFalse();
            assertThat(Shop.has(shop.staging, "t1")).isFalse();
        }
    }

    @Test
    void a_hand_that_ends_its_work_while_the_run_waits_for_it_stops_the_run() throws Exception {
        try (Shop shop = house.shop("hand")) {
            Folder one = table(NONE, 0, "int");
            shop.rolledOut(shop.released(shop.ada, "main", one));
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "more",
                            one.with("0001_more", "ALTER TABLE t0 ADD more int;"));
            try (var hand = shop.staging.connect();
                    var statement = hand.createStatement()) {
                hand.setAutoCommit(false);
                statement.execute("ALTER TABLE t0 ADD by_hand int");
                assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
                Shop.eventually(() -> Shop.count(shop.staging, WAITING) == 1);
                hand.commit();
            }
            shop.laneIs(2, "staging", "failed");
            assertThat(shop.lane(2, "staging").path("runs").get(0).path("reason").asString())
                    .contains("t0.by_hand", "Nothing of 0001_more stays.");
            assertThat(
                            Shop.text(
                                    shop.staging,
                                    "select string_agg(column_name, ' ' order by ordinal_position) from information_schema.columns where table_name = 't0'"))
                    .isEqualTo("id x by_hand");
            assertThat(Shop.count(shop.staging, "select count(*) from sluice.applied"))
                    .isEqualTo(1);
        }
    }

    @Test
    void f28_one_persons_word_counts_once_however_often_it_is_given() throws Exception {
        try (Shop shop = new Shop(house, "once", 2)) {
            JsonNode change = shop.released(shop.ada, "main", table(NONE, 0, "int"));
            Callable<Caller.Answer> word = () -> shop.approve(shop.bob, change, "staging");
            assertThat(statuses(together(Collections.nCopies(8, word))))
                    .containsExactly(200, 409, 409, 409, 409, 409, 409, 409);
            assertThat(shop.state(1)).isEqualTo("in_review");
            assertThat(shop.lane(1, "staging").path("blockers").toString())
                    .contains("1 more person");
        }
    }

    @Test
    void many_releases_of_one_ref_at_once_make_one_change() throws Exception {
        try (Shop shop = house.shop("ref")) {
            Folder folder = table(NONE, 0, "int");
            Callable<Caller.Answer> release = () -> shop.release(shop.ada, "main", folder);
            assertThat(statuses(together(Collections.nCopies(6, release)))).containsOnly(200);
            assertThat(shop.ada.list(shop.path("/changes"))).hasSize(1);
            assertThat(shop.change(1).path("revision").path("number").asInt()).isEqualTo(1);
        }
    }

    private static Folder table(Folder before, int number, String type) {
        return before.with(
                "%04d_t%d".formatted(number, number),
                "CREATE TABLE t%d (id serial PRIMARY KEY, x %s);".formatted(number, type));
    }

    private static String type(Shop shop, int number) {
        return Shop.count(
                                shop.staging,
                                "select count(*) from information_schema.columns where table_name = 't%d' and column_name = 'x' and data_type = 'bigint'"
                                        .formatted(number))
                        == 1
                ? "bigint"
                : "integer";
    }

    private static List<Integer> statuses(List<Caller.Answer> answers) {
        return answers.stream().map(Caller.Answer::status).sorted().toList();
    }

    /// Both come to the change's lock while somebody else holds it, in the order that is wanted,
    /// and are let go at once. The server's own work on the change is over by then.
    private static List<Caller.Answer> queued(
            Shop shop,
            int number,
            boolean inOrder,
            Callable<Caller.Answer> one,
            Callable<Caller.Answer> other)
            throws Exception {
        Shop.eventually(() -> Shop.count(house.metadata, DUE) == 0);
        try (var holder = house.metadata.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            try (var lock = holder.createStatement()) {
                lock.executeQuery(
                        "select from sluice_server.change where project_id = %d and number = %d for update"
                                .formatted(shop.projectId(), number));
            }
            var first = threads.submit(inOrder ? one : other);
            Shop.eventually(() -> waiting() >= 1);
            var second = threads.submit(inOrder ? other : one);
            Shop.eventually(() -> waiting() >= 2);
            holder.rollback();
            return inOrder
                    ? List.of(first.get(), second.get())
                    : List.of(second.get(), first.get());
        }
    }

    private static long waiting() {
        return Shop.count(house.metadata, WAITING);
    }

    /// All begin at once; the answers in the order of the wishes.
    private static List<Caller.Answer> together(List<Callable<Caller.Answer>> wishes)
            throws Exception {
        var line = new CyclicBarrier(wishes.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun =
                    wishes.stream()
                            .map(w ->
                                    threads.submit(() -> {
                                        line.await();
                                        return w.call();
                                    }))
                            .toList();
            var answers = new ArrayList<Caller.Answer>();
            for (var b : begun) answers.add(b.get());
            return answers;
        }
    }
}
