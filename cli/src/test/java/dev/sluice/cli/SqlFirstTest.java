package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A developer's day in a project whose schema is declared as SQL.
class SqlFirstTest {
    private static final String USERS =
            "CREATE TABLE users (\n  id bigint PRIMARY KEY,\n  name text\n);\n";

    @TempDir Path project;
    private final Map<String, String> env = new HashMap<>(System.getenv());
    private String said = "";
    private String data = "";

    @BeforeEach
    void a_project() throws IOException {
        write("sluice.yaml", "project: sql\nschema: schema.sql\nout: migrations\n");
        write("schema.sql", USERS);
    }

    @Test
    void a_schema_becomes_migrations_that_a_database_gets_and_gives_back() throws Exception {
        assertThat(sluice("generate", "--check")).as(said).isEqualTo(3);
        assertThat(sluice("migrate")).as(said).isZero();
        assertThat(read("migrations/0000_add_users.sql")).contains("CREATE TABLE");
        assertThat(read("migrations/0000_add_users.down.sql")).contains("DROP TABLE");
        assertThat(read("migrations/meta/0000_snapshot.json")).contains("\"sluice\": \"catalog\"");
        assertThat(sluice("generate", "--check")).as(said).isZero();
        write("schema.sql", USERS.replace("name text", "name text NOT NULL,\n  mail text"));
        assertThat(sluice("generate", "--name", "mail")).as(said).isZero();
        assertThat(sluice("check")).as(said).isZero();
        assertThat(said).contains("Nothing is wrong");
        try (TestDatabase database = TestPostgres.database()) {
            assertThat(sluice("apply", "--to", database.url())).as(said).isZero();
            assertThat(sluice("status", "--to", database.url())).as(said).isZero();
            unchanged("pull", "--from", database.url());
            assertThat(said).contains("Nothing was written");
            assertThat(sluice("undo", "--to", database.url(), "--yes")).as(said).isZero();
            assertThat(sluice("status", "--to", database.url())).as(said).isZero();
            assertThat(said).contains("pending  0001_mail");
        }
    }

    @Test
    void a_migration_that_is_written_online_is_proven_run_and_undone_step_by_step()
            throws Exception {
        String orders = "CREATE TABLE orders (id int PRIMARY KEY, of bigint%s);\n";
        write("schema.sql", USERS + orders.formatted(""));
        assertThat(sluice("generate")).as(said).isZero();
        write(
                "schema.sql",
                USERS.replace("name text", "name text NOT NULL UNIQUE")
                        + orders.formatted(" REFERENCES users")
                        + "CREATE INDEX seek ON orders (of);");
        assertThat(sluice("generate", "--name", "online", "--strategy", "online"))
                .as(said)
                .isZero();
        assertThat(said).contains("there and back: proven with rows");
        assertThat(read("migrations/0001_online.sql"))
                .contains("CREATE INDEX CONCURRENTLY", "NOT VALID", "VALIDATE", "USING INDEX");
        assertThat(read("migrations/0001_online.down.sql")).contains("DROP INDEX CONCURRENTLY");
        assertThat(sluice("check")).as(said).isZero();
        try (TestDatabase database = TestPostgres.database()) {
            assertThat(sluice("apply", "--to", database.url())).as(said).isZero();
            assertThat(
                            sluice(
                                    "diff",
                                    "--from",
                                    database.url(),
                                    "--to",
                                    "schema.sql",
                                    "--exit-code"))
                    .as(said)
                    .isZero();
            assertThat(sluice("undo", "--to", database.url(), "--yes")).as(said).isZero();
            assertThat(sluice("status", "--to", database.url())).as(said).isZero();
            assertThat(said).contains("pending  0001_online");
        }
    }

    @Test
    void a_directory_in_any_order_with_a_view_and_its_includes() throws Exception {
        write("sluice.yaml", "project: sql\nschema: db\nout: db/migrations\n");
        write("db/a_happy.sql", "CREATE VIEW happy AS SELECT id FROM users WHERE m = 'ok';");
        write("db/people/users.sql", "\\ir ../moods.sql\n" + USERS.replace("name", "m mood, name"));
        write("db/moods.sql", "CREATE TYPE mood AS ENUM ('ok', 'sad');");
        assertThat(sluice("generate")).as(said).isZero();
        assertThat(sluice("generate", "--check")).as(said).isZero();
        assertThat(sluice("diff", "--from", "db", "--to", "db/migrations")).as(said).isZero();
    }

    @Test
    void what_only_sql_of_the_folder_made_stays_until_it_is_declared() throws Exception {
        assertThat(sluice("generate", "--no-proof")).as(said).isZero();
        assertThat(sluice("generate", "--custom", "--name", "by_hand")).as(said).isZero();
        write(
                "migrations/0001_by_hand.sql",
                "CREATE VIEW named AS SELECT id FROM users WHERE name IS NOT NULL; CREATE INDEX by_hand ON users (name);");
        assertThat(sluice("generate", "--check")).as(said).isZero();
        write("schema.sql", "CREATE TABLE other (id int);");
        unchanged("generate", "--no-rename");
        assertThat(said).contains("view public.named needs", "public.users", "Nothing was written");
        write("schema.sql", USERS + "CREATE VIEW named AS SELECT id FROM users;");
        assertThat(sluice("generate", "--no-proof", "--name", "named")).as(said).isZero();
        write("schema.sql", USERS);
        assertThat(sluice("generate", "--no-proof", "--name", "unnamed")).as(said).isZero();
        assertThat(read("migrations/0003_unnamed.sql")).contains("DROP VIEW");
        assertThat(sluice("check")).as(said).isZero();
    }

    @Test
    void check_holds_the_kept_catalog_against_what_the_files_make() throws Exception {
        assertThat(sluice("generate")).as(said).isZero();
        String snapshot = "migrations/meta/0000_snapshot.json";
        write(snapshot, read(snapshot).replace("\"text\"", "\"integer\""));
        assertThat(sluice("check")).as(said).isZero();
        assertThat(said).contains("meta/0000_snapshot.json", "public.users.name", "1 warning");
        write(snapshot, read(snapshot).replace("\"form\": 1", "\"form\": 7"));
        assertThat(sluice("check")).as(said).isZero();
        assertThat(said).contains("meta/0000_snapshot.json", "form 7", "1 warning");
        write("schema.sql", USERS + "CREATE TABLE other ();");
        unchanged("generate");
        assertThat(said).contains("meta/0000_snapshot.json", "form 7", "Nothing was written");
    }

    @Test
    void two_branches_that_went_on_from_the_same_catalog_are_named() throws Exception {
        assertThat(sluice("generate", "--no-proof")).as(said).isZero();
        String first = read("migrations/meta/0000_snapshot.json");
        write("schema.sql", USERS.replace("name", "mail text, name"));
        assertThat(sluice("generate", "--no-proof", "--name", "mine")).as(said).isZero();
        String mine = read("migrations/meta/0001_snapshot.json");
        String parent = first.replaceFirst("(?s).*?\"id\": \"([^\"]+)\".*", "$1");
        assertThat(mine).contains("\"prevId\": \"" + parent + "\"");
        assertThat(sluice("generate", "--custom", "--no-proof", "--name", "theirs")).isZero();
        write("migrations/meta/0002_snapshot.json", mine);
        unchanged("generate");
        assertThat(said).contains("two heads", "Nothing was written");
    }

    @Test
    void a_hand_made_change_comes_home_to_the_place_where_sluice_wrote_it() throws Exception {
        Files.delete(project.resolve("schema.sql"));
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(
                    "CREATE TABLE users (id bigint PRIMARY KEY, name text)",
                    "CREATE TABLE notes (id int)",
                    "CREATE INDEX notes_id ON notes (id)");
            assertThat(sluice("pull", "--from", database.url())).as(said).isZero();
            assertThat(read("schema.sql")).contains("CREATE TABLE \"public\".\"users\" (");
            assertThat(sluice("baseline", "--to", database.url())).as(said).isZero();
            assertThat(sluice("generate", "--check")).as(said).isZero();
            unchanged("pull", "--from", database.url());

            write("schema.sql", "-- ours\n\n" + read("schema.sql") + "-- the end\n");
            database.execute(
                    "ALTER TABLE users ADD COLUMN mail text",
                    "DROP INDEX notes_id",
                    "CREATE TABLE fresh (id int)",
                    "CREATE INDEX users_mail ON users (mail)");
            assertThat(sluice("pull", "--force", "--from", database.url())).as(said).isZero();
            assertThat(read("schema.sql"))
                    .startsWith("-- ours\n\nCREATE TABLE")
                    .contains("\"mail\" text", "CREATE TABLE \"public\".\"fresh\"", "-- the end\n")
                    .containsPattern("(?s)\"users\" \\(.*users_mail.*-- the end")
                    .doesNotContain("notes_id");
            assertThat(sluice("generate", "--check")).as(said).isZero();
            assertThat(sluice("check")).as(said).isZero();
        }
    }

    @Test
    void what_a_person_worded_is_not_rewritten_but_shown() throws Exception {
        assertThat(sluice("generate", "--no-proof")).as(said).isZero();
        try (TestDatabase database = TestPostgres.database()) {
            assertThat(sluice("apply", "--to", database.url())).as(said).isZero();
            database.execute("ALTER TABLE users ADD COLUMN mail text");
            unchanged("pull", "--force", "--from", database.url());
            assertThat(said).contains("+\t\"mail\" text", "Nothing was written", "by hand");
            write("schema.sql", USERS.replace("name text", "name text, mail text"));
            assertThat(sluice("pull", "--force", "--from", database.url())).as(said).isZero();
            assertThat(read("migrations/0001_add_users_mail.sql")).contains("ADD COLUMN");
            database.execute("CREATE TABLE fresh (id int)");
            assertThat(sluice("pull", "--force", "--from", database.url())).as(said).isZero();
            assertThat(read("schema.sql"))
                    .startsWith(USERS.replace("name text", "name text, mail text"))
                    .contains("CREATE TABLE \"public\".\"fresh\"");
        }
    }

    @Test
    void a_database_comes_into_a_directory_with_a_file_for_what_belongs_together()
            throws Exception {
        write("sluice.yaml", "project: sql\nschema: db/\nout: migrations\n");
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(
                    "CREATE SCHEMA billing",
                    "CREATE TABLE billing.bills (id int)",
                    "CREATE INDEX of_bills ON billing.bills (id)",
                    "CREATE TABLE \"Odd/../Name\" (id int)");
            assertThat(sluice("pull", "--from", database.url())).as(said).isZero();
            assertThat(read("db/billing.bills.sql")).contains("CREATE TABLE", "of_bills");
            assertThat(read("db/billing.sql")).contains("CREATE SCHEMA");
            assertThat(project.resolve("db/public.odd_.._name.sql")).exists();
            assertThat(sluice("generate", "--check")).as(said).isZero();
            database.execute("CREATE TABLE fresh (id int)", "DROP TABLE billing.bills");
            assertThat(sluice("pull", "--force", "--no-rename", "--from", database.url()))
                    .as(said)
                    .isZero();
            assertThat(read("db/public.fresh.sql")).contains("CREATE TABLE");
            assertThat(sluice("generate", "--check")).as(said).isZero();
        }
    }

    @Test
    void a_schema_that_does_not_load_is_told_with_its_place() throws Exception {
        write("schema.sql", USERS + "CREATE VIEW v AS\n  SELECT nane\n  FROM users;\n");
        unchanged("generate");
        assertThat(said)
                .contains(
                        "schema.sql:6:10: column \"nane\" does not exist",
                        "      SELECT nane\n             ^",
                        "users.name",
                        "Nothing was written");
        write("schema.sql", USERS + "SELECT 'open\n;");
        unchanged("generate");
        assertThat(said).contains("schema.sql:5:8: this string has no end");
        write("schema.sql", "CREATE EXTENSION postgis; CREATE TABLE t (at geometry);");
        unchanged("generate");
        assertThat(said).contains("extension postgis", "--scratch URL", "Nothing was written");
    }

    @Test
    void an_empty_schema_drops_nothing() throws Exception {
        write("schema.sql", "-- nothing yet\n");
        assertThat(sluice("generate")).as(said).isZero();
        assertThat(said).contains("Nothing to do");
        write("schema.sql", USERS);
        assertThat(sluice("generate", "--no-proof")).as(said).isZero();
        write("schema.sql", "");
        unchanged("generate");
        assertThat(said).contains("declares nothing", "1 object.", "Nothing was written");
    }

    @Test
    void a_rename_that_matches_nothing_lists_what_may_be_meant() throws Exception {
        assertThat(sluice("generate", "--no-proof")).as(said).isZero();
        write("schema.sql", USERS.replace("name", "full_name"));
        unchanged("generate", "--rename", "users.nam=full_name");
        assertThat(said).contains("users.nam", "--rename public.users.name=full_name");
        unchanged("generate", "--rename", "users.name=fullname");
        assertThat(said)
                .contains("declares no column public.users.fullname", "users.name=full_name");
        assertThat(sluice("generate", "--rename", "users.name=full_name")).as(said).isZero();
        assertThat(sluice("generate", "--check")).as(said).isZero();
    }

    @Test
    void init_finds_a_schema_as_sql() throws Exception {
        Files.delete(project.resolve("sluice.yaml"));
        write("package.json", "{\"name\": \"shop\"}");
        assertThat(sluice("init", "--yes")).as(said).isZero();
        assertThat(read("sluice.yaml")).contains("schema: schema.sql\nout: migrations\n");
        assertThat(read("package.json")).contains("db:generate").doesNotContain("rizzle");
        assertThat(read(".github/workflows/schema.yml")).contains("sluice check migrations");
        assertThat(sluice("init", "--yes")).as(said).isZero();
        assertThat(said).contains("set up already");
        assertThat(sluice("fix-schema")).isZero();
        assertThat(said).contains("fix-schema is for Drizzle");
        Files.delete(project.resolve("sluice.yaml"));
        write("db/schema/users.sql", USERS);
        unchanged("init", "--yes");
        assertThat(said).contains("schema.sql, db/schema", "--schema");
    }

    @Test
    void a_variable_holds_any_source_and_is_not_shown() throws Exception {
        env.put("DECLARED", "schema.sql");
        assertThat(sluice("inspect", "env:DECLARED")).as(said).isZero();
        assertThat(data).contains("\"users\"");
        for (String value :
                new String[] {
                    "h1dden/x.sql",
                    "env:DECLARED",
                    "postgresql://h1dden:p#q@x/y",
                    "postgresql://me:h1dden@127.0.0.1:1/h1dden"
                }) {
            env.put("SECRET", value);
            unchanged("inspect", "env:SECRET");
            assertThat(said).contains("env:SECRET").doesNotContain("h1dden");
        }
        env.put("SECRET", "");
        unchanged("inspect", "env:SECRET");
        assertThat(said).contains("variable SECRET is not set");
    }

    @Test
    void a_kept_catalog_is_a_source() throws Exception {
        assertThat(sluice("generate", "--no-proof")).as(said).isZero();
        String kept = "migrations/meta/0000_snapshot.json";
        assertThat(sluice("diff", "--from", kept, "--to", "schema.sql")).as(said).isZero();
        assertThat(data.strip()).doesNotContain("TABLE");
        assertThat(sluice("inspect", kept)).as(said).isZero();
        assertThat(data).contains("CREATE TABLE");
    }

    @Test
    void the_example_is_whole() throws Exception {
        Path example = Path.of("../examples/sql-first");
        try (Stream<Path> all = Files.walk(example)) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                write(example.relativize(file).toString(), Files.readString(file));
        }
        assertThat(sluice("generate", "--check")).as(said).isZero();
        assertThat(sluice("check")).as(said).isZero();
        assertThat(said).contains("Nothing is wrong");
    }

    private void unchanged(String... arguments) {
        var before = CommandLine.files(project);
        int exit = sluice(arguments);
        assertThat(CommandLine.files(project)).as(said).isEqualTo(before);
        boolean isFine = said.contains("The database is just what the migrations make");
        assertThat(exit == 0).as(said).isEqualTo(isFine);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(project.resolve(name).getParent());
        Files.writeString(project.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(project.resolve(name));
    }

    private int sluice(String... arguments) {
        CommandLine ran = CommandLine.run(project, env, arguments);
        said = ran.said();
        data = ran.data();
        return ran.exit();
    }
}
