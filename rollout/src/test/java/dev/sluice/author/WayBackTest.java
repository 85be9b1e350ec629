package dev.sluice.author;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.proof.Proof.Verdict;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The way back of a file that a person wrote, with no down file beside it.
class WayBackTest {
    private static final String BEFORE =
            """
            CREATE TYPE mood AS ENUM ('ok', 'bad');
            CREATE TABLE people (id serial PRIMARY KEY, mood mood DEFAULT 'ok' NOT NULL, was mood, note text DEFAULT 'x');
            CREATE INDEX ON people (note);
            CREATE TABLE pets (id int PRIMARY KEY, moods mood[]);\
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE people DROP COLUMN note",
                "ALTER TABLE people DROP COLUMN mood",
                "ALTER TABLE people DROP COLUMN mood, DROP COLUMN was; ALTER TABLE pets DROP COLUMN moods",
                "ALTER TABLE people DROP COLUMN was; CREATE VIEW moods AS SELECT mood FROM people",
                "ALTER TABLE people DROP COLUMN note; CREATE FUNCTION f(m mood) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "ALTER TABLE people DROP COLUMN was; ALTER TABLE people RENAME COLUMN note TO remark"
            })
    void a_label_that_was_added_goes_and_a_column_that_was_dropped_comes(String rest)
            throws Exception {
        WayBack back = of("ALTER TYPE mood ADD VALUE 'meh'; " + rest + ";");
        assertThat(back.reasons()).isEmpty();
        assertThat(back.proof().verdict()).isEqualTo(Verdict.WITH_ROWS);
        assertThat(back.statements())
                .contains("CREATE TYPE \"public\".\"mood\" AS ENUM('ok', 'bad')")
                .anyMatch(s -> s.contains("ADD COLUMN"));
    }

    @Test
    void a_label_goes_from_under_a_cast() throws Exception {
        WayBack back =
                of(
                        "ALTER TYPE mood ADD VALUE 'meh'; ALTER TABLE people DROP COLUMN note;"
                                + " CREATE CAST (text AS mood) WITH INOUT;");
        assertThat(back.reasons()).isEmpty();
        assertThat(back.proof().verdict()).isEqualTo(Verdict.WITH_ROWS);
    }

    private WayBack of(String up) throws Exception {
        Files.createDirectories(folder.resolve("meta"));
        Files.writeString(folder.resolve("0000_before.sql"), BEFORE);
        Files.writeString(folder.resolve("0001_up.sql"), up);
        Files.writeString(
                folder.resolve("meta/_journal.json"),
                """
                {"version": "7", "dialect": "postgresql", "entries": [
                {"idx": 0, "version": "7", "when": 1, "tag": "0000_before", "breakpoints": true},
                {"idx": 1, "version": "7", "when": 2, "tag": "0001_up", "breakpoints": true}]}\
                """);
        try (Scratch scratch = Scratch.open(16, TestPostgres.scratchUrl(16))) {
            return WayBack.of(Replay.of(MigrationsFolder.open(folder), scratch), 1);
        }
    }
}
