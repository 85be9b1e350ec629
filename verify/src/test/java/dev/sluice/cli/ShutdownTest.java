package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that ends in the middle of its work: asked to by SIGTERM in a rollout, killed while it
/// proves.
class ShutdownTest {
    private static final String STAGE =
            "select s.state from sluice_server.stage s order by s.id desc limit 1";

    private static final String PROOF =
            "select coalesce(max(state), '') from sluice_server.revision_check where kind = 'proof'";

    @TempDir Path folder;

    @Test
    void the_migration_under_way_is_finished_and_the_next_server_goes_on_by_itself()
            throws Exception {
        try (var house = new Household("of the postgres", "correct horse battery", Map.of())) {
            Household.project(
                    folder,
                    Map.of(
                            "0000_slow",
                            "CREATE TABLE slow (id int);\n--> statement-breakpoint\n"
                                    + "SELECT pg_sleep(CASE WHEN current_database() = 'target' THEN 6 ELSE 0 END);",
                            "0001_next",
                            "CREATE TABLE next (id int);"));
            String root = house.ruler();
            house.target("target", "of the target");
            house.project(
                    root,
                    "shop",
                    "{\"name\": \"staging\", \"approvals\": 0, \"automatic\": true, \"soakSeconds\": 0}");
            house.register(root, "shop", "staging", "target", "of the target");
            var released =
                    house.sluice(
                            folder,
                            "root",
                            "",
                            Map.of("SLUICE_TOKEN", root),
                            "release",
                            "--ref",
                            "main");
            assertThat(released.exit()).as(released.text()).isZero();
            Household.eventually(() ->
                    house.text(
                                    "postgres",
                                    "select count(*) from pg_stat_activity where datname = 'target' and state = 'active' and query like '%pg_sleep%'")
                            .equals("1"));

            house.terminate();

            assertThat(house.text("target", "select string_agg(tag, ' ') from sluice.applied"))
                    .isEqualTo("0000_slow");
            assertThat(house.text("target", "select to_regclass('next')")).isEqualTo("null");
            assertThat(house.text("metadata", STAGE)).isEqualTo("running");
            assertThat(house.said()).doesNotContain("ERROR", "Exception");

            house.startAgain();
            Household.eventually(() -> house.text("metadata", STAGE).equals("done"));
            assertThat(
                            house.text(
                                    "target",
                                    "select string_agg(tag, ' ' order by at) from sluice.applied"))
                    .isEqualTo("0000_slow 0001_next");
            assertThat(house.text("metadata", "select state from sluice_server.change"))
                    .isEqualTo("done");
            assertThat(
                            house.text(
                                    "metadata",
                                    "select string_agg(tag, ' ' order by id) from sluice_server.history"))
                    .isEqualTo("0000_slow 0001_next");
        }
    }

    /// The lock lets a proof be made and read, not kept.
    @Test
    void a_proof_that_was_killed_is_made_by_the_next_server_and_release_waits_no_longer_than_told()
            throws Exception {
        try (var house = new Household("of the postgres", "correct horse battery", Map.of())) {
            Household.project(folder, Map.of("0000_only", "CREATE TABLE only_one (id int);"));
            String root = house.ruler();
            house.target("target", "of the target");
            house.project(
                    root,
                    "shop",
                    "{\"name\": \"staging\", \"approvals\": 1, \"automatic\": true, \"soakSeconds\": 0}");
            house.register(root, "shop", "staging", "target", "of the target");
            try (Connection hold = DriverManager.getConnection(house.postgres.url("metadata"));
                    var statement = hold.createStatement()) {
                hold.setAutoCommit(false);
                statement.execute("lock table sluice_server.migration_proof in exclusive mode");
                var waited = released(house, root, "--timeout", "1");
                assertThat(waited.exit()).as(waited.text()).isEqualTo(6);
                assertThat(waited.text())
                        .contains("the checks are not done after 1 s", "next: sluice watch 1");
                var left = released(house, root, "--no-wait");
                assertThat(left.exit()).as(left.text()).isZero();
                assertThat(left.text()).contains("The checks are running.");
                Household.eventually(() -> house.text("metadata", PROOF).equals("running"));
                house.kill();
            }
            house.startAgain();
            Household.eventually(() -> house.text("metadata", PROOF).equals("ok"));
            var again = released(house, root);
            assertThat(again.exit()).as(again.text()).isZero();
            assertThat(again.text()).contains("staging needs the approval of 1 person");
        }
    }

    private Household.Said released(Household house, String root, String... more) throws Exception {
        var words = new ArrayList<>(List.of("release", "--ref", "main"));
        words.addAll(List.of(more));
        return house.sluice(
                folder, "root", "", Map.of("SLUICE_TOKEN", root), words.toArray(String[]::new));
    }
}
