package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.SchemaObject;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import dev.sluice.testkit.WireProxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the server finds out about each target before anybody approves.
class ChecksTest {
    private static final Folder USERS =
            Folder.of("0000_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);");
    private static final Folder WIDER =
            USERS.with("0001_wider", "ALTER TABLE users ADD COLUMN age int;");

    private static final Folder ALONE =
            Folder.of("0000_beside", "CREATE TABLE beside (id int PRIMARY KEY);");

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
    void a_proof_is_made_on_the_major_of_each_target_with_its_timings() {
        try (TestDatabase old = TestPostgres.database(16);
                Shop shop = new Shop(house, "majors", 1)) {
            house.root.done(
                    shop.path("/databases"), RunningServer.database("production", "older", old));
            JsonNode change = shop.released(shop.ada, "main", USERS);
            assertThat(words(change, "older", "proof"))
                    .containsPattern("0000_users: .* \\(up \\d+ ms, down \\d+ ms\\)");
            assertThat(words(change, "staging", "proof")).contains("0000_users: ");
            assertThat(
                            Shop.text(
                                    house.metadata,
                                    "select string_agg(distinct major::text, ' ') from sluice_server.migration_proof where tag = '0000_users'"))
                    .isEqualTo("16 18");
            assertThat(change.path("proofs").get(0).path("differences").toString())
                    .contains("public.users");
            shop.approved(change, "staging", "done");
            shop.approved(change, "production", "done");
            assertThat(Shop.has(old, "users")).isTrue();
        }
    }

    @Test
    void hazards_come_with_the_sizes_of_the_targets_own_tables() {
        try (Shop shop = house.shop("sizes")) {
            shop.rolledOut(shop.released(shop.ada, "main", USERS));
            shop.production.execute(
                    "insert into users (email) select 'x' || i from generate_series(1, 5000) i",
                    "analyze users");
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            USERS.with("0001_gone", "ALTER TABLE users DROP COLUMN email;"));
            assertThat(state(change, "production", "hazards")).isEqualTo("warning");
            assertThat(words(change, "production", "hazards"))
                    .contains("column public.users.email", "(5000 there now)")
                    .contains("works on public.users (about 5000 rows, ");
            assertThat(words(change, "staging", "hazards")).contains("(0 there now)");
        }
    }

    @Test
    void locks_and_rewrites_are_seen_on_scratch_and_told_with_the_targets_sizes() {
        Folder two =
                Folder.of(
                        "0000_two",
                        "CREATE TABLE heavy (id int PRIMARY KEY, n int, t varchar(10)); CREATE TABLE other (id int PRIMARY KEY, heavy int);");
        try (Shop shop = house.shop("locks")) {
            shop.rolledOut(shop.released(shop.ada, "main", two));
            shop.production.execute(
                    "insert into heavy select i, i, 'x' from generate_series(1, 3000) i",
                    "insert into other select i, i from generate_series(1, 698) i",
                    "insert into other values (9001, 9999), (9002, null)",
                    "analyze heavy, other");
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            two.with("0001_wider", "ALTER TABLE heavy ALTER n TYPE bigint;")
                                    .with(
                                            "0002_longer",
                                            "ALTER TABLE heavy ALTER t TYPE varchar(20);")
                                    .with(
                                            "0003_index",
                                            "DO $$ BEGIN EXECUTE 'CREATE INDEX ON heavy (t)'; END $$;")
                                    .with(
                                            "0004_key",
                                            "ALTER TABLE other ADD FOREIGN KEY (heavy) REFERENCES heavy (id);")
                                    .with(
                                            "0005_full",
                                            "ALTER TABLE other ALTER heavy SET NOT NULL;")
                                    .with(
                                            "0006_gone",
                                            "CREATE TABLE copied AS SELECT * FROM other; DROP TABLE other;"),
                            Map.of("strategy", "direct"));
            assertThat(words(change, "production", "hazards").lines())
                    .filteredOn(l -> l.startsWith("000") && !l.contains("data loss"))
                    .satisfiesExactly(
                            l ->
                                    assertThat(l)
                                            .startsWith(
                                                    "0001_wider: table rewrite, table public.heavy: ")
                                            .containsPattern("\\(about 3000 rows, \\d+ kB\\)$"),
                            l ->
                                    assertThat(l)
                                            .startsWith(
                                                    "0003_index: long exclusive lock, table public.heavy: ")
                                            .contains(
                                                    "writes to it wait meanwhile (about 3000 rows, "),
                            l ->
                                    assertThat(l)
                                            .startsWith(
                                                    "0004_key: may fail on existing data, constraint public.other.other_heavy_fkey: ")
                                            .endsWith("(1 there now)"),
                            l ->
                                    assertThat(l)
                                            .startsWith(
                                                    "0004_key: long exclusive lock, table public.heavy: ")
                                            .contains(
                                                    "writes to it wait meanwhile (about 3000 rows, "),
                            l ->
                                    assertThat(l)
                                            .startsWith(
                                                    "0004_key: long exclusive lock, table public.other: ")
                                            .contains(
                                                    "writes to it wait meanwhile (about 700 rows, "),
                            l ->
                                    assertThat(l)
                                            .startsWith(
                                                    "0005_full: may fail on existing data, column public.other.heavy: ")
                                            .endsWith("(1 there now)"),
                            l ->
                                    assertThat(l)
                                            .startsWith(
                                                    "0005_full: long exclusive lock, table public.other: ")
                                            .contains(
                                                    "nothing else can read or write it meanwhile (about 700 rows, "));
        }
    }

    @Test
    void a_database_that_does_not_answer_is_asked_again_until_it_does() throws Exception {
        try (TestDatabase behind = TestPostgres.database(18);
                Shop shop = house.shop("away");
                WireProxy wire = WireProxy.before(port(behind))) {
            var registered = new HashMap<>(RunningServer.database("staging", "behind", behind));
            registered.put("port", wire.port());
            house.root.done(shop.path("/databases"), registered);
            shop.released(shop.ada, "main", USERS);
            wire.setAway(true);
            assertThat(shop.act(shop.ada, 1, "check", Map.of()).status()).isLessThan(300);
            Shop.eventually(() ->
                    words(shop.change(1), "behind", "reachable")
                            .endsWith("The checks run again every 30 s until it answers."));
            wire.setAway(false);
            Shop.eventually(() -> {
                house.metadata.execute(
                        "update sluice_server.scheduled_tasks set execution_time = now() where task_name = 'checks' and not picked");
                return words(shop.change(1), "behind", "reachable").contains(" answers,");
            });
        }
    }

    private static int port(TestDatabase database) {
        return ((Number) RunningServer.database("staging", database).get("port")).intValue();
    }

    /// The lock lets the proof be made and read, not kept.
    @Test
    void a_release_is_answered_before_its_proof_and_has_no_digest_until_then() throws Exception {
        try (Shop shop = house.shop("beside")) {
            JsonNode answer;
            try (Connection hold = house.metadata.connect();
                    var statement = hold.createStatement()) {
                hold.setAutoCommit(false);
                statement.execute("lock table sluice_server.migration_proof in exclusive mode");
                answer =
                        shop.ada.done(
                                shop.path("/releases"),
                                Map.of("ref", "main", "commit", "c0ffee", "files", ALONE.files()));
                assertThat(answer.path("sentence").asString()).isEqualTo("The checks are running.");
                assertThat(Shop.digest(answer)).isEmpty();
                Shop.eventually(
                        () -> shop.change(1).path("checks").toString().contains("0 of 1 tried"));
                for (String seen : List.of("", "0".repeat(64))) {
                    Caller.Answer word =
                            shop.bob.post(
                                    shop.path("/changes/1/approve"),
                                    Map.of(
                                            "environment",
                                            "staging",
                                            "digest",
                                            seen,
                                            "acceptDataLoss",
                                            true));
                    assertThat(word.status()).isEqualTo(409);
                    assertThat(word.detail()).contains("revision 1 is still being checked");
                }
                Caller.Answer start =
                        shop.act(shop.bob, 1, "start", Map.of("environment", "production"));
                assertThat(start.status()).isEqualTo(409);
                assertThat(start.detail()).contains("The checks are still running.");
                assertThat(shop.release(shop.ada, "main", ALONE).status()).isEqualTo(200);
                hold.rollback();
            }
            Shop.eventually(() -> Shop.isChecked(shop.change(1)));
            JsonNode change = shop.change(1);
            assertThat(change.path("revision").path("number").asInt()).isEqualTo(1);
            assertThat(Shop.digest(change)).hasSize(64);
            assertThat(change.path("targets").path(0).path("migrations").path(0).path("down"))
                    .hasSize(1);
            shop.rolledOut(change);
        }
    }

    @Test
    void a_service_account_that_does_not_own_what_is_changed_is_an_error() throws Exception {
        String account = "account_" + UUID.randomUUID().toString().replace("-", "");
        try (Shop shop = house.shop("rights");
                TestDatabase target = TestPostgres.database()) {
            target.execute(
                    "create role " + account + " login password 'of the account'",
                    "grant create on database " + target.name() + " to " + account,
                    "create table users (id serial primary key, email text)");
            var database = new HashMap<>(RunningServer.database("staging", "owned", target));
            database.put("username", account);
            database.put("credential", "of the account");
            house.root.done(shop.path("/databases"), database);
            shop.staging.execute("create table users (id serial primary key, email text)");
            shop.production.execute("create table users (id serial primary key, email text)");
            adoptAll(shop);
            JsonNode change =
                    shop.released(
                            shop.ada,
                            "main",
                            Folder.of(
                                            "0000_index",
                                            "CREATE TABLE IF NOT EXISTS users (id serial PRIMARY KEY, email text);")
                                    .with("0001_wider", "ALTER TABLE users ADD COLUMN age int;"));
            assertThat(state(change, "owned", "rights")).isEqualTo("error");
            assertThat(words(change, "owned", "rights"))
                    .contains(account + " does not own users of postgres")
                    .contains("may not create in the schema public");
            assertThat(state(change, "staging", "rights")).isEqualTo("passed");
            assertThat(shop.lane(1, "staging").path("blockers").toString())
                    .contains("Check rights says no");
            target.execute(
                    "alter table users owner to " + account,
                    "grant all on schema public to " + account);
            assertThat(state(again(shop, 1), "owned", "rights")).isEqualTo("passed");
            target.execute("drop owned by " + account + " cascade");
        } finally {
            try (TestDatabase any = TestPostgres.database()) {
                any.execute("drop role if exists " + account);
            }
        }
    }

    /// What stands in the databases becomes their record.
    private static void adoptAll(Shop shop) {
        for (String name : List.of("owned", "staging", "production")) {
            house.root.done(shop.path("/databases/" + name + "/drift"), Map.of());
            house.root.post(
                    shop.path("/databases/" + name + "/drift/adopt"), Map.of("reason", "as it is"));
        }
    }

    @Test
    void a_role_that_a_policy_names_and_the_target_lacks_is_named() throws Exception {
        String role = "reader_" + UUID.randomUUID().toString().replace("-", "");
        try (Shop shop = house.shop("roles")) {
            Caller.Answer answer =
                    shop.release(
                            shop.ada,
                            "main",
                            USERS.with(
                                    "0001_policy",
                                    "CREATE POLICY mine ON users TO " + role + " USING (true);"));
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            Shop.eventually(() -> Shop.isChecked(shop.change(1)));
            assertThat(state(shop.change(1), "staging", "roles")).isEqualTo("error");
            assertThat(words(shop.change(1), "staging", "roles"))
                    .contains("missing role: " + role, "Create it there");
            shop.staging.execute("create role " + role);
            assertThat(state(again(shop, 1), "staging", "roles")).isEqualTo("passed");
        } finally {
            try (TestDatabase any = TestPostgres.database()) {
                any.execute("drop role if exists " + role);
            }
        }
    }

    /// The servers of the tests all have the same extensions: the record of a proof is told to need
    /// another one.
    @Test
    void an_extension_that_the_target_lacks_is_named() {
        try (Shop shop = house.shop("extensions")) {
            shop.released(
                    shop.ada,
                    "main",
                    Folder.of("0000_alone", "CREATE TABLE alone (id int PRIMARY KEY);"));
            Catalogs catalogs = house.server.bean(Catalogs.class);
            String after =
                    Shop.text(
                            house.metadata,
                            "select fingerprint_after from sluice_server.migration_proof where tag = '0000_alone'");
            Catalog catalog = catalogs.named(after);
            var objects = new ArrayList<SchemaObject>(catalog.objects());
            objects.add(
                    new Extension(
                            Identifier.of("nowhere_to_be_had"),
                            Identifier.of("public"),
                            "1",
                            null));
            String told =
                    catalogs.keep(new Catalog(catalog.major(), objects, catalog.dependencies()))
                            .toString();
            house.metadata.execute(
                    "update sluice_server.migration_proof set fingerprint_after = '%s' where tag = '0000_alone'"
                            .formatted(told));
            JsonNode change = again(shop, 1);
            assertThat(state(change, "production", "extensions")).isEqualTo("error");
            assertThat(words(change, "production", "extensions"))
                    .contains("missing extension: nowhere_to_be_had", "Install it");
        }
    }

    @Test
    void a_target_that_is_gone_another_or_has_a_broken_ledger_is_an_error() {
        try (Shop shop = house.shop("gone")) {
            shop.rolledOut(shop.released(shop.ada, "main", USERS));
            JsonNode change = shop.released(shop.ada, "main", WIDER);
            assertThat(state(change, "staging", "reachable")).isEqualTo("passed");
            assertThat(state(change, "staging", "identity")).isEqualTo("passed");
            assertThat(words(change, "staging", "ledger")).contains("last applied: 0000_users");
            assertThat(state(change, "staging", "fingerprint")).isEqualTo("passed");
            shop.production.execute(
                    "set session_replication_role = replica; update sluice.applied set tag = '0000_forged'");
            shop.staging.close();
            JsonNode now = again(shop, 2);
            assertThat(state(now, "staging", "reachable")).isEqualTo("error");
            assertThat(state(now, "production", "ledger")).isEqualTo("error");
            assertThat(shop.approve(shop.bob, now, "staging").status()).isEqualTo(200);
            assertThat(shop.lane(2, "staging").path("blockers").toString())
                    .contains("Check reachable says no");
            shop.production.execute("create database " + shop.staging.name());
            assertThat(state(again(shop, 2), "staging", "identity")).isEqualTo("error");
            assertThat(words(shop.change(2), "staging", "identity"))
                    .contains("another database than the one that was registered");
        }
    }

    @Test
    void a_database_that_was_made_anew_is_registered_anew_and_its_record_stays() {
        try (Shop shop = house.shop("anew");
                TestDatabase fresh = TestPostgres.database()) {
            shop.rolledOut(shop.released(shop.ada, "main", USERS));
            shop.released(shop.ada, "main", WIDER);
            String path = shop.path("/databases");
            var wanted = new java.util.HashMap<>(RunningServer.database("staging", fresh));
            assertThat(house.root.post(path, wanted).detail()).contains("register it anew");
            wanted.put("anew", true);
            assertThat(shop.bob.post(path, wanted).status()).isEqualTo(403);
            assertThat(house.root.post(path, wanted).detail())
                    .contains("#2 counts on staging as it is registered. Close it");
            shop.ada.done(shop.path("/changes/2/close"), Map.of("reason", "the database is new"));
            wanted.put("environment", "production");
            assertThat(house.root.post(path, wanted).detail())
                    .contains("staging is registered in staging, and stays there");
            wanted.put("environment", "staging");
            house.root.done(path, wanted);
            assertThat(
                            shop.bob
                                    .done(shop.path("/databases/staging/drift"), Map.of())
                                    .path("differences")
                                    .toString())
                    .contains("public.users");
            JsonNode now = shop.released(shop.ada, "main", WIDER);
            assertThat(state(now, "staging", "identity")).isEqualTo("passed");
        }
    }

    private static JsonNode again(Shop shop, int number) {
        shop.ada.done(shop.path("/changes/" + number + "/check"), Map.of());
        Shop.eventually(() -> Shop.isChecked(shop.change(number)));
        return shop.change(number);
    }

    private static String state(JsonNode change, String database, String kind) {
        return check(change, database, kind).path("state").asString();
    }

    private static String words(JsonNode change, String database, String kind) {
        return check(change, database, kind).path("words").asString();
    }

    private static JsonNode check(JsonNode change, String database, String kind) {
        return StreamSupport.stream(change.path("checks").spliterator(), false)
                .filter(c ->
                        c.path("database").asString().equals(database)
                                && c.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(
                                database + " has no " + kind + ": " + change.path("checks")));
    }
}
