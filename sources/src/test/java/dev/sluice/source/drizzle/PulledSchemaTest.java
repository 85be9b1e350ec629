package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.source.Problem;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What drizzle-kit itself pulls from a database, and what the repair makes of it.
class PulledSchemaTest {
    private static final String[] DATABASE = {
        "create schema s",
        "create schema empty_s",
        "create schema other",
        "create type s.e as enum ('x', 'y')",
        "create type other.mood as enum ('good', 'bad')",
        "create domain posint as integer check (value > 0)",
        "create type compo as (a integer, b text)",
        """
        create table odd (id integer primary key, a bytea, b xml, c money, d tsvector, e name, f oid,
            g xid8, h regclass, i lseg, j box, k path, l polygon, m circle, n int4range, o tstzrange,
            p daterange, q int8multirange, r bit(4), s bit varying(8), t posint, u compo, v s.e[],
            w other.mood, x jsonpath, y "char", z interval day to second(3), aa bytea[])
        """,
        "create table shapes (a line, b point, \"C\" line)",
        "create table times (at timestamptz[])",
        "create table matrix (n integer[][], t text[][])",
        "create table checked (n integer, constraint n_is_positive check (n > 0))",
        "create table s.inside (a integer)",
        "create table hen (id integer primary key, egg integer)",
        "create table egg (id integer primary key, hen integer references hen)",
        "alter table hen add foreign key (egg) references egg",
    };

    @TempDir Path directory;

    @Test
    void what_drizzle_kit_pulls_compiles_and_loads_once_it_is_repaired() throws Exception {
        DrizzleFixture project = DrizzleFixture.in(directory);
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(DATABASE);
            project.with("drizzle.config.ts", config(database));
            assertThat(run("node", "node_modules/drizzle-kit/bin.cjs", "pull"))
                    .contains("Your schema file is ready");
        }
        String[] schema = {"drizzle/schema.ts"};
        assertThat(project.load(schema)).isInstanceOf(DrizzleLoaded.Broken.class);
        DrizzleRepair.Known repair = repaired();
        assertThat(repair.notes())
                .extracting(Problem::message)
                .extracting(m -> m.split(" is no type", 2)[0])
                .containsExactly("posint", "compo", "mood");
        for (DrizzleRepair.Repaired file : repair.files())
            Files.writeString(file.file(), file.after());
        assertThat(repaired().files()).isEmpty();
        assertThat(compiled()).isEmpty();
        assertThat(project.load("drizzle/schema.ts", "drizzle/relations.ts"))
                .isInstanceOf(DrizzleLoaded.Ok.class);
        assertThat(Files.readString(directory.resolve("drizzle/schema.ts")))
                .contains(
                        "\ta: bytea(\"a\"),\n",
                        "\tr: bit(\"r\", { dimensions: 4 }),\n",
                        "\ts: bitVarying8(\"s\"),\n",
                        "\tt: posint(\"t\"),\n",
                        "\tv: eInS(\"v\").array(),\n",
                        "\tx: jsonpath(),\n\ty: charType(),\n",
                        "\taa: bytea(\"aa\").array(),\n",
                        "\ta: line(),\n\tb: point(),\n",
                        "export const emptyS = pgSchema(\"empty_s\");\n",
                        "}, () => [\n")
                .doesNotContain("unknown", "TODO", "AnyPgColumn");
    }

    private DrizzleRepair.Known repaired() {
        DrizzleRepair repair =
                Drizzle.repair(
                        DrizzleProject.of(directory, List.of("drizzle/schema.ts")),
                        directory.resolve("drizzle"));
        assertThat(repair).isInstanceOf(DrizzleRepair.Known.class);
        return (DrizzleRepair.Known) repair;
    }

    private static String config(TestDatabase database) {
        URI address = URI.create(database.url().substring("jdbc:".length()));
        var credentials = new StringBuilder();
        for (String part : address.getQuery().split("&")) {
            String[] pair = part.split("=", 2);
            if (List.of("user", "password").contains(pair[0]))
                credentials.append(pair[0]).append(": '").append(pair[1]).append("', ");
        }
        return "export default { dialect: 'postgresql', out: './drizzle', schemaFilter: ['public', 's', 'empty_s'],\n"
                + "  dbCredentials: { host: '"
                + address.getHost()
                + "', port: "
                + address.getPort()
                + ", "
                + credentials
                + "database: '"
                + database.name()
                + "', ssl: false } };\n";
    }

    private String compiled() throws IOException, InterruptedException {
        return run(
                "node",
                "node_modules/typescript/bin/tsc",
                "--strict",
                "--noEmit",
                "--noUnusedLocals",
                "--skipLibCheck",
                "--target",
                "es2022",
                "--module",
                "esnext",
                "--moduleResolution",
                "bundler",
                "drizzle/schema.ts",
                "drizzle/relations.ts");
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
