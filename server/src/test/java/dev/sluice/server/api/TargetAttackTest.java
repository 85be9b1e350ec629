package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Attacks by what a target is said to be, by what stands in it, and by the SQL that is sent to run
/// on it.
class TargetAttackTest {
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
    }

    private static Map<String, Object> database(String field, Object value) {
        var body =
                new HashMap<String, Object>(RunningServer.database("staging", "odd", shop.staging));
        body.put(field, value);
        return body;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "[::ffff:169.254.169.254]",
                "::ffff:169.254.169.254",
                "2852039166",
                "0",
                "0.0.0.0",
                "::",
                "fe80::1",
                "224.0.0.1",
                "fd00:ec2::254",
                "100.100.100.200"
            })
    void s02_no_connection_is_made_to_where_no_database_is(String host) {
        Caller.Answer answer = house.root.post(shop.path("/databases"), database("host", host));
        assertThat(answer.status()).as(answer.toString()).isIn(422, 502);
        if (answer.status() == 502)
            assertThat(answer.detail()).contains("connects to no link-local");
        assertThat(house.root.list(shop.path("/databases"))).hasSize(2);
    }

    @Test
    void s02_what_answers_and_is_no_database_is_told_apart_from_nothing_by_no_content() {
        Caller.Answer web =
                house.root.post(shop.path("/databases"), database("port", house.server.port()));
        assertThat(web.status()).isEqualTo(502);
        assertThat(web.detail()).doesNotContain("HTTP/1.1", "html");
        for (String host : List.of("/var/run/postgresql", "http://127.0.0.1", "127.0.0.1/x", "a b"))
            assertThat(house.root.post(shop.path("/databases"), database("host", host)).status())
                    .as(host)
                    .isEqualTo(422);
    }

    @Test
    void s03_no_field_reaches_the_driver_as_an_option(@TempDir Path folder) {
        String file = folder.resolve("driver.log").toString();
        for (String option :
                List.of(
                        "socketFactory=dev.sluice.server.api.TargetAttackTest$Loaded",
                        "sslfactory=dev.sluice.server.api.TargetAttackTest$Loaded",
                        "authenticationPluginClassName=dev.sluice.server.api.TargetAttackTest$Loaded",
                        "loggerLevel=TRACE&loggerFile=" + file))
            for (String field : List.of("host", "database", "username", "credential", "sslMode"))
                for (String glue : List.of("?", "&", "/x?", "#", ";", "%26", "\n")) {
                    Object good = database("name", "x").get(field);
                    Caller.Answer answer =
                            house.root.post(
                                    shop.path("/databases"),
                                    database(
                                            field,
                                            (good == null ? "disable" : good) + glue + option));
                    assertThat(answer.status()).as(field + glue + option).isIn(409, 422, 502);
                }
        assertThat(Loaded.count).isZero();
        assertThat(Files.exists(Path.of(file))).isFalse();
        assertThat(house.root.list(shop.path("/databases"))).hasSize(2);
    }

    /// What an attacker would like the driver to make.
    static final class Loaded {
        static int count;

        Loaded(String argument) {
            count++;
        }
    }

    @Test
    void s18_what_a_target_holds_runs_nothing_while_it_is_read() {
        shop.staging.execute(
                """
                create schema trap;
                create table trap.taken (what text);
                create function trap.taken(what text) returns boolean language plpgsql as
                    $f$ begin insert into trap.taken values (what || ': ' || current_query()); return true; end $f$;
                create function trap.shadow(a name, b name) returns boolean language plpgsql as
                    $f$ begin perform trap.taken('operator'); return true; end $f$;
                create operator trap.= (leftarg = name, rightarg = name, function = trap.shadow);
                create function trap.format_type(a oid, b int) returns text language plpgsql as
                    $f$ begin perform trap.taken('function'); return 'text'; end $f$;
                create table trap.pg_class (oid oid, relname name);
                create view trap.looked as select trap.taken('view') as x;
                """);
        String database = Shop.text(shop.staging, "select current_database()");
        shop.staging.execute(
                "alter database \"%s\" set search_path = trap, pg_catalog, public"
                        .formatted(database));
        try {
            assertThat(shop.ada.get(shop.path("/databases/staging/catalog")).status())
                    .isEqualTo(200);
            JsonNode drift = shop.ada.done(shop.path("/databases/staging/drift"), Map.of());
            assertThat(drift.path("differences").toString()).contains("trap");
            assertThat(
                            Shop.text(
                                    shop.staging,
                                    "select string_agg(distinct t.what, E'\\n') from trap.taken t"))
                    .isEqualTo("null");
        } finally {
            shop.staging.execute("alter database \"%s\" reset search_path".formatted(database));
            shop.staging.execute("drop schema trap cascade");
        }
    }
}
