package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.NodeFixture;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person can get wrong: each is told with what, where, what is now true and what to do
/// next, nothing is half-written, and no password is shown.
class BadInputTest {
    private static final String USERS =
            """
            import { pgTable, serial, text } from "drizzle-orm/pg-core";
            export const users = pgTable("users", { id: serial("id").primaryKey(), name: text("name") });
            """;

    @TempDir Path project;
    private final Map<String, String> env = new HashMap<>(System.getenv());
    private String said = "";

    @BeforeEach
    void a_project() throws IOException {
        NodeFixture.link(project);
        write("sluice.yaml", "project: bad\nschema: schema.ts\nout: drizzle\n");
        write("schema.ts", USERS);
    }

    @Test
    void a_host_that_nobody_answers_on() {
        for (String command : new String[] {"apply", "undo", "status"}) {
            fails(1, command, "--to", "postgresql://me:s3cret@127.0.0.1:1/db");
            says("me@127.0.0.1:1/db", "nobody answers there", "Nothing was changed", "Check host");
        }
        fails(1, "inspect", "postgresql://me:s3cret@no-such-host.invalid/db");
        says("me@no-such-host.invalid", "Nothing was changed", "Check host");
    }

    @Test
    void a_wrong_password_and_a_database_that_is_not_there() {
        try (TestDatabase database = TestPostgres.database()) {
            fails(1, "apply", "--to", as(database, "postgres"));
            says(
                    "postgres@127.0.0.1:" + database.port(),
                    "password was refused",
                    "Nothing was changed",
                    "Check the user and the password");
            fails(1, "status", "--to", database.url().replace(database.name(), "not_there"));
            says("not_there: there is no database of that name", "Nothing was changed", "Create");
        }
    }

    @Test
    void rights_that_are_missing() {
        assertThat(sluice("generate", "--no-proof")).isZero();
        try (TestDatabase database = TestPostgres.database()) {
            database.execute("create role bad_input_guest login password 's3cret'");
            try {
                String guest = as(database, "bad_input_guest");
                fails(4, "apply", "--to", guest);
                says(database.name(), "permission denied", "Nothing was run", "Grant the right");
                assertThat(sluice("apply", "--to", database.url())).isZero();
                for (String command : new String[] {"apply", "undo", "status"}) {
                    fails(4, command, "--to", guest);
                    says(
                            "bad_input_guest@127.0.0.1",
                            "permission denied for schema sluice (SQLSTATE 42501)",
                            "Nothing was changed",
                            "Connect as the role that runs migrations");
                }
            } finally {
                database.execute("drop owned by bad_input_guest", "drop role bad_input_guest");
            }
        }
    }

    @Test
    void a_schema_that_does_not_compile() throws Exception {
        write("schema.ts", USERS + "\nexport const broken = = 1;\n");
        fails(1, "generate");
        says("schema.ts:4:23: Unexpected token", "Nothing was written", "Mend it");
    }

    @Test
    void a_schema_that_throws_or_imports_what_is_not_there() throws Exception {
        write("schema.ts", USERS + "\nthrow new Error('boom');\n");
        fails(1, "generate");
        says("schema.ts:4: boom", "Nothing was written", "Mend it");
        write("schema.ts", USERS + "import './gone';\n");
        fails(1, "generate");
        says(
                "schema.ts:3: cannot find module './gone'",
                "Nothing was written",
                "is its name right");
    }

    @Test
    void a_project_without_drizzle_orm() throws Exception {
        Files.delete(project.resolve("node_modules"));
        fails(1, "generate");
        says("schema.ts:1: drizzle-orm is not installed", "Nothing was written", "npm install");
    }

    @Test
    void a_machine_without_node() throws Exception {
        var before = CommandLine.files(project);
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Dsluice.scratch.idle=5",
                                "dev.sluice.cli.Main",
                                "generate")
                        .directory(project.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("PATH", "/nowhere");
        Process process = builder.start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(1);
        assertThat(CommandLine.files(project)).isEqualTo(before);
        says("Node", "on the PATH", "Nothing was written", "nstall");
    }

    @Test
    void a_journal_that_is_broken() throws Exception {
        assertThat(sluice("generate", "--no-proof")).isZero();
        String journal = read("drizzle/meta/_journal.json");
        write("schema.ts", USERS.replace("name:", "mail: text(\"mail\"), name:"));
        for (String broken : new String[] {"{ not json", "<<<<<<< HEAD\n" + journal, "[]"}) {
            write("drizzle/meta/_journal.json", broken);
            try (TestDatabase database = TestPostgres.database()) {
                fails(1, "generate");
                says("drizzle/meta/_journal.json:", "Nothing was changed");
                assertThat(said).containsPattern("Restore it|Keep the entries");
                fails(1, "apply", "--to", database.url());
                says("drizzle/meta/_journal.json:", "Nothing was changed");
                assertThat(tables(database)).isZero();
            }
            fails(3, "check");
            says("_journal.json:", "1 error, 0 warnings");
        }
    }

    @Test
    void a_folder_with_two_heads() throws Exception {
        assertThat(sluice("generate", "--no-proof")).isZero();
        write("schema.ts", USERS.replace("name:", "mail: text(\"mail\"), name:"));
        assertThat(sluice("generate", "--no-proof", "--name", "mine")).isZero();
        String mine = read("drizzle/meta/_journal.json");
        String entry =
                ",{\"idx\":%d,\"version\":\"7\",\"when\":9999999999999,\"tag\":\"%s\",\"breakpoints\":true}]";
        write("drizzle/0001_theirs.sql", "ALTER TABLE users ADD COLUMN age int;");
        write("drizzle/meta/_journal.json", mine.replace("]", entry.formatted(1, "0001_theirs")));
        fails(1, "generate");
        says("0001_mine and 0001_theirs", "two heads", "Nothing was written", "generate it again");
        fails(3, "check");
        says("0001_mine and 0001_theirs", "both have idx 1");

        Files.delete(project.resolve("drizzle/0001_theirs.sql"));
        write("drizzle/0002_theirs.sql", "ALTER TABLE users ADD COLUMN age int;");
        write("drizzle/meta/_journal.json", mine.replace("]", entry.formatted(2, "0002_theirs")));
        write("drizzle/meta/0002_snapshot.json", read("drizzle/meta/0001_snapshot.json"));
        fails(1, "generate");
        says("meta/0002_snapshot.json", "0001_snapshot.json", "two heads", "Nothing was written");
        fails(3, "check");
        says("two heads", "generate it again");
    }

    @Test
    void a_file_that_was_edited_after_it_was_applied() throws Exception {
        assertThat(sluice("generate")).isZero();
        try (TestDatabase database = TestPostgres.database()) {
            assertThat(sluice("apply", "--to", database.url())).isZero();
            String file = "drizzle/0000_add_users.sql";
            write(file, read(file).replace("text", "varchar"));
            fails(3, "check");
            says("0000_add_users.sql", "edited after it was proven", "Take the edit back");
            fails(5, "apply", "--to", database.url());
            says("0000_add_users", "other statements", "Nothing was run", "Put the file back");
            fails(5, "undo", "--to", database.url(), "--yes");
            says("0000_add_users", "Nothing was changed", "Restore the file");
            fails(5, "status", "--to", database.url());
            says("0000_add_users", "does not hold it in this form");
            assertThat(tables(database)).isEqualTo(1);
        }
    }

    @Test
    void an_error_in_the_third_statement_that_scratch_sees() throws Exception {
        threeStatements("SELECT nope;");
        try (TestDatabase database = TestPostgres.database()) {
            for (String[] command :
                    new String[][] {{"apply", "--to", database.url()}, {"generate"}}) {
                fails(1, command);
                says(
                        "0000_add_users.sql: statement 3 of 3",
                        "column \"nope\" does not exist (SQLSTATE 42703)",
                        "nothing else was changed",
                        "Mend that statement");
            }
            assertThat(tables(database)).isZero();
        }
    }

    @Test
    void an_error_in_the_third_statement_that_only_the_target_has() throws Exception {
        threeStatements(
                "DO $$ BEGIN IF current_database() LIKE 'test%' THEN RAISE 'not on this one'; END IF; END $$;");
        try (TestDatabase database = TestPostgres.database()) {
            fails(1, "apply", "--to", database.url());
            says("0000_add_users", "statement 3 of 3", "not on this one", "othing");
            assertThat(tables(database)).isZero();
            assertThat(sluice("status", "--to", database.url())).isZero();
            says("applied  none");
        }
    }

    @Test
    void s17_a_file_that_reaches_for_the_machine() throws Exception {
        Path mark = Path.of("/tmp", "sluice-bad-input-" + ProcessHandle.current().pid());
        threeStatements(
                "DO $$ BEGIN EXECUTE 'COPY users TO PROGRAM ''touch " + mark + "'''; END $$;");
        try {
            fails(1, "generate");
            says(
                    "0000_add_users.sql: statement 3 of 3",
                    "permission denied to COPY",
                    "a superuser's rights",
                    "Nothing else was changed");
            fails(3, "check");
            says("permission denied to COPY");
            fails(1, "inspect", "drizzle");
            says("permission denied to COPY");
        } finally {
            assertThat(Files.deleteIfExists(mark)).isFalse();
        }
    }

    @Test
    void a_scratch_server_on_which_the_user_is_a_superuser() throws Exception {
        assertThat(sluice("generate", "--no-proof")).isZero();
        sluice("check", "--scratch", TestPostgres.server(18).url("postgres"));
        says("warning", "postgres is a superuser", "CREATEDB");
        assertThat(said.split("is a superuser", -1)).hasSize(2);
        assertThat(sluice("check")).isZero();
        assertThat(said).doesNotContain("superuser");
    }

    /// The first two make tables.
    private void threeStatements(String third) throws IOException {
        assertThat(sluice("generate", "--no-proof")).isZero();
        write(
                "drizzle/0000_add_users.sql",
                String.join(
                        "\n--> statement-breakpoint\n",
                        "CREATE TABLE a (b int);",
                        "CREATE TABLE c (d int);",
                        third));
    }

    private void fails(int exit, String... arguments) {
        var before = CommandLine.files(project);
        assertThat(sluice(arguments)).as(said).isEqualTo(exit);
        assertThat(CommandLine.files(project))
                .as("the files after " + String.join(" ", arguments))
                .isEqualTo(before);
    }

    private void says(String... parts) {
        assertThat(said).contains(parts);
    }

    private static String as(TestDatabase database, String role) {
        return database.url()
                .replaceFirst("user=[^&]*", "user=" + role)
                .replaceFirst("password=[^&]*", "password=s3cret");
    }

    private static int tables(TestDatabase database) {
        try (Connection connection = database.connect();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select count(*) from pg_tables where schemaname = 'public'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(project.resolve(name).getParent());
        Files.writeString(project.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(project.resolve(name));
    }

    private int sluice(String... arguments) {
        var said = new ByteArrayOutputStream();
        var err = new PrintStream(said, true, StandardCharsets.UTF_8);
        var shell =
                new Shell(project, env, new BufferedReader(new StringReader("")), err, err, false);
        int exit = Main.run(shell, arguments);
        this.said = said.toString(StandardCharsets.UTF_8);
        assertThat(this.said).doesNotContain("s3cret").doesNotContain("\tat ");
        return exit;
    }
}
