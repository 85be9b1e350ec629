package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTextTest {
    private static final String DOMAIN = "create domain posint as integer check (value > 0)";
    @TempDir Path directory;

    @Test
    void every_construct_comes_back_as_it_was() throws Exception {
        var project = DrizzleFixture.in(directory);
        var declared =
                project.with("from.ts", DrizzleFixture.resource("everything.ts")).schema("from.ts");
        comesBack(project, DrizzleFixture.settled(declared.catalog(16)));
    }

    @Test
    void what_drizzle_kit_loses_is_kept() throws Exception {
        var project = DrizzleFixture.in(directory);
        try (TestDatabase database = TestPostgres.database(16)) {
            database.execute(DrizzleFixture.resource("hostile.sql"));
            try (var connection = database.connect()) {
                comesBack(project, CatalogReader.read(connection), DOMAIN);
            }
        }
    }

    /// `carried` is what Drizzle has no word for and the schema stands on.
    private void comesBack(DrizzleFixture project, Catalog live, String... carried)
            throws Exception {
        var files = SchemaText.render(live, null, SchemaText.Options.DEFAULT);
        files.forEach(project::with);
        compiles();
        var declared = project.schema("schema.ts");
        var again = DrizzleFixture.settled(declared.catalog(live.major()), carried);
        // PostgreSQL's printing is a fixed point only from the second time on
        var before = DrizzleFixture.settled(live);
        assertThat(Diff.between(before, again).stream().map(Difference::words)).isEmpty();
        assertThat(SchemaText.render(before, declared, SchemaText.Options.DEFAULT))
                .isEqualTo(SchemaText.render(before, null, SchemaText.Options.DEFAULT));
    }

    private void compiles() throws Exception {
        var process =
                new ProcessBuilder(
                                List.of(
                                        "node",
                                        "node_modules/typescript/bin/tsc",
                                        "--strict",
                                        "--noEmit",
                                        "--skipLibCheck",
                                        "--target",
                                        "es2022",
                                        "--module",
                                        "es2022",
                                        "--moduleResolution",
                                        "bundler",
                                        "schema.ts",
                                        "relations.ts"))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
