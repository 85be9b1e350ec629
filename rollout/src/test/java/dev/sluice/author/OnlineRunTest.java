package dev.sluice.author;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file runs by the online form where that is surely the same, and as it is everywhere else.
class OnlineRunTest {
    private static final String BEFORE =
            """
            CREATE TABLE people (id int PRIMARY KEY, mail text, note text, boss int);
            CREATE TABLE pets (id int PRIMARY KEY, owner int, name text);
            CREATE TABLE days (id int, day date) PARTITION BY RANGE (day);
            CREATE TABLE day_1 PARTITION OF days FOR VALUES FROM ('2026-01-01') TO ('2026-01-02');
            CREATE MATERIALIZED VIEW names AS SELECT id, name FROM pets;\
            """;

    private static final String BREAK = "\n--> statement-breakpoint\n";

    @TempDir Path folder;

    private WayBack declared;

    @Test
    void each_statement_that_builds_on_a_table_that_stands_gives_way_in_its_place()
            throws Exception {
        OnlineRun run =
                of(
                                16,
                                "CREATE INDEX by_mail ON people USING btree (lower(mail));",
                                "ALTER TABLE pets ADD CONSTRAINT owner FOREIGN KEY (owner) REFERENCES people (id);",
                                "UPDATE people SET note = '' WHERE note IS NULL;",
                                "ALTER TABLE people ALTER COLUMN note SET NOT NULL;",
                                "ALTER TABLE people ADD CONSTRAINT mails UNIQUE (mail);",
                                "CREATE INDEX ON names (name)")
                        .orElseThrow();
        assertThat(run.statements())
                .containsExactly(
                        "CREATE INDEX CONCURRENTLY \"by_mail\" ON \"public\".\"people\" USING btree (lower(mail))",
                        "ALTER TABLE \"public\".\"pets\" ADD CONSTRAINT \"owner\" FOREIGN KEY (owner) REFERENCES public.people(id) NOT VALID",
                        "ALTER TABLE \"public\".\"pets\" VALIDATE CONSTRAINT \"owner\"",
                        "UPDATE people SET note = '' WHERE note IS NULL;",
                        "ALTER TABLE \"public\".\"people\" ADD CONSTRAINT \"people_note_not_null\" CHECK (\"note\" IS NOT NULL) NOT VALID",
                        "ALTER TABLE \"public\".\"people\" VALIDATE CONSTRAINT \"people_note_not_null\"",
                        "ALTER TABLE \"public\".\"people\" ALTER COLUMN \"note\" SET NOT NULL",
                        "ALTER TABLE \"public\".\"people\" DROP CONSTRAINT \"people_note_not_null\"",
                        "CREATE UNIQUE INDEX CONCURRENTLY \"mails\" ON \"public\".\"people\" (mail)",
                        "ALTER TABLE \"public\".\"people\" ADD CONSTRAINT \"mails\" UNIQUE USING INDEX \"mails\"",
                        "CREATE INDEX CONCURRENTLY \"names_name_idx\" ON \"public\".\"names\" USING btree (name)");
        assertThat(run.forms())
                .extracting(OnlineRun.Form::first, OnlineRun.Form::count)
                .containsExactly(tuple(0, 1), tuple(1, 2), tuple(4, 4), tuple(8, 2), tuple(10, 1));
        assertThat(run.forms().get(2).says())
                .isEqualTo("ALTER TABLE people ALTER COLUMN note SET NOT NULL");
        assertThat(Fingerprint.of(run.proof().to()))
                .isEqualTo(Fingerprint.of(declared.proof().to()));
        assertThat(declared.proof().blocked()).hasSize(2);
        assertThat(run.proof().blocked()).isEmpty();
        assertThat(run.proof().writtenTables()).hasToString("[public.people]");
        assertThat(run.proof().verdict()).isEqualTo(declared.proof().verdict());
    }

    private static org.assertj.core.groups.Tuple tuple(int first, int count) {
        return org.assertj.core.api.Assertions.tuple(first, count);
    }

    @Test
    void a_column_becomes_not_null_on_18_by_the_constraint_itself() throws Exception {
        OnlineRun run = of(18, "ALTER TABLE people ALTER note SET NOT NULL").orElseThrow();
        assertThat(run.proof().blocked()).isEmpty();
        assertThat(run.statements())
                .containsExactly(
                        "ALTER TABLE \"public\".\"people\" ADD CONSTRAINT \"people_note_not_null\" NOT NULL \"note\" NOT VALID",
                        "ALTER TABLE \"public\".\"people\" VALIDATE CONSTRAINT \"people_note_not_null\"");
    }

    @Test
    void what_stands_between_two_breakpoints_is_taken_apart_only_where_one_gives_way()
            throws Exception {
        OnlineRun run =
                of(
                                16,
                                "ALTER TABLE people ADD COLUMN age int; -- two\nALTER TABLE people ADD COLUMN size int;",
                                "DROP TABLE pets CASCADE; CREATE INDEX ON people (note); COMMENT ON TABLE people IS 'x';")
                        .orElseThrow();
        assertThat(run.statements())
                .containsExactly(
                        "ALTER TABLE people ADD COLUMN age int; -- two\nALTER TABLE people ADD COLUMN size int;",
                        "DROP TABLE pets CASCADE",
                        "CREATE INDEX CONCURRENTLY \"people_note_idx\" ON \"public\".\"people\" USING btree (note)",
                        "COMMENT ON TABLE people IS 'x'");
    }

    @Test
    void a_table_that_was_renamed_stands_and_one_that_was_made_again_does_not() throws Exception {
        OnlineRun run =
                of(
                                16,
                                "ALTER TABLE people RENAME TO folk;",
                                "DROP TABLE pets CASCADE;",
                                "CREATE TABLE pets (id int, owner int);",
                                "CREATE INDEX by_owner ON pets (owner);",
                                "CREATE INDEX by_note ON folk (note);")
                        .orElseThrow();
        assertThat(run.statements())
                .containsSubsequence(
                        "CREATE INDEX by_owner ON pets (owner);",
                        "CREATE INDEX CONCURRENTLY \"by_note\" ON \"public\".\"folk\" USING btree (note)");
        assertThat(run.forms()).hasSize(1);
    }

    @Test
    void a_type_that_drizzle_kit_wraps_into_a_block_holds_nobody_up() throws Exception {
        assertThat(
                        of(
                                        16,
                                        "DO $$ BEGIN\n CREATE TYPE \"public\".\"mood\" AS ENUM('ok', 'select');\nEXCEPTION\n WHEN duplicate_object THEN null;\nEND $$;",
                                        "CREATE INDEX IF NOT EXISTS by_note ON people (note)")
                                .orElseThrow()
                                .forms())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE people ALTER COLUMN note TYPE text USING upper(note)",
                "ALTER TABLE people ADD CHECK (id > 0), ALTER COLUMN note TYPE text USING upper(note)",
                "ALTER TABLE people ADD CHECK (id > 0), ADD COLUMN age int DEFAULT random()",
                "ALTER TABLE people ADD CHECK (id > 0), SET UNLOGGED",
                "CREATE INDEX by_note ON people (note) TABLESPACE pg_default",
                "ALTER TABLE people ADD UNIQUE (note) WITH (fillfactor = 70)",
                "ALTER TABLE people ADD UNIQUE (note) USING INDEX TABLESPACE pg_default",
                "ALTER TABLE people ADD CHECK (id > 0) NOT VALID",
                "ALTER TABLE people ADD EXCLUDE USING btree (note WITH =)",
                "CREATE INDEX by_day ON days (day)",
                "CREATE INDEX by_day ON ONLY days (day)",
                "CREATE INDEX CONCURRENTLY by_note ON people (note)",
                "CREATE TABLE more (id int, people int REFERENCES people); CREATE INDEX ON more (people)",
                "ALTER TABLE people RENAME TO folk; ALTER TABLE pets RENAME TO people",
                "DROP TABLE pets CASCADE",
                "DO $$ BEGIN CREATE INDEX by_note ON people (note); END $$",
            })
    void the_rest_stays_as_it_is(String statement) throws Exception {
        assertThat(of(16, statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE few AS SELECT 1; INSERT INTO pets SELECT 1",
                "CREATE LOCAL TEMPORARY TABLE few (id int) ON COMMIT DROP",
                "SET LOCAL work_mem = '64MB'",
                "SET lock_timeout = '1s'",
                "INSERT INTO pets SELECT 1 WHERE set_config('a.b', 'c', true) = 'd'",
                "LOCK TABLE people IN EXCLUSIVE MODE",
                "SELECT pg_advisory_xact_lock(1)",
                "UPDATE people SET boss = 1 WHERE pg_advisory_xact_lock(1) IS NULL",
                "SAVEPOINT here",
                "SET CONSTRAINTS ALL DEFERRED",
                "PREPARE p AS SELECT 1",
                "DO $$ BEGIN PERFORM set_config('a.b', 'c', true); END $$",
                "DO $$ BEGIN CREATE TEMP TABLE few (id int); END $$",
                "DO $$ BEGIN ALTER TABLE people ADD COLUMN age int; SET LOCAL work_mem = '64MB'; END $$",
            })
    void one_that_needs_its_transaction_or_session_keeps_all_together(String statement)
            throws Exception {
        assertThat(of(16, "CREATE INDEX by_note ON people (note);", statement)).isEmpty();
        assertThat(of(16, statement, "CREATE INDEX by_note ON people (note);")).isEmpty();
    }

    private Optional<OnlineRun> of(int major, String... statements) throws Exception {
        Files.createDirectories(folder.resolve("meta"));
        Files.writeString(folder.resolve("0000_before.sql"), BEFORE);
        Files.writeString(folder.resolve("0001_up.sql"), String.join(BREAK, List.of(statements)));
        Files.writeString(
                folder.resolve("meta/_journal.json"),
                """
                {"version": "7", "dialect": "postgresql", "entries": [
                {"idx": 0, "version": "7", "when": 1, "tag": "0000_before", "breakpoints": true},
                {"idx": 1, "version": "7", "when": 2, "tag": "0001_up", "breakpoints": true}]}\
                """);
        try (Scratch scratch = Scratch.open(major, TestPostgres.scratchUrl(major))) {
            Replay replay = Replay.of(MigrationsFolder.open(folder), scratch);
            declared = WayBack.of(replay, 1);
            return OnlineRun.of(replay, 1, declared);
        }
    }
}
