package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrizzleLoadTest {
    private static final String HEAD =
            "import { integer, pgTable, text } from \"drizzle-orm/pg-core\";\n";
    private static final String USERS =
            HEAD + "export const users = pgTable(\"users\", { id: integer() });\n";

    @TempDir Path directory;

    @Test
    void what_throws_is_named_with_its_line() {
        Problem problem = only(project().with("schema.ts", USERS + "throw new Error(\"boom\");\n"));
        assertThat(problem.toString()).isEqualTo("schema.ts:3: boom.");
    }

    @Test
    void what_does_not_parse_is_named_with_line_and_column() {
        Problem problem = only(project().with("schema.ts", USERS + "export const x = pgTable(;\n"));
        assertThat(problem.file()).isEqualTo("schema.ts");
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.column()).isPositive();
        assertThat(problem.message()).contains("Unexpected token").doesNotContain("/");
    }

    @Test
    void an_error_in_a_callback_names_the_line_of_the_callback() {
        String schema =
                HEAD
                        + "import { index } from \"drizzle-orm/pg-core\";\n"
                        + "export const a = pgTable(\"a\", { id: integer() }, (t) => [\n"
                        + "  index(\"i\").on((t as any).nope.asc()),\n]);\n";
        Problem problem = only(project().with("schema.ts", schema));
        assertThat(problem.line()).isEqualTo(4);
        assertThat(problem.message()).contains("undefined");
    }

    @Test
    void a_missing_module_is_named_with_its_importer_and_the_tsconfig_that_was_tried() {
        Problem problem =
                only(
                        project()
                                .with("tsconfig.json", "{}")
                                .with(
                                        "schema.ts",
                                        "import { x } from '@/lib/x';\n"
                                                + USERS
                                                + "console.log(x);\n"));
        assertThat(problem.toString())
                .startsWith("schema.ts:1: cannot find module '@/lib/x'.")
                .contains("tsconfig.json");
    }

    @Test
    void top_level_await_is_refused_in_words() {
        Problem problem = only(project().with("schema.ts", USERS + "await Promise.resolve();\n"));
        assertThat(problem.message()).contains("top-level await");
    }

    @Test
    void two_tables_of_one_name_are_an_error_that_names_both() {
        Problem problem =
                only(
                        project()
                                .with(
                                        "schema.ts",
                                        USERS
                                                + "export const again = pgTable(\"users\", { id: text() });\n"));
        assertThat(problem.message()).contains("declared twice").contains("`again`");
    }

    @Test
    void aliases_extends_json_js_suffixes_circles_and_stubs_load() {
        var schema =
                project()
                        .with(
                                "base/tsconfig.json",
                                "{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"../src/*\"] } } }")
                        .with(
                                "tsconfig.json",
                                "{ // ours\n  \"extends\": \"./base/tsconfig.json\",\n}")
                        .with("src/names.json", "{ \"table\": \"from_json\" }")
                        .with(
                                "src/a.ts",
                                USERS
                                        + "import { b } from './b.js';\nexport const first = () => b;\n")
                        .with(
                                "src/b.ts",
                                HEAD
                                        + "import 'server-only';\nimport { users } from './a';\n"
                                        + "import names from '@/names.json';\n"
                                        + "import { gone } from 'not-installed-but-unused';\n"
                                        + "enum E { A = 'of_enum' }\n"
                                        + "export const b = pgTable(names.table, { u: integer(E.A).references(() => users.id) });\n")
                        .with("src/index.ts", "export * from '@/a';\nexport * from './b';\n")
                        .schema("src/index.ts");
        assertThat(schema.catalog(16).objects().stream().map(o -> o.id().words()))
                .containsExactly("table public.from_json", "table public.users");
    }

    @Test
    void the_environment_file_is_read_and_patterns_find_files() {
        var schema =
                project()
                        .with(".env", "# names\nexport TABLE=\"of env\" # it\n")
                        .with(
                                "db/one.ts",
                                HEAD
                                        + "export const a = pgTable(process.env.TABLE!, { id: integer() });")
                        .with("db/deep/two.ts", USERS)
                        .with("db/deep/two.test.ts", "throw new Error('not asked for');")
                        .schema("./db/**/*.ts", "!./db/**/*.test.ts");
        assertThat(schema.catalog(16).objects().stream().map(o -> o.id().words()))
                .containsExactly("table public.of env", "table public.users");
    }

    @Test
    void what_the_schema_prints_disturbs_nothing_and_open_handles_do_not_hold_it() {
        var schema =
                project()
                        .with(
                                "schema.ts",
                                USERS
                                        + "console.log('{}'); process.stdout.write('x'.repeat(200000));\n"
                                        + "setInterval(() => {}, 1000);\n")
                        .schema("schema.ts");
        assertThat(schema.declared()).isNotEmpty();
    }

    @Test
    void a_schema_that_does_not_end_is_stopped() {
        project().with("schema.ts", "while (true) {}\n");
        var loaded =
                Drizzle.load(
                        new DrizzleProject(
                                directory,
                                List.of("schema.ts"),
                                null,
                                null,
                                Duration.ofMillis(1500)));
        assertThat(loaded).asString().contains("did not end within 1 s");
    }

    @Test
    void no_node_no_drizzle_orm_and_no_file_are_sentences() throws IOException {
        var absent =
                new DrizzleProject(
                        directory,
                        List.of("schema.ts"),
                        null,
                        directory.resolve("nodejs"),
                        DrizzleProject.LIMIT);
        assertThat(Drizzle.load(absent)).asString().contains("Install Node 18 or newer");
        Files.writeString(directory.resolve("schema.ts"), USERS);
        assertThat(only(new DrizzleFixture(directory)).message())
                .contains("drizzle-orm is not installed");
        assertThat(new DrizzleFixture(directory).problems("other/*.ts").getFirst().message())
                .contains("no schema file matches other/*.ts");
    }

    @Test
    void a_configuration_loads_without_drizzle_kit_and_hides_its_password() throws IOException {
        Files.writeString(
                directory.resolve("drizzle.config.ts"),
                """
                import { defineConfig } from "drizzle-kit";
                export default defineConfig({ dialect: "postgresql", schema: ["./a.ts", "./b.ts"], casing: "snake_case",
                  dbCredentials: { host: "h", user: "u", password: "p@ss", database: "d" } });
                """);
        var read = DrizzleConfig.load(directory, null);
        assertThat(read)
                .isInstanceOf(DrizzleConfig.Read.Ok.class)
                .asString()
                .doesNotContain("p%40ss");
        var config = ((DrizzleConfig.Read.Ok) read).config();
        assertThat(config.schema()).containsExactly("./a.ts", "./b.ts");
        assertThat(config.out()).isEqualTo("drizzle");
        assertThat(config.url()).isEqualTo("postgresql://u:p%40ss@h/d");
    }

    private DrizzleFixture project() {
        return DrizzleFixture.in(directory);
    }

    private static Problem only(DrizzleFixture project) {
        var problems = project.problems("schema.ts");
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }
}
