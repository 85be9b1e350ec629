package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// drizzle-kit itself is the judge.
class SnapshotConformanceTest {
    private static final Pattern IDS =
            Pattern.compile("\"id\": \"([^\"]*)\",\n  \"prevId\": \"([^\"]*)\"");
    @TempDir Path directory;

    @Test
    void the_snapshot_is_drizzle_kits_byte_for_byte() throws Exception {
        same(DrizzleFixture.resource("everything.ts"), null);
    }

    @Test
    void casing_reaches_the_names_inside_names() throws Exception {
        String schema =
                """
                import { foreignKey, index, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
                export const userAccounts = pgTable("userAccounts", {
                    firstName: text().unique(), lastName: text(), explicitOne: text("explicitOne"), bossId: integer(),
                }, (t) => [primaryKey({ columns: [t.firstName, t.lastName] }), index().on(t.lastName),
                    unique().on(t.lastName, t.bossId)]);
                export const pets = pgTable("pets", { ownerFirst: text(), ownerLast: text() }, (t) => [
                    foreignKey({ columns: [t.ownerFirst, t.ownerLast], foreignColumns: [userAccounts.firstName, userAccounts.lastName] })]);
                """;
        same(schema, "snake_case");
    }

    private void same(String schema, String casing) throws Exception {
        var project = DrizzleFixture.in(directory).with("schema.ts", schema);
        String extra = casing == null ? "" : ", casing: '" + casing + "'";
        project.with(
                "drizzle.config.ts",
                "export default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle'"
                        + extra
                        + " }");
        kit("generate");
        Path file = directory.resolve("drizzle/meta/0000_snapshot.json");
        String theirs = Files.readString(file);
        Matcher ids = IDS.matcher(theirs);
        assertThat(ids.find()).isTrue();
        var ours =
                DrizzleFixture.ok(
                                Drizzle.load(
                                        DrizzleProject.of(
                                                        directory, java.util.List.of("./schema.ts"))
                                                .withCasing(casing)))
                        .snapshot(ids.group(1), ids.group(2));
        assertThat(ours).isEqualTo(theirs);
        Files.writeString(file, ours);
        assertThat(kit("generate")).contains("No schema changes");
    }

    private String kit(String command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder("node", "node_modules/drizzle-kit/bin.cjs", command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
