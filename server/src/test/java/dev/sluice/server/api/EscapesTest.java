package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// SQL that leaves its transaction, loses the fence or changes who runs it. The release is refused
/// where scratch sees it already; what gets as far as a run fails there, and nothing is changed.
class EscapesTest {
    private static final String BREAK = "\n--> statement-breakpoint\n";

    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unlock    | SELECT pg_advisory_unlock_all()
                    role      | SET ROLE pg_monitor
                    localrole | SET LOCAL ROLE pg_monitor
                    config    | SELECT set_config('role', 'pg_monitor', false)
                    session   | SET SESSION AUTHORIZATION pg_monitor
                    block     | DO $$ BEGIN COMMIT; END $$
                    execute   | DO $$ BEGIN EXECUTE 'COMMIT'; END $$
                    procedure | CREATE PROCEDURE leave() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$ ^ CALL leave()
                    plain     | COMMIT
                    two       | SELECT 1; /* quietly */ COMMIT
                    resetall  | RESET ALL
                    resetrole | SET ROLE pg_monitor ^ RESET ROLE ^ RESET ALL
                    ledger    | DELETE FROM sluice.applied
                    """)
    void nothing_is_changed_by(String name, String poison) {
        try (Shop shop = house.shop(name)) {
            Folder healthy =
                    Folder.of("0000_healthy", "CREATE TABLE healthy (id int PRIMARY KEY);");
            shop.rolledOut(shop.released(shop.ada, "main", healthy));
            Folder poisoned =
                    healthy.with(
                            "0001_poisoned",
                            "CREATE TABLE victim (id int PRIMARY KEY);"
                                    + BREAK
                                    + poison.replace("^", BREAK)
                                    + BREAK
                                    + "SELECT 1;");
            Caller.Answer answer = shop.release(shop.ada, "poison", poisoned);
            if (answer.status() == 200) fails(shop, Shop.number(answer.body()), poisoned);
            else {
                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.detail()).contains("0001_poisoned", "Nothing was opened");
            }
            assertThat(Shop.has(shop.staging, "victim")).isFalse();
            assertThat(Shop.count(shop.staging, "select count(*) from sluice.applied"))
                    .isEqualTo(1);
        }
    }

    private static void fails(Shop shop, int number, Folder poisoned) {
        JsonNode change = shop.released(shop.ada, "poison", poisoned);
        shop.approved(change, "staging", "failed");
        JsonNode run = shop.lane(number, "staging").path("runs").get(0);
        assertThat(run.path("state").asString()).isEqualTo("failed_nothing");
        assertThat(shop.state(number)).isEqualTo("needs_decision");
    }
}
