package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.NodeFixture;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports of schema files are repaired, shown, and left alone where they are right.
class FixSchemaTest {
    private static final String BROKEN =
            """
            import { pgTable, integer } from "drizzle-orm/pg-core"
            import { sql } from "drizzle-orm"

            export const users = pgTable("users", {
            	id: integer().primaryKey(),
            	// TODO: failed to parse database type 'bytea'
            	photo: unknown("photo"),
            	at: timestamp(), // when
            });
            """;
    private static final String MENDED =
            """
            import { pgTable, integer, customType, timestamp } from "drizzle-orm/pg-core"

            const bytea = customType<{ data: Uint8Array }>({ dataType() { return "bytea"; } });

            export const users = pgTable("users", {
            	id: integer().primaryKey(),
            	photo: bytea("photo"),
            	at: timestamp(), // when
            });
            """;

    @TempDir Path project;
    private String data = "";
    private String talk = "";

    @BeforeEach
    void a_drizzle_project() throws IOException {
        NodeFixture.link(project);
        write("sluice.yaml", "project: home\nschema: src/schema.ts\nout: drizzle\n");
        write("src/schema.ts", BROKEN);
    }

    @Test
    void a_broken_schema_is_repaired_shown_and_then_left_alone() throws IOException {
        assertThat(sluice("fix-schema")).as(() -> talk).isZero();
        assertThat(schema()).isEqualTo(MENDED);
        assertThat(data)
                .startsWith("--- a/src/schema.ts\n+++ b/src/schema.ts\n@@ -1,9 +1,9 @@\n")
                .contains(
                        "-import { sql } from \"drizzle-orm\"\n",
                        "-\t// TODO: failed to parse database type 'bytea'\n",
                        "-\tphoto: unknown(\"photo\"),\n+\tphoto: bytea(\"photo\"),\n",
                        " \tat: timestamp(), // when\n");
        assertThat(talk).isEqualTo("repaired  src/schema.ts\n");
        assertThat(sluice("fix-schema")).isZero();
        assertThat(data).isEmpty();
        assertThat(talk).isEqualTo("Nothing to do: the imports of the schema files are right.\n");
        assertThat(schema()).isEqualTo(MENDED);
    }

    @Test
    void a_check_writes_nothing_and_ends_with_three() throws IOException {
        assertThat(sluice("fix-schema", "--check")).isEqualTo(3);
        assertThat(data).contains("+++ b/src/schema.ts");
        assertThat(talk)
                .isEqualTo(
                        "to repair  src/schema.ts\nNothing was written. Run `sluice fix-schema`.\n");
        assertThat(schema()).isEqualTo(BROKEN);
        write("src/schema.ts", MENDED);
        assertThat(sluice("fix-schema", "--check")).isZero();
    }

    @Test
    void a_machine_reads_what_was_repaired_and_why() {
        assertThat(sluice("fix-schema", "--check", "--json")).isEqualTo(3);
        var document = Json.MAPPER.readTree(data);
        assertThat(document.get("state").asString()).isEqualTo("to repair");
        var file = document.get("files").get(0);
        assertThat(file.get("file").asString()).isEqualTo("src/schema.ts");
        assertThat(file.get("diff").asString()).contains("+++ b/src/schema.ts");
        assertThat(file.get("repairs").valueStream().map(r -> r.get("message").asString()))
                .contains(
                        "sql is not used",
                        "Drizzle has no builder for bytea, so unknown becomes a customType",
                        "timestamp is not imported: 'drizzle-orm/pg-core' exports it");
    }

    @Test
    void what_a_person_has_to_decide_is_named_and_no_file_is_written() throws IOException {
        write("sluice.yaml", "project: home\nschema: src\nout: drizzle\n");
        write("src/wrong.ts", "export const a = nothingLikeIt();\n");
        assertThat(sluice("fix-schema")).isEqualTo(1);
        assertThat(talk)
                .isEqualTo(
                        "error: src/wrong.ts:1:18: nothingLikeIt is not declared, and no module of the project exports it."
                                + " Declare it, import it, or correct its name.\n  Nothing was written.\n");
        assertThat(schema()).isEqualTo(BROKEN);
        assertThat(sluice("fix-schema", "--check")).isEqualTo(1);
    }

    @Test
    void a_schema_in_sql_has_no_imports() throws IOException {
        write("sluice.yaml", "project: home\nschema: schema.sql\nout: drizzle\n");
        write("schema.sql", "create table a (b integer);\n");
        assertThat(sluice("fix-schema")).isZero();
        assertThat(talk)
                .isEqualTo(
                        "Nothing to do: fix-schema is for Drizzle's schema files, and this schema is not declared in TypeScript.\n");
    }

    @Test
    void migrate_repairs_first_and_makes_the_migration_of_what_stands_then() throws IOException {
        assertThat(command("migrate", "--name", "first")).as(() -> talk).isZero();
        assertThat(schema()).isEqualTo(MENDED);
        assertThat(talk).contains("+++ b/src/schema.ts", "repaired  src/schema.ts", "0000_first");
        assertThat(Files.readString(project.resolve("drizzle/0000_first.sql")))
                .contains("\"photo\" bytea", "\"at\" timestamp");
        assertThat(command("migrate")).as(() -> talk).isZero();
        assertThat(talk).doesNotContain("repaired");
    }

    @Test
    void migrate_stops_where_a_person_has_to_decide() throws IOException {
        write("src/schema.ts", BROKEN + "export const a = nothingLikeIt();\n");
        assertThat(command("migrate")).isEqualTo(1);
        assertThat(talk).contains("nothingLikeIt is not declared", "Nothing was written.");
        try (Stream<Path> all = Files.walk(project)) {
            assertThat(all.filter(p -> p.startsWith(project.resolve("drizzle")))).isEmpty();
        }
    }

    @Test
    void init_adds_the_script_and_leaves_one_that_is_there() throws IOException {
        write("package.json", "{\"name\": \"home\"}\n");
        assertThat(sluice("init", "--yes")).as(() -> talk).isZero();
        assertThat(Files.readString(project.resolve("package.json")))
                .contains(
                        "\"fix-schema\": \"sluice fix-schema\"",
                        "\"migrate:drizzle\": \"sluice migrate\"");
        write("package.json", "{\"scripts\": {\"fix-schema\": \"node fix.mjs\"}}\n");
        assertThat(sluice("init", "--yes")).as(() -> talk).isZero();
        assertThat(Files.readString(project.resolve("package.json")))
                .contains("\"fix-schema\": \"node fix.mjs\"");
    }

    private String schema() throws IOException {
        return Files.readString(project.resolve("src/schema.ts"));
    }

    private void write(String file, String text) throws IOException {
        Path target = project.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }

    private int sluice(String... arguments) {
        return run(false, arguments);
    }

    /// With all that begins early.
    private int command(String... arguments) {
        return run(true, arguments);
    }

    private int run(boolean early, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var shell =
                new Shell(
                        project,
                        System.getenv(),
                        new BufferedReader(new StringReader("")),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false);
        int exit = early ? Main.command(shell, arguments) : Main.run(shell, arguments);
        data = out.toString(StandardCharsets.UTF_8);
        talk = err.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
