package dev.sluice.source.sqlfiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.source.Loaded;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlFilesTest {
    @TempDir Path folder;

    @Test
    void the_files_of_a_folder_are_one_schema() throws Exception {
        Files.writeString(
                folder.resolve("1_orders.sql"), "CREATE TABLE orders (u int REFERENCES users);");
        Files.writeString(
                folder.resolve("2_users.sql"), "CREATE TABLE users (id int PRIMARY KEY);");
        Files.writeString(folder.resolve("notes.txt"), "no sql");
        assertThat(read())
                .isInstanceOfSatisfying(
                        Loaded.Ok.class, ok -> assertThat(ok.catalog().objects()).hasSize(2));
    }

    @Test
    void every_file_that_cannot_be_taken_is_named() throws Exception {
        Files.writeString(folder.resolve("a.sql"), "SELECT 1;\n\\i other.sql");
        Files.write(folder.resolve("b.sql"), new byte[] {'-', '-', (byte) 0xff});
        assertThat(read())
                .isInstanceOfSatisfying(
                        Loaded.Broken.class,
                        broken ->
                                assertThat(broken.problems())
                                        .extracting(p -> p.toString())
                                        .satisfiesExactly(
                                                p ->
                                                        assertThat(p)
                                                                .contains("a.sql:2:1")
                                                                .contains("\\i"),
                                                p ->
                                                        assertThat(p)
                                                                .contains("b.sql")
                                                                .contains("UTF-8")));
    }

    @Test
    void an_empty_folder_and_a_missing_file_say_so() {
        assertThat(read().toString()).contains("no .sql file");
        folder = folder.resolve("missing.sql");
        assertThat(read().toString()).contains("missing.sql").contains("cannot be read");
    }

    private Loaded read() {
        try (Scratch scratch = Scratch.open(18, TestPostgres.scratchUrl(18))) {
            return SqlFiles.read(folder, scratch);
        }
    }
}
