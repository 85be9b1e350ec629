package dev.sluice.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsFolderTest {
    @TempDir Path folder;

    @Test
    void a_folder_that_does_not_exist_holds_no_migrations() {
        assertThat(MigrationsFolder.open(folder.resolve("none")).migrations()).isEmpty();
        assertThat(MigrationsFolder.check(folder.resolve("none"))).isEmpty();
    }

    @Test
    void a_written_migration_is_read_back_and_nothing_is_wrong_with_it() {
        MigrationsFolder after = MigrationsFolder.open(folder).write(users());

        Migration m = after.last().orElseThrow();
        assertThat(m.tag()).isEqualTo("0000_add_users");
        assertThat(m.statements())
                .containsExactly(
                        "CREATE TABLE \"users\" (\n\t\"id\" int\n);",
                        "CREATE INDEX i ON users (id);");
        assertThat(m.downStatements()).containsExactly("DROP TABLE \"users\";");
        assertThat(m.hash()).isEqualTo(Digests.sha256(m.text()));
        assertThat(MigrationsFolder.check(folder)).isEmpty();
    }

    @Test
    void the_journal_is_byte_for_byte_as_drizzle_kit_writes_it() throws IOException {
        MigrationsFolder.open(folder).write(users()).write(users("more", 5));

        assertThat(Files.readString(folder.resolve("meta/_journal.json")))
                .isEqualTo(
                        """
                        {
                          "version": "7",
                          "dialect": "postgresql",
                          "entries": [
                            {
                              "idx": 0,
                              "version": "7",
                              "when": 1000,
                              "tag": "0000_add_users",
                              "breakpoints": true
                            },
                            {
                              "idx": 1,
                              "version": "7",
                              "when": 1001,
                              "tag": "0001_more",
                              "breakpoints": true
                            }
                          ]
                        }\
                        """);
    }

    @Test
    void a_writer_that_dies_anywhere_leaves_the_old_folder_or_the_new_one() throws IOException {
        for (int dies = 0; ; dies++) {
            Path at = Files.createDirectory(folder.resolve("run" + dies));
            MigrationsFolder before = MigrationsFolder.open(at).write(users());
            Map<String, String> old = files(at);
            var left = new AtomicInteger(dies);
            boolean died = false;
            try {
                new FolderWriter(
                                before,
                                () -> {
                                    if (left.getAndDecrement() == 0) throw new Killed();
                                })
                        .write(users(before, "second", 2000));
            } catch (Killed e) {
                died = true;
            }
            MigrationsFolder after = MigrationsFolder.open(at);
            if (after.migrations().size() == 1) assertThat(files(at)).isEqualTo(old);
            else assertThat(files(at)).hasSize(old.size() + 4);
            assertThat(MigrationsFolder.check(at)).isEmpty();
            if (!died) {
                assertThat(dies).isGreaterThan(8);
                return;
            }
        }
    }

    @Test
    void a_keeper_of_proofs_that_dies_anywhere_leaves_each_file_whole() throws IOException {
        for (int dies = 0; ; dies++) {
            Path at = Files.createDirectory(folder.resolve("keep" + dies));
            MigrationsFolder before = MigrationsFolder.open(at).write(users());
            Map<String, String> old = files(at);
            var left = new AtomicInteger(dies);
            boolean died = false;
            try {
                new FolderWriter(
                                before,
                                () -> {
                                    if (left.getAndDecrement() == 0) throw new Killed();
                                })
                        .keep(
                                "0000_add_users",
                                new TreeMap<>(
                                        Map.of(
                                                "0000_add_users.down.sql", Optional.of("new way"),
                                                "0000_add_users.proof.json", Optional.of("{}"))));
            } catch (Killed e) {
                died = true;
            }
            MigrationsFolder.open(at);
            assertThat(files(at).keySet()).isEqualTo(old.keySet());
            for (var e : files(at).entrySet())
                assertThat(e.getValue()).isIn(old.get(e.getKey()), "new way", "{}");
            if (!died) {
                assertThat(dies).isGreaterThan(4);
                assertThat(files(at))
                        .containsEntry("0000_add_users.down.sql", "new way")
                        .containsEntry("0000_add_users.proof.json", "{}");
                return;
            }
        }
    }

    @Test
    void a_folder_that_changed_since_it_was_read_is_not_written_to() {
        MigrationsFolder mine = MigrationsFolder.open(folder);
        MigrationsFolder.open(folder).write(users());

        assertThatThrownBy(() -> mine.write(users("mine", 3)))
                .isInstanceOf(FolderBroken.class)
                .hasMessageContaining("changed since it was read")
                .hasMessageContaining("Nothing was written");
    }

    @Test
    void a_marker_cuts_everywhere_as_in_drizzle_orm_and_line_ends_are_forgiven() {
        assertThat(Breakpoints.split("SELECT 1;\r\n--> statement-breakpoint\r\nSELECT '\r\n';\n"))
                .containsExactly("SELECT 1;", "SELECT '\n';");
        Migration unix =
                Migration.of(
                        0,
                        "a",
                        1,
                        "SELECT 1;\n",
                        java.util.Optional.empty(),
                        java.util.Optional.empty());
        Migration windows =
                Migration.of(
                        0,
                        "a",
                        1,
                        "SELECT 1;\r\n",
                        java.util.Optional.empty(),
                        java.util.Optional.empty());
        assertThat(unix.digest()).isEqualTo(windows.digest());
        assertThat(unix.hash()).isNotEqualTo(windows.hash());
        assertThat(unix.isRecordedAs(windows.hash())).isTrue();
    }

    @Test
    void check_names_conflict_markers_with_their_line() throws IOException {
        MigrationsFolder.open(folder).write(users());
        Files.writeString(folder.resolve("meta/_journal.json"), "{\n<<<<<<< HEAD\n");

        assertThat(MigrationsFolder.check(folder))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.isError()).isTrue();
                    assertThat(f.problem().line()).isEqualTo(2);
                });
    }

    @Test
    void check_names_an_edited_migration_an_orphan_and_a_missing_file() throws IOException {
        MigrationsFolder after =
                MigrationsFolder.open(folder).write(users()).write(users("second", 9));
        String edited = "SELECT 2;";
        Files.writeString(folder.resolve("0000_add_users.sql"), edited);
        assertThat(rules()).containsExactly("edited", "stale-proof");

        Files.writeString(folder.resolve("0007_far.sql"), "SELECT 1");
        Files.delete(folder.resolve(after.last().orElseThrow().fileName()));
        assertThat(rules()).contains("orphan-file", "missing-file");
    }

    @Test
    void check_names_two_heads_and_time_that_runs_backwards() throws IOException {
        MigrationsFolder.open(folder).write(users()).write(users("second", 9));
        Path meta = folder.resolve("meta");
        Files.copy(
                meta.resolve("0000_snapshot.json"),
                meta.resolve("0001_snapshot.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path journal = meta.resolve("_journal.json");
        Files.writeString(journal, Files.readString(journal).replace("1001", "999"));

        assertThat(rules()).contains("two-heads", "time-order");
    }

    @Test
    void check_names_a_line_with_a_password_without_showing_it() throws IOException {
        MigrationsFolder.open(folder).write(users());
        Files.writeString(
                folder.resolve("0000_add_users.down.sql"),
                "-- x\nALTER ROLE app PASSWORD 'hunter2';");

        Finding secret =
                MigrationsFolder.check(folder).stream()
                        .filter(f -> f.rule().equals("secret"))
                        .findFirst()
                        .orElseThrow();
        assertThat(secret.problem().line()).isEqualTo(2);
        assertThat(secret.problem().toString()).doesNotContain("hunter2");
    }

    private List<String> rules() {
        return MigrationsFolder.check(folder).stream()
                .filter(Finding::isError)
                .map(Finding::rule)
                .toList();
    }

    private NewMigration users() {
        return users("add_users", 1000);
    }

    private NewMigration users(String name, long now) {
        return users(MigrationsFolder.open(folder), name, now);
    }

    private static NewMigration users(MigrationsFolder open, String name, long now) {
        int count = open.migrations().size();
        List<String> up =
                List.of(
                        "CREATE TABLE \"users\" (\n\t\"id\" int\n)",
                        "CREATE INDEX i ON users (id)");
        List<String> down = List.of("DROP TABLE \"users\"");
        String digest =
                Digests.migration(
                        open.nextTag(name),
                        Breakpoints.split(Breakpoints.join(up)),
                        Breakpoints.split(Breakpoints.join(down)));
        var proof =
                new ProofFile(
                        digest,
                        open.chain(count),
                        ProofFile.WITH_ROWS,
                        List.of(),
                        "c1",
                        "c2",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        18,
                        "test");
        String snapshot = "{\"id\": \"s%d\", \"prevId\": \"s%d\"}".formatted(count, count - 1);
        return NewMigration.of(name, up, down, proof, snapshot, now);
    }

    private static Map<String, String> files(Path at) throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(at)) {
            for (Path f : all.filter(Files::isRegularFile).toList())
                files.put(at.relativize(f).toString(), Files.readString(f));
        }
        return files;
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
