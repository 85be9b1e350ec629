package dev.sluice.source.sqlfiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Catalog;
import dev.sluice.source.Loaded;
import dev.sluice.source.Problem;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlFilesTest {
    @TempDir Path folder;

    @Test
    void the_files_of_a_folder_and_below_it_are_one_schema() throws Exception {
        write("1_orders.sql", "CREATE TABLE orders (u int REFERENCES users);");
        write("people/users.sql", "CREATE TABLE users (id int PRIMARY KEY);");
        write("notes.txt", "no sql");
        write(".hidden/old.sql", "nonsense");
        write("migrations/meta/_journal.json", "{}");
        write("migrations/0000_users.sql", "CREATE TABLE users (id int);");
        write("empty.sql", "");
        assertThat(ids(folder)).containsExactly("table public.orders", "table public.users");
    }

    @Test
    void every_file_that_cannot_be_taken_is_named() throws Exception {
        write("a.sql", "SELECT 1;\n\\echo hello");
        Files.write(folder.resolve("b.sql"), new byte[] {'-', '-', '\n', (byte) 0xff});
        assertThat(problems(folder))
                .satisfiesExactly(
                        p -> assertThat(p).contains("a.sql:2:1: \\echo"),
                        p -> assertThat(p).contains("b.sql:2: the file is not UTF-8 here"));
    }

    @Test
    void an_empty_folder_and_a_missing_file_say_so() {
        assertThat(problems(folder)).singleElement().asString().contains("no .sql file");
        assertThat(problems(folder.resolve("missing.sql")))
                .singleElement()
                .asString()
                .contains("missing.sql", "cannot be read");
    }

    @Test
    void a_link_that_leads_back_is_named() throws Exception {
        write("below/a.sql", "CREATE TABLE t ();");
        Files.createSymbolicLink(folder.resolve("below/back"), folder);
        assertThat(problems(folder)).singleElement().asString().contains("below/back: this link");
        Files.createSymbolicLink(folder.resolve("self.sql"), folder.resolve("self.sql"));
        assertThat(problems(folder.resolve("self.sql")))
                .singleElement()
                .asString()
                .contains("self.sql", "cannot be read");
    }

    @Test
    void other_files_are_included_each_once() throws Exception {
        write(
                "schema.sql",
                "\\i 'types/my moods.sql'\n\\ir tables/all.sql\n\\i tables/users.sql\n");
        write("types/my moods.sql", "CREATE TYPE mood AS ENUM ('ok');");
        write("tables/all.sql", "\\ir users.sql\n");
        write("tables/users.sql", "CREATE TABLE users (m mood);");
        assertThat(ids(folder.resolve("schema.sql")))
                .containsExactly("enum public.mood", "table public.users");
        assertThat(ids(folder)).hasSize(2);
    }

    @Test
    void an_include_that_leaves_the_project_misses_or_goes_in_a_circle_is_named() throws Exception {
        Files.createSymbolicLink(folder.resolve("out.sql"), Path.of("/etc/hostname"));
        write(
                "schema.sql",
                "\\i ../other.sql\n\\i out.sql\n\\i gone.sql\n\\i\nSELECT \\i a.sql\n;");
        assertThat(problems(folder.resolve("schema.sql")))
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("schema.sql:1:1:").contains("outside"),
                        p -> assertThat(p).startsWith("schema.sql:2:1:").contains("outside"),
                        p -> assertThat(p).contains("there is no file gone.sql"),
                        p -> assertThat(p).contains("it names no file"),
                        p -> assertThat(p).startsWith("schema.sql:5:8:").contains("inside of"));
        write("a.sql", "\\i b.sql");
        write("b.sql", "\n\\i a.sql");
        assertThat(problems(folder.resolve("a.sql")))
                .singleElement()
                .asString()
                .startsWith("b.sql:2:1:")
                .contains("a.sql includes b.sql includes a.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1);",
                "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x;",
                "COPY public.t (id) FROM stdin;\n1\n2\n\\.\n",
                "COPY t FROM stdin;\n1",
                "TRUNCATE t;"
            })
    void rows_are_refused_with_the_way_to_bring_them(String sql) throws Exception {
        write("schema.sql", "CREATE TABLE t (id int);\n" + sql);
        assertThat(problems(folder))
                .first()
                .asString()
                .startsWith("schema.sql:2:1:")
                .contains("changes rows", "sluice generate --custom", "--schema-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLBACK;",
                "CREATE DATABASE shop WITH TEMPLATE = template0;",
                "ALTER DATABASE shop OWNER TO me;",
                "\\connect shop",
                "\\copy t from rows.csv"
            })
    void what_is_no_part_of_a_schema_is_refused_by_name(String sql) throws Exception {
        write("schema.sql", "CREATE TABLE t (id int);\n" + sql);
        assertThat(problems(folder))
                .singleElement()
                .asString()
                .startsWith("schema.sql:2:1: " + sql.replaceFirst("[ ;].*", ""));
    }

    @Test
    void a_transaction_around_everything_is_passed_over() throws Exception {
        write("schema.sql", "BEGIN;\nCREATE TABLE t (id int);\nCOMMIT;\n");
        assertThat(ids(folder)).containsExactly("table public.t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'open", "\"open", "$body$ open", "/* open"})
    void a_statement_that_ends_nowhere_is_named_where_it_began(String open) throws Exception {
        write("schema.sql", "CREATE TABLE t (id int);\nSELECT " + open + "\n;\nSELECT 2;\n");
        assertThat(problems(folder))
                .singleElement()
                .asString()
                .startsWith("schema.sql:2:8: this")
                .contains("has no end", "SELECT " + open, "\n           ^");
    }

    /// The head is what pg_dump 18 writes; `transaction_timeout` came with 17.
    @Test
    void a_dump_of_a_newer_major_loads_on_an_older_one() throws Exception {
        write(
                "dump.sql",
                """
                \\restrict k9
                SET statement_timeout = 0;
                SET lock_timeout = 0;
                SET idle_in_transaction_session_timeout = 0;
                SET transaction_timeout = 0;
                SET client_encoding = 'UTF8';
                SET standard_conforming_strings = on;
                SELECT pg_catalog.set_config('search_path', '', false);
                SET check_function_bodies = false;
                SET xmloption = content;
                SET client_min_messages = warning;
                SET row_security = off;
                SET default_tablespace = '';
                SET default_table_access_method = heap;
                CREATE VIEW public.v AS SELECT id FROM public.t;
                CREATE TABLE public.t (id integer);
                \\unrestrict k9
                """);
        try (Scratch scratch = Scratch.open(14, TestPostgres.scratchUrl(14))) {
            assertThat(SqlFiles.read(folder, scratch)).isInstanceOf(Loaded.Ok.class);
        }
    }

    @Test
    void what_pg_dump_writes_is_the_schema_that_it_read() throws Exception {
        try (TestDatabase database = TestPostgres.database(15);
                Scratch scratch = Scratch.open(15, TestPostgres.scratchUrl(15))) {
            database.execute(
                    """
                    CREATE TYPE mood AS ENUM ('ok', 'it''s');
                    CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m mood DEFAULT 'ok');
                    CREATE VIEW happy AS SELECT id FROM people WHERE m = 'ok';
                    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
                    CREATE TRIGGER t BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch();
                    COMMENT ON TABLE people IS 'a; b';
                    """);
            write("dump.sql", dump(database, "--schema-only"));
            Catalog read;
            try (var connection = database.connect()) {
                read = dev.sluice.source.catalog.CatalogReader.read(connection);
            }
            assertThat(SqlFiles.read(folder, scratch))
                    .isInstanceOfSatisfying(
                            Loaded.Ok.class,
                            ok -> assertThat(ok.catalog().objects()).isEqualTo(read.objects()));
            database.execute("INSERT INTO people DEFAULT VALUES");
            write("dump.sql", dump(database));
            assertThat(problems(folder))
                    .singleElement()
                    .asString()
                    .contains("COPY public.people", "--schema-only");
            write("dump.sql", dump(database, "--create", "--schema-only"));
            assertThat(problems(folder))
                    .anySatisfy(p -> assertThat(p).contains("CREATE DATABASE", "--create"))
                    .anySatisfy(p -> assertThat(p).contains("\\connect", "--create"));
        }
    }

    private static String dump(TestDatabase database, String... options) throws Exception {
        String url = database.url().replaceFirst("^jdbc:", "");
        var command = new java.util.ArrayList<>(List.of("/usr/bin/pg_dump"));
        command.addAll(List.of(options));
        command.add(url);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> ids(Path source) {
        return switch (read(source)) {
            case Loaded.Ok ok -> ok.catalog().objects().stream().map(o -> o.id().words()).toList();
            case Loaded.Broken broken -> throw new AssertionError(broken.problems());
        };
    }

    private static List<String> problems(Path source) {
        return switch (read(source)) {
            case Loaded.Ok ok -> throw new AssertionError(ok.catalog());
            case Loaded.Broken broken -> broken.problems().stream().map(Problem::toString).toList();
        };
    }

    private static Loaded read(Path source) {
        try (Scratch scratch = Scratch.open(18, TestPostgres.scratchUrl(18))) {
            return SqlFiles.read(source, scratch);
        }
    }
}
