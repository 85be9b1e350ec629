package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.work.Work;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database that the server keeps its own tables in.
class MetadataTest {
    @TempDir Path data;

    @Test
    void a_schema_that_a_newer_version_made_is_refused_and_left_alone() {
        try (TestDatabase metadata = TestPostgres.database()) {
            start(metadata.url()).close();
            metadata.execute(
                    """
                    insert into sluice_server.flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    values (999, '999', 'of the future', 'SQL', 'V999__of_the_future.sql', 'x', 1, true)\
                    """,
                    "delete from sluice_server.scheduled_tasks");
            assertThatThrownBy(() -> start(metadata.url()))
                    .isInstanceOf(SluiceServer.StartFailed.class)
                    .hasMessageContaining("A newer Sluice has used the metadata database")
                    .hasNoCause();
            metadata.execute(
                    "delete from sluice_server.flyway_schema_history where version = '999'");
            start(metadata.url()).close();
        }
    }

    @Test
    void one_that_can_t_be_entered_is_one_sentence_without_the_password() {
        assertThatThrownBy(() -> start("postgresql://sluice:s3cret@127.0.0.1:1/metadata"))
                .isInstanceOf(SluiceServer.StartFailed.class)
                .hasMessageContaining("127.0.0.1:1/metadata as sluice can't be entered")
                .hasMessageContaining("Check --database")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> start("mysql://sluice:s3cret@127.0.0.1/metadata"))
                .isInstanceOf(SluiceServer.StartFailed.class)
                .hasMessageContaining("postgresql://")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_first_password_that_is_not_taken_is_one_sentence_with_its_variable() {
        System.setProperty("SLUICE_ADMIN_PASSWORD", "I am the admin here");
        try (TestDatabase metadata = TestPostgres.database()) {
            assertThatThrownBy(() -> start(metadata.url()))
                    .isInstanceOf(SluiceServer.StartFailed.class)
                    .hasMessageContaining(
                            "SLUICE_ADMIN_PASSWORD can't be that of the account admin")
                    .hasMessageContaining("can't contain the sign-in name")
                    .hasNoCause();
        } finally {
            System.clearProperty("SLUICE_ADMIN_PASSWORD");
        }
    }

    @Test
    void what_is_wished_for_while_a_server_ends_is_found_by_the_next() {
        try (TestDatabase metadata = TestPostgres.database()) {
            try (SluiceServer server = start(metadata.url())) {
                Work work = server.bean(Work.class);
                work.stop();
                assertThat(work.isEnding()).isTrue();
                work.soon("drift", 77);
                assertThat(wishes(metadata)).isEqualTo(1);
            }
        }
    }

    private static long wishes(TestDatabase metadata) {
        try (var connection = metadata.connect();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*) from sluice_server.scheduled_tasks where task_instance like '77:%'")) {
            row.next();
            return row.getLong(1);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private SluiceServer start(String metadata) {
        return SluiceServer.start(new UpOptions(false, "127.0.0.1", 0, data, metadata));
    }
}
