package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.NodeFixture;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A developer's day on the command line, on real PostgreSQL, drizzle-orm and drizzle-kit.
class StoryTest {
    private static final String USERS =
            """
            import { pgTable, serial, text } from "drizzle-orm/pg-core";
            export const users = pgTable("users", { id: serial("id").primaryKey(), name: text("name") });
            """;

    @TempDir Path project;
    private String said = "";
    private String data = "";

    @BeforeEach
    void a_project() throws IOException {
        NodeFixture.link(project);
        Files.writeString(
                project.resolve("sluice.yaml"),
                "project: story\nschema: schema.ts\nout: drizzle\n");
        Files.writeString(
                project.resolve("drizzle.config.ts"),
                "export default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle' };");
        schema(USERS);
    }

    @Test
    void a_schema_becomes_a_migration_that_drizzle_knows_and_a_database_gets_once()
            throws Exception {
        assertThat(sluice("generate", "--check")).isEqualTo(3);
        assertThat(project.resolve("drizzle")).doesNotExist();
        assertThat(sluice("generate", "--no-proof")).isZero();
        assertThat(project.resolve("drizzle/0000_add_users.sql")).exists();
        assertThat(sluice("generate", "--check")).isZero();
        assertThat(node("node_modules/drizzle-kit/bin.cjs", "generate"))
                .contains("No schema changes");
        try (TestDatabase database = TestPostgres.database()) {
            assertThat(sluice("apply", "--to", database.url())).isZero();
            assertThat(said).contains("Applied 0000_add_users");
            assertThat(sluice("apply", "--to", database.url())).isZero();
            assertThat(said).contains("Nothing was left to do");
            assertThat(sluice("status", "--to", database.url())).isZero();
            assertThat(migratedByDrizzleOrm(database)).isEqualTo(1);
            assertThat(sluice("pull", "--from", database.url())).isZero();
            assertThat(said).contains("Nothing was written");
            database.execute("ALTER TABLE users ADD COLUMN by_hand int");
            assertThat(sluice("status", "--to", database.url())).isEqualTo(5);
            assertThat(said).contains("public.users.by_hand");
        }
    }

    @Test
    void a_hand_written_concurrent_index_and_a_label_in_use_are_proven_applied_and_undone()
            throws Exception {
        assertThat(sluice("generate", "--no-proof")).isZero();
        assertThat(sluice("generate", "--custom", "--name", "online")).isZero();
        Files.writeString(
                project.resolve("drizzle/0001_online.sql"),
                """
                CREATE TYPE size AS ENUM ('s'); ALTER TABLE users ADD COLUMN size size;
                -- online
                CREATE INDEX CONCURRENTLY users_name ON users (name);
                ALTER TYPE size ADD VALUE 'm'; ALTER TABLE users ALTER COLUMN size SET DEFAULT 'm';
                """);
        assertThat(sluice("check", "--prove")).as(said).isZero();
        try (TestDatabase database = TestPostgres.database()) {
            assertThat(sluice("apply", "--to", database.url())).as(said).isZero();
            assertThat(sluice("status", "--to", database.url())).as(said).isZero();
            assertThat(sluice("undo", "--to", database.url(), "--yes")).as(said).isZero();
            assertThat(sluice("apply", "--to", database.url())).as(said).isZero();
        }
    }

    @Test
    void a_migration_that_stopped_between_two_steps_is_told_and_goes_on() throws Exception {
        assertThat(sluice("generate", "--no-proof")).isZero();
        try (TestDatabase database = TestPostgres.database()) {
            assertThat(sluice("apply", "--to", database.url())).as(said).isZero();
            database.execute("INSERT INTO users (name) VALUES ('twice'), ('twice')");
            assertThat(sluice("generate", "--custom", "--name", "online")).isZero();
            Files.writeString(
                    project.resolve("drizzle/0001_online.sql"),
                    """
                    INSERT INTO users (name) VALUES ('once');
                    CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name);
                    """);
            assertThat(sluice("apply", "--to", database.url())).isEqualTo(Exit.FAILED);
            assertThat(said).contains("step 2 of 2 of 0001_online failed", "Steps 1 to 1 of 2");
            assertThat(sluice("status", "--to", database.url())).isEqualTo(Exit.OTHER_STATE);
            assertThat(said).contains("0001_online stands between two of its steps");
            database.execute("DELETE FROM users WHERE name = 'twice'");
            assertThat(sluice("apply", "--to", database.url())).as(said).isZero();
            assertThat(sluice("status", "--to", database.url())).as(said).isZero();
        }
    }

    @Test
    void status_tells_what_drizzle_orm_ran_and_how_it_is_taken_over() throws Exception {
        assertThat(sluice("generate", "--no-proof")).isZero();
        try (TestDatabase database = TestPostgres.database()) {
            migratedByDrizzleOrm(database);
            schema(withColumn("mail"));
            assertThat(sluice("generate", "--no-proof", "--name", "mail")).isZero();
            assertThat(sluice("status", "--to", database.url())).isZero();
            assertThat(said)
                    .contains(
                            "applied  none by Sluice",
                            "drizzle  0000_add_users, recorded in drizzle.__drizzle_migrations",
                            "pending  0001_mail",
                            "next: the first `sluice apply`");
            assertThat(sluice("status", "--json", "--to", database.url())).isZero();
            assertThat(data.replaceAll("\\s", "")).contains("\"byDrizzle\":[\"0000_add_users\"]");
            Path file = project.resolve("drizzle/0000_add_users.sql");
            String text = Files.readString(file);
            Files.writeString(file, text + "-- edited");
            assertThat(sluice("status", "--to", database.url())).isEqualTo(5);
            assertThat(said).contains("0000_add_users was edited since Drizzle ran it");
            Files.writeString(file, text);
            assertThat(sluice("apply", "--to", database.url())).isZero();
            assertThat(said).contains("recorded without running: 0000_add_users");
            assertThat(sluice("status", "--to", database.url())).isZero();
            assertThat(said).contains("applied  2, last 0001_mail").doesNotContain("rizzle");

            schema(withColumn("mail: text(\"mail\"), phone"));
            assertThat(sluice("generate", "--no-proof", "--name", "phone")).isZero();
            migratedByDrizzleOrm(database);
            assertThat(sluice("status", "--to", database.url())).isEqualTo(5);
            assertThat(said)
                    .contains(
                            "Drizzle's migrator ran 0002_phone past Sluice",
                            "sluice baseline --at 0002_phone");
            assertThat(sluice("baseline", "--at", "0002_phone", "--to", database.url())).isZero();
            assertThat(sluice("status", "--to", database.url())).isZero();
            assertThat(said).contains("applied  3, last 0002_phone");
        }
    }

    private static String withColumn(String name) {
        String column = name.replaceFirst(".* ", "");
        return USERS.replace(
                "name: text(\"name\")",
                "name: text(\"name\"), %s: text(\"%s\")".formatted(name, column));
    }

    @Test
    void a_possible_rename_without_a_terminal_ends_with_6_and_the_flags_to_choose_from()
            throws Exception {
        assertThat(sluice("generate", "--no-proof")).as(() -> said).isZero();
        schema(USERS.replace("name: text(\"name\")", "fullName: text(\"full_name\")"));
        assertThat(sluice("generate", "--no-proof")).isEqualTo(6);
        assertThat(said).contains("--rename public.users.name=full_name", "Nothing was written");
        assertThat(sluice("generate", "--no-proof", "--rename", "users.name=full_name")).isZero();
        assertThat(
                        Files.readString(
                                project.resolve("drizzle/0001_rename_users_name_to_full_name.sql")))
                .contains("RENAME COLUMN");
        assertThat(sluice("generate", "--check")).isZero();
    }

    @Test
    void hand_written_sql_stays_when_the_schema_says_nothing_of_it() throws Exception {
        assertThat(sluice("generate", "--no-proof")).as(() -> said).isZero();
        sluice("generate", "--custom", "--name", "shout");
        Files.writeString(
                project.resolve("drizzle/0001_shout.sql"),
                "CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS $$ SELECT upper(t) $$;");
        assertThat(sluice("generate", "--check")).isZero();
        schema(USERS.replace("name: text(\"name\")", "name: text(\"name\"), mail: text(\"mail\")"));
        assertThat(sluice("generate", "--no-proof")).isZero();
        assertThat(Files.readString(project.resolve("drizzle/0002_add_users_mail.sql")))
                .isEqualTo("ALTER TABLE \"public\".\"users\" ADD COLUMN \"mail\" text;");
    }

    @Test
    void check_holds_proofs_and_snapshot_against_what_the_files_make() throws Exception {
        schema(
                USERS.replace("text(\"name\")", "varchar(\"name\", { length: 9 })")
                        .replace("text }", "text, varchar }"));
        assertThat(sluice("generate")).isZero();
        assertThat(sluice("check")).isZero();
        assertThat(said).contains("Nothing is wrong");

        Path snapshot = project.resolve("drizzle/meta/0000_snapshot.json");
        String kept = Files.readString(snapshot);
        Files.writeString(snapshot, kept.replace("varchar(9)", "varchar(8)"));
        assertThat(sluice("check")).isZero();
        assertThat(said).contains("meta/0000_snapshot.json", "public.users.name", "1 warning");
        Files.writeString(snapshot, kept);

        Path proof = project.resolve("drizzle/0000_add_users.proof.json");
        Files.writeString(
                proof, Files.readString(proof).replaceFirst("(\"to\" ?: ?\"[^:]*:)....", "$10000"));
        assertThat(sluice("check")).isEqualTo(3);
        assertThat(said).contains("0000_add_users.proof.json", "leads to", "sluice check --prove");
    }

    @Test
    void a_policy_for_whoever_runs_it_is_written_with_that_word() throws Exception {
        schema(
                """
                import { integer, pgPolicy, pgTable } from "drizzle-orm/pg-core";
                export const notes = pgTable("notes", { id: integer("id") }, () => [
                  pgPolicy("own", { to: "current_user" }),
                ]);
                """);
        assertThat(sluice("generate")).isZero();
        Path made = project.resolve("drizzle/0000_add_notes.sql");
        assertThat(Files.readString(made)).contains("FOR ALL TO current_user");
        assertThat(sluice("generate", "--check")).isZero();
        String said = Files.readString(project.resolve("schema.ts"));
        schema(said.replace("\"current_user\"", "\"public\""));
        assertThat(sluice("generate", "--name", "all")).isZero();
        schema(said);
        assertThat(sluice("generate", "--name", "own")).isZero();
        assertThat(Files.readString(project.resolve("drizzle/0002_own.sql")))
                .isEqualTo("ALTER POLICY \"own\" ON \"public\".\"notes\" TO current_user;");
    }

    @Test
    void a_table_moves_into_a_schema_that_is_made_for_it() throws Exception {
        String before =
                """
                import { integer, pgSchema } from "drizzle-orm/pg-core";
                export const old = pgSchema("old");
                export const users = old.table("users", { id: integer("id") });
                """;
        schema(before);
        assertThat(sluice("generate", "--no-proof")).isZero();
        schema(before.replace("\"old\"", "\"fresh\"") + "export const kept = pgSchema(\"old\");");
        assertThat(sluice("generate", "--name", "move", "--rename", "old.users=fresh.users"))
                .isZero();
        assertThat(Files.readString(project.resolve("drizzle/0001_move.sql")))
                .startsWith("CREATE SCHEMA \"fresh\";")
                .contains("ALTER TABLE \"old\".\"users\" SET SCHEMA \"fresh\"");
        assertThat(sluice("generate", "--check")).isZero();
    }

    @Test
    void a_role_is_made_changed_and_dropped_as_the_schema_says() throws Exception {
        String none = "import { pgRole } from \"drizzle-orm/pg-core\";\n";
        String role = none + "export const m = pgRole(\"story_manager\");";
        schema(role);
        assertThat(sluice("generate", "--name", "make")).isZero();
        schema(role.replace("\")", "\", { createDb: true, inherit: false })"));
        assertThat(sluice("generate", "--name", "change")).isZero();
        schema(none);
        assertThat(sluice("generate", "--name", "drop")).isZero();
        assertThat(sluice("generate", "--check")).isZero();
        try (TestDatabase database = TestPostgres.database()) {
            String attributes =
                    "SELECT string_agg(concat(rolcreatedb, rolinherit), '') FROM pg_roles WHERE rolname = 'story_manager'";
            database.execute(sql("0000_make"));
            assertThat(value(database, attributes)).isEqualTo("ft");
            database.execute(sql("0001_change"));
            assertThat(value(database, attributes)).isEqualTo("tf");
            database.execute(sql("0002_drop"));
            assertThat(value(database, attributes)).isNull();
            database.execute(sql("0002_drop.down"));
            assertThat(value(database, attributes)).isEqualTo("tf");
            database.execute(sql("0001_change.down"));
            assertThat(value(database, attributes)).isEqualTo("ft");
            database.execute("CREATE TABLE kept (); GRANT SELECT ON kept TO story_manager");
            database.execute(sql("0002_drop"));
            assertThat(value(database, attributes)).isEqualTo("ft");
            database.execute("DROP TABLE kept; DROP ROLE story_manager");
        }
    }

    private static @Nullable String value(TestDatabase database, String query) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String sql(String name) throws IOException {
        return Files.readString(project.resolve("drizzle/" + name + ".sql"))
                .replace("--> statement-breakpoint", "");
    }

    @Test
    void push_refuses_and_says_what_to_do() {
        assertThat(sluice("push", "--force")).isEqualTo(4);
        assertThat(said).contains("sluice generate", "Nothing was changed");
    }

    @Test
    void a_schema_that_throws_is_named_with_file_and_line() throws Exception {
        schema("import { pgTable } from \"drizzle-orm/pg-core\";\n\nthrow new Error('boom');\n");
        assertThat(sluice("generate")).isEqualTo(1);
        assertThat(said).contains("schema.ts:3", "boom", "Nothing was written");
        assertThat(project.resolve("drizzle")).doesNotExist();
    }

    @Test
    void an_sql_error_in_a_third_statement_is_named_with_its_place() throws Exception {
        assertThat(sluice("generate", "--no-proof")).as(() -> said).isZero();
        Files.writeString(
                project.resolve("drizzle/0000_add_users.sql"),
                "SELECT 1;\n--> statement-breakpoint\nSELECT 2;\n--> statement-breakpoint\nSELECT nope;");
        assertThat(sluice("check")).isEqualTo(3);
        assertThat(said).contains("0000_add_users.sql", "statement 3 of 3", "42703");
    }

    @Test
    void an_address_that_nobody_answers_is_told_without_its_password() {
        assertThat(sluice("inspect", "postgresql://me:s3cret@127.0.0.1:1/db")).isEqualTo(1);
        assertThat(said).contains("nobody answers", "127.0.0.1:1").doesNotContain("s3cret");
    }

    @Test
    void a_broken_journal_stops_everything_before_anything_is_written() throws Exception {
        assertThat(sluice("generate", "--no-proof")).as(() -> said).isZero();
        Files.writeString(project.resolve("drizzle/meta/_journal.json"), "{ not json");
        assertThat(sluice("generate")).isEqualTo(1);
        assertThat(said).contains("_journal.json", "Nothing was changed");
        assertThat(sluice("check")).isEqualTo(3);
    }

    private void schema(String text) throws IOException {
        Files.writeString(project.resolve("schema.ts"), text);
    }

    private int sluice(String... arguments) {
        Map<String, String> env = new HashMap<>(System.getenv());
        env.put("SLUICE_DEBUG", "1");
        CommandLine ran = CommandLine.run(project, env, arguments);
        said = ran.said();
        data = ran.data();
        return ran.exit();
    }

    private String node(String... words) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("node"));
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command)
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    private static String nodeUrl(TestDatabase database) {
        String url = database.url().replaceFirst("^jdbc:", "");
        String user = url.replaceFirst(".*[?&]user=([^&]*).*", "$1");
        String password = url.replaceFirst(".*[?&]password=([^&]*).*", "$1");
        return url.replaceFirst("\\?.*", "").replace("//", "//" + user + ":" + password + "@");
    }

    /// Runs drizzle-orm's own migrator and counts what its table holds then.
    private int migratedByDrizzleOrm(TestDatabase database)
            throws IOException, InterruptedException, SQLException {
        Files.writeString(
                project.resolve("migrate.mjs"),
                """
                import pg from "pg";
                import { drizzle } from "drizzle-orm/node-postgres";
                import { migrate } from "drizzle-orm/node-postgres/migrator";
                const client = new pg.Client({ connectionString: "%s" });
                await client.connect();
                await migrate(drizzle(client), { migrationsFolder: "./drizzle" });
                await client.end();
                console.log("migrated");
                """
                        .formatted(nodeUrl(database)));
        assertThat(node("migrate.mjs")).contains("migrated");
        try (var connection = database.connect();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT count(*) FROM drizzle.__drizzle_migrations")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
