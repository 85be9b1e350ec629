package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is asked to end by SIGTERM in the middle of a rollout.
class ShutdownTest {
    private static final String STAGE =
            "select s.state from sluice_server.stage s order by s.id desc limit 1";

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
}
