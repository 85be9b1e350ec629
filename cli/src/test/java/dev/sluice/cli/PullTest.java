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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database comes home as files that compile, that mean the same, and that a second pull leaves
/// alone.
class PullTest {
    private static final String[] NAMED = {
        "constraint user_data_c_key of public.user_data: DEFERRABLE INITIALLY DEFERRED",
        "constraint pair of public.userData: DEFERRABLE INITIALLY DEFERRED",
        "constraint one_of of public.userData: MATCH FULL ON DELETE SET NULL (x)",
        "constraint hen_egg of public.hen: NOT VALID",
        "constraint mine of public.checks: NO INHERIT",
        "EXCLUDE USING gist",
        "index public.checks_cover in full: CREATE UNIQUE INDEX checks_cover",
        "index public.checks_nulls in full: CREATE UNIQUE INDEX checks_nulls",
        "column public.checks.b: COLLATE",
        "column public.numbers.h is generated VIRTUAL",
        "column public.guarded.owner has a comment: the one",
        "table public.guarded has a comment: who may, \"quoted\" * / and more",
        "table public.forced: FORCE ROW LEVEL SECURITY",
        "table public.cache is UNLOGGED",
        "table public.logs: PARTITION BY RANGE (at)",
        "table public.logs_2024 is a partition of public.logs",
        "table public.old_logs: INHERITS public.secret",
        "sequence billing.invoice_number is AS integer",
        "enum public.mood has a comment: how it feels",
        "index public.checks_hash has a comment: an index",
        "index public.counted_n is on public.counted",
        "function public.touch",
        "trigger",
        "extension citext",
        "domain public.posint",
        "composite public.pair"
    };

    @TempDir Path project;
    private String said = "";

    @BeforeEach
    void a_project_without_a_schema() throws IOException {
        NodeFixture.link(project);
        write("sluice.yaml", "project: home\nschema: src/schema.ts\nout: drizzle\n");
        write(
                "drizzle.config.ts",
                "export default { dialect: 'postgresql', schema: './src/schema.ts', out: './drizzle' };");
    }

    @Test
    void a_nasty_database_comes_home_and_means_the_same() throws Exception {
        try (TestDatabase database = nasty();
                TestDatabase other = TestPostgres.database()) {
            assertThat(sluice("pull", "--from", database.url())).as(() -> said).isZero();
            compiles();
            assertThat(run("node", "relations.cjs")).contains("relations hold");
            assertThat(sluice("generate", "--check")).as(() -> said).isZero();
            assertThat(sluice("check")).as(() -> said).isZero();
            Map<Path, String> before = files();
            assertThat(sluice("pull", "--from", database.url())).as(() -> said).isZero();
            assertThat(said).contains("Nothing was written");
            assertThat(files()).isEqualTo(before);
            assertThat(sluice("apply", "--to", other.url())).as(() -> said).isZero();
            assertThat(sluice("pull", "--from", other.url())).as(() -> said).isZero();
            assertThat(said).contains("Nothing was written");
            assertThat(run("node", "node_modules/drizzle-kit/bin.cjs", "generate"))
                    .contains("No schema changes");
        }
    }

    /// drizzle-kit's own pull loses each of these without a word.
    @Test
    void what_a_schema_has_no_word_for_is_named_in_a_comment() throws Exception {
        try (TestDatabase database = nasty()) {
            sluice("pull", "--from", database.url());
            assertThat(Files.readString(project.resolve("src/schema.ts")))
                    .contains(
                            "// In the database too; Drizzle has no word for it, and Sluice keeps it as it is:")
                    .contains(NAMED);
        }
    }

    @Test
    void what_was_made_by_hand_and_has_no_word_is_said_and_nothing_is_lost() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute("create table a (x integer primary key, y integer)");
            assertThat(sluice("pull", "--from", database.url())).as(() -> said).isZero();
            Map<Path, String> before = files();
            database.execute(
                    "alter table a force row level security",
                    "comment on table a is 'by hand'",
                    "create function f() returns int language sql as 'select 1'");
            assertThat(sluice("pull", "--from", database.url())).isEqualTo(1);
            assertThat(said)
                    .contains(
                            "Not brought home",
                            "function public.f",
                            "row level security",
                            "comment")
                    .contains("Nothing was written");
            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void edits_that_are_not_committed_are_overwritten_only_by_force() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute("create table a (x integer primary key)");
            assertThat(sluice("pull", "--from", database.url())).as(() -> said).isZero();
            git("init", "-q");
            git("add", "src", "drizzle");
            git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "home");
            String committed = Files.readString(project.resolve("src/schema.ts"));
            write("src/schema.ts", committed + "\nexport const mine = 1; // not committed\n");
            database.execute("alter table a add column y text");
            Map<Path, String> before = files();
            assertThat(sluice("pull", "--from", database.url())).isEqualTo(4);
            assertThat(said)
                    .contains("not committed", "src/schema.ts", "Nothing was written", "--force");
            assertThat(files()).isEqualTo(before);
            assertThat(sluice("pull", "--from", database.url(), "--force")).as(() -> said).isZero();
            assertThat(Files.readString(project.resolve("src/schema.ts")))
                    .contains("y: text()", "export const mine = 1;");
            Map<Path, String> forced = files();
            assertThat(sluice("pull", "--from", database.url())).as(() -> said).isZero();
            assertThat(files()).isEqualTo(forced);
        }
    }

    private void git(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        run(command.toArray(String[]::new));
    }

    private static TestDatabase nasty() throws IOException {
        try (var in = PullTest.class.getResourceAsStream("nasty.sql")) {
            return TestPostgres.database()
                    .execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void compiles() throws IOException, InterruptedException {
        String said =
                run(
                        "node",
                        "node_modules/typescript/bin/tsc",
                        "--strict",
                        "--skipLibCheck",
                        "--target",
                        "es2022",
                        "--module",
                        "commonjs",
                        "--moduleResolution",
                        "node10",
                        "--outDir",
                        "built",
                        "src/schema.ts",
                        "src/relations.ts");
        assertThat(said).isEmpty();
        write(
                "relations.cjs",
                """
                const pg = require("pg");
                const { drizzle } = require("drizzle-orm/node-postgres");
                const schema = { ...require("./built/schema.js"), ...require("./built/relations.js") };
                const db = drizzle(new pg.Client(), { schema });
                let held = 0;
                for (const [name, table] of Object.entries(db._.schema))
                  for (const relation of Object.keys(table.relations)) {
                    db.query[name].findMany({ with: { [relation]: true } }).toSQL();
                    held++;
                  }
                console.log(held + " relations hold");
                """);
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private Map<Path, String> files() {
        var files = new TreeMap<Path, String>();
        try (Stream<Path> all = Files.walk(project)) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                if (!file.toString().contains("/.git/")) files.put(file, Files.readString(file));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int sluice(String... arguments) {
        var out = new ByteArrayOutputStream();
        var shell =
                new Shell(
                        project,
                        System.getenv(),
                        new BufferedReader(new StringReader("")),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        false);
        int exit = Main.run(shell, arguments);
        said = out.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
