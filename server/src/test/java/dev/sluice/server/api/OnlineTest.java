package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.folder.Migration;
import dev.sluice.server.web.PlainBrowser;
import dev.sluice.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A release runs by the online form what it builds on tables that stand, and shows it; everything
/// else about it is that of its file.
class OnlineTest {
    private static final String BREAK = "\n--> statement-breakpoint\n";
    private static final Folder SHOP =
            Folder.of(
                    "0000_shop",
                    "CREATE TABLE people (id int PRIMARY KEY, mail text, note text);"
                            + BREAK
                            + "CREATE TABLE pets (id int PRIMARY KEY, owner int);");
    private static final String RULES =
            String.join(
                    BREAK,
                    "CREATE INDEX \"by_mail\" ON \"people\" USING btree (\"mail\");",
                    "UPDATE people SET note = 'none' WHERE note IS NULL;",
                    "ALTER TABLE \"people\" ALTER COLUMN \"note\" SET NOT NULL;",
                    "ALTER TABLE \"people\" ADD CONSTRAINT \"short\" CHECK (length(note) < 100);",
                    "ALTER TABLE \"pets\" ADD CONSTRAINT \"owned\" FOREIGN KEY (\"owner\") REFERENCES \"people\"(\"id\");");
    private static final Folder RULED = SHOP.with("0001_rules", RULES);

    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    private static Shop withRows(String name) {
        Shop shop = house.shop(name);
        shop.rolledOut(shop.released(shop.ada, "first", SHOP));
        for (TestDatabase database : List.of(shop.staging, shop.production))
            database.execute(
                    "insert into people (id, mail) select g, 'm' || g from generate_series(1, 100) g",
                    "insert into pets select g, g from generate_series(1, 100) g");
        return shop;
    }

    private static JsonNode migration(JsonNode change) {
        return change.path("targets").get(0).path("migrations").get(0);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
    }

    private static JsonNode released(Shop shop, String ref, Folder folder, String strategy) {
        return shop.released(
                shop.ada,
                ref,
                folder,
                Map.of(
                        "strategy",
                        strategy,
                        "drizzleSchema",
                        "drizzle",
                        "drizzleTable",
                        "__drizzle_migrations"));
    }

    @Test
    void the_reviewer_sees_what_runs_and_what_the_file_says_and_it_goes_there_and_back() {
        try (Shop shop = withRows("seen")) {
            JsonNode change = released(shop, "rules", RULED, "online");
            JsonNode migration = migration(change);
            List<String> statements = texts(migration.path("statements"));
            assertThat(statements)
                    .containsSubsequence(
                            "CREATE INDEX CONCURRENTLY \"by_mail\" ON \"public\".\"people\" USING btree (mail)",
                            "UPDATE people SET note = 'none' WHERE note IS NULL;",
                            "ALTER TABLE \"public\".\"people\" VALIDATE CONSTRAINT \"people_note_not_null\"",
                            "ALTER TABLE \"public\".\"people\" VALIDATE CONSTRAINT \"short\"",
                            "ALTER TABLE \"public\".\"pets\" VALIDATE CONSTRAINT \"owned\"")
                    .hasSize(8);
            assertThat(migration.path("forms").findValuesAsString("first"))
                    .containsExactly("0", "2", "4", "6");
            assertThat(migration.path("forms").get(0).path("says").asString())
                    .isEqualTo("CREATE INDEX \"by_mail\" ON \"people\" USING btree (\"mail\")");
            assertThat(change.path("revision").path("strategy").asString()).isEqualTo("online");
            assertThat(change.path("proofs").findValuesAsString("kind"))
                    .doesNotContain("long exclusive lock");
            assertThat(change.path("checks").findValuesAsString("words"))
                    .anyMatch(
                            w -> w.startsWith("0001_rules runs by the online form, step by step"));
            assertThat(page(shop, 2))
                    .contains("The file says <code>CREATE INDEX", "CREATE INDEX CONCURRENTLY");

            shop.rolledOut(change);
            assertThat(
                            Shop.text(
                                    shop.staging,
                                    "select string_agg(kind, ' ' order by step_no) from sluice.step"))
                    .isEqualTo(
                            "create_index transactional validate transactional validate transactional validate");
            assertThat(
                            Shop.text(
                                    shop.staging,
                                    "select migration_digest from sluice.applied where tag = '0001_rules'"))
                    .isEqualTo(migration.path("digest").asString());
            assertThat(
                            Shop.text(
                                    shop.staging,
                                    "select hash from drizzle.__drizzle_migrations order by created_at desc limit 1"))
                    .isEqualTo(
                            Migration.of(
                                            1,
                                            "0001_rules",
                                            1,
                                            RULES,
                                            Optional.empty(),
                                            Optional.empty())
                                    .hash());
            JsonNode drift = shop.ada.done(shop.path("/databases/production/drift"), Map.of());
            assertThat(drift.path("differences")).isEmpty();
            assertThat(shop.release(shop.ada, "same", RULED).detail())
                    .contains("Nothing to release");

            shop.bob.done(
                    shop.path("/changes/2/undo"), Map.of("reason", "x", "acceptDataLoss", true));
            Shop.eventually(() -> shop.state(2).equals("reverted"));
            for (TestDatabase database : List.of(shop.staging, shop.production)) {
                assertThat(Shop.has(database, "by_mail")).isFalse();
                assertThat(
                                Shop.count(
                                        database,
                                        "select count(*) from pg_constraint where conname in ('short', 'owned', 'people_note_not_null')"))
                        .isZero();
                assertThat(
                                Shop.count(
                                        database,
                                        "select count(*) from drizzle.__drizzle_migrations"))
                        .isZero();
            }
            shop.rolledOut(released(shop, "again", RULED, "online"));
        }
    }

    private static String page(Shop shop, int number) {
        var browser = new PlainBrowser(house.server.port());
        browser.signIn("ada-" + shop.name, RunningServer.password("ada-" + shop.name));
        return browser.open("/p/%d/c/%d/sql".formatted(shop.projectId(), number)).text();
    }

    @Test
    void writers_write_on_while_an_index_waits_for_one_that_is_not_done() throws Exception {
        try (Shop shop = withRows("writers");
                var first = shop.staging.connect();
                var second = shop.staging.connect()) {
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "index",
                            SHOP.with("0001_index", "CREATE INDEX by_mail ON people (mail);"));
            first.setAutoCommit(false);
            try (var writing = first.createStatement();
                    var others = second.createStatement()) {
                writing.execute("insert into people values (1001, 'x', 'x')");
                assertThat(shop.approve(shop.bob, change, "staging").status()).isEqualTo(200);
                Shop.eventually(() ->
                        Shop.count(
                                        shop.staging,
                                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                                + " and query like 'CREATE INDEX CONCURRENTLY%'"
                                                + " and datname = current_database()")
                                == 1);
                others.execute("set lock_timeout = '2s'");
                others.execute("insert into people values (1002, 'y', 'y')");
                others.execute("update people set note = 'z' where id = 7");
            }
            first.commit();
            shop.laneIs(2, "staging", "done");
            assertThat(
                            Shop.count(
                                    shop.staging,
                                    "select count(*) from pg_index where indexrelid = 'by_mail'::regclass and indisvalid"))
                    .isEqualTo(1);
        }
    }

    @Test
    void direct_runs_the_file_as_it_is_and_is_another_revision() {
        try (Shop shop = withRows("direct")) {
            JsonNode online = released(shop, "rules", RULED, "online");
            shop.bob.done(
                    shop.path("/changes/2/approve"),
                    Map.of(
                            "environment",
                            "production",
                            "digest",
                            Shop.digest(online),
                            "acceptDataLoss",
                            true));
            assertThat(shop.lane(2, "production").path("approvals")).hasSize(1);
            JsonNode direct = released(shop, "rules", RULED, "direct");
            assertThat(Shop.number(direct)).isEqualTo(Shop.number(online));
            assertThat(Shop.digest(direct)).isNotEqualTo(Shop.digest(online));
            assertThat(direct.path("revision").path("number").asInt()).isEqualTo(2);
            assertThat(direct.path("revision").path("strategy").asString()).isEqualTo("direct");
            assertThat(String.join(BREAK, texts(migration(direct).path("statements"))))
                    .isEqualTo(RULES);
            assertThat(migration(direct).path("forms")).isEmpty();
            assertThat(direct.path("proofs").findValuesAsString("kind"))
                    .contains("long exclusive lock");
            assertThat(shop.lane(2, "production").path("approvals")).isEmpty();
            assertThat(shop.approve(shop.bob, online, "staging").status()).isEqualTo(409);
            shop.approved(direct, "staging", "done");
            assertThat(Shop.count(shop.staging, "select count(*) from sluice.step")).isZero();
        }
    }

    @Test
    void a_step_that_fails_leaves_those_before_it_and_only_its_own_form_goes_on() {
        try (Shop shop = withRows("mended")) {
            shop.staging.execute("update people set mail = 'm1' where id = 2");
            Folder folder =
                    SHOP.with(
                            "0001_mails",
                            "UPDATE people SET note = coalesce(note, '') || '!' WHERE id = 7;"
                                    + BREAK
                                    + "ALTER TABLE people ADD CONSTRAINT mails UNIQUE (mail);");
            JsonNode change = released(shop, "mails", folder, "online");
            shop.approved(change, "staging", "failed");
            JsonNode run = shop.lane(2, "staging").path("runs").get(0);
            assertThat(run.path("state").asString()).isEqualTo("failed_partly");
            assertThat(run.path("reason").asString()).contains("Steps 1 to 1 of 3", "(m1)");
            shop.staging.execute("update people set mail = 'm2' where id = 2");

            shop.bob.done(shop.path("/changes/2/close"), Map.of("reason", "another way"));
            JsonNode direct = released(shop, "mails", folder, "direct");
            shop.approved(direct, "staging", "failed");
            assertThat(shop.lane(3, "staging").path("runs").toString())
                    .contains("was begun with other statements");
            shop.bob.done(shop.path("/changes/3/close"), Map.of("reason", "the same way"));

            JsonNode again = released(shop, "mails", folder, "online");
            shop.approved(again, "staging", "done");
            assertThat(Shop.text(shop.staging, "select note from people where id = 7"))
                    .isEqualTo("!");
            assertThat(
                            Shop.count(
                                    shop.staging,
                                    "select count(*) from pg_constraint where conname = 'mails'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void each_major_has_its_own_form_and_the_page_shows_both() {
        try (Shop shop = house.shop("majors");
                TestDatabase older = dev.sluice.testkit.TestPostgres.database(16)) {
            house.root.done(
                    shop.path("/databases"), RunningServer.database("production", "older", older));
            shop.rolledOut(shop.released(shop.ada, "first", SHOP));
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "note",
                            SHOP.with("0001_note", "ALTER TABLE people ALTER note SET NOT NULL;"));
            assertThat(change.path("proofs").findValuesAsString("kind"))
                    .doesNotContain("long exclusive lock");
            assertThat(page(shop, 2)).contains("CHECK (", "NOT NULL \"note\" NOT VALID");
            shop.rolledOut(change);
        }
    }
}
