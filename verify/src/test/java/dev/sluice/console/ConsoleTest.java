package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The work of a team on a schema by clicking alone, in a real Chromium, with scripts and without.
class ConsoleTest {
    private static ConsoleHouse house;

    @BeforeAll
    static void start() throws IOException {
        house = new ConsoleHouse();
        house.person("cleo", "Cleo", true);
    }

    @AfterAll
    static void stop() throws IOException {
        house.close();
    }

    @ParameterizedTest(name = "scripts {0}")
    @EnumSource
    void a_change_goes_from_the_folder_to_production_back_and_there_again(Scripts scripts)
            throws Exception {
        try (var story = new ConsoleStory(house, scripts)) {
            story.an_administrator_sets_up_the_project_its_databases_and_its_people();
            story.ada_releases_her_folder_and_sees_the_checks();
            story.bob_approves_by_its_digest_and_staging_runs_by_itself();
            story.production_waits_for_its_own_approval_and_for_a_person_to_start_it();
            story.a_second_change_brings_a_table_and_a_column();
            story.the_history_shows_the_difference_between_two_versions();
            story.undo_says_first_how_many_rows_go_and_wants_a_tick();
            story.the_same_folder_released_again_applies_it_again();
            story.ada_writes_sql_and_a_mistake_costs_her_nothing();
            story.drift_made_by_hand_is_found_and_blocks_the_rollout();
            story.the_drift_is_reverted_by_a_change_of_its_own();
            story.everybody_signs_out();
        }
        assertThat(house.complaints()).isEmpty();
    }
}
