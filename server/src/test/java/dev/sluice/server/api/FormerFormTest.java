package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Former;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// An installation whose last version kept catalogs of the form `c1` goes on: nobody is told of a
/// drift that is none, what was reviewed can run, and a real drift is found.
class FormerFormTest {
    private static final Folder SHOP = Folder.of("0000_shop", Former.sql());
    private static final Folder MORE = SHOP.with("0001_more", "CREATE TABLE more (id int);");

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
    void the_first_look_finds_no_drift_and_records_the_form_of_this_version() throws SQLException {
        try (Shop shop = shop("look")) {
            asTheFormerVersionKeptIt(shop);
            assertThat(recorded(shop)).startsWith("c1-");
            assertThat(drift(shop)).isEmpty();
            assertThat(recorded(shop)).startsWith("c2-");
            assertThat(drift(shop)).isEmpty();
        }
    }

    @Test
    void a_real_drift_is_found_and_can_be_taken_back() throws SQLException {
        try (Shop shop = shop("drift")) {
            asTheFormerVersionKeptIt(shop);
            shop.staging.execute("create table by_hand (id int primary key)");
            assertThat(drift(shop)).hasSize(1);
            assertThat(drift(shop).toString()).contains("table public.by_hand: new");
            JsonNode change = shop.ada.done(shop.path("/databases/staging/drift/revert"), Map.of());
            int number = Shop.number(change);
            Shop.eventually(() -> Shop.isChecked(shop.change(number)));
            shop.approved(shop.change(number), "staging", "done");
            assertThat(Shop.has(shop.staging, "by_hand")).isFalse();
            assertThat(Shop.has(shop.staging, "users")).isTrue();
            assertThat(drift(shop)).isEmpty();
        }
    }

    @Test
    void what_was_reviewed_before_runs_and_is_undone() throws SQLException {
        try (Shop shop = shop("reviewed")) {
            JsonNode change = shop.released(shop.ada, "main", MORE);
            asTheFormerVersionKeptIt(shop);
            shop.rolledOut(shop.change(Shop.number(change)));
            assertThat(Shop.has(shop.staging, "more")).isTrue();
            shop.bob.done(shop.path("/changes/2/undo"), Shop.wish("undo", ""));
            Shop.eventually(() -> shop.state(2).equals("reverted"));
            assertThat(Shop.has(shop.production, "more")).isFalse();
            assertThat(drift(shop)).isEmpty();
        }
    }

    private static Shop shop(String name) {
        Shop shop = house.shop("former-" + name);
        shop.rolledOut(shop.released(shop.ada, "main", SHOP));
        Shop.eventually(() -> shop.state(1).equals("done"));
        return shop;
    }

    /// As if that version had kept whatever is kept of this state.
    private static void asTheFormerVersionKeptIt(Shop shop) throws SQLException {
        String now = recorded(shop);
        try (var connection = house.metadata.connect();
                var statement = connection.createStatement();
                var insert =
                        connection.prepareStatement(
                                "insert into sluice_server.catalog values (?, 18, ?) on conflict do"
                                        + " nothing")) {
            insert.setString(1, Former.FINGERPRINT);
            insert.setString(2, Former.catalog());
            insert.execute();
            for (String column :
                    new String[] {
                        "managed_database.recorded_fingerprint",
                        "migration_proof.fingerprint_before",
                        "migration_proof.fingerprint_after",
                        "revision_target.expected_fingerprint",
                        "history.fingerprint_before",
                        "history.fingerprint_after"
                    }) {
                String[] at = column.split("\\.");
                statement.execute(
                        "update sluice_server.%1$s set %2$s = '%3$s' where %2$s = '%4$s'"
                                .formatted(at[0], at[1], Former.FINGERPRINT, now));
            }
        }
    }

    private static String recorded(Shop shop) {
        return Shop.text(
                house.metadata,
                "select recorded_fingerprint from sluice_server.managed_database where name ="
                        + " 'staging' and project_id = "
                        + shop.projectId());
    }

    private static JsonNode drift(Shop shop) {
        return shop.bob.done(shop.path("/databases/staging/drift"), Map.of()).path("differences");
    }
}
