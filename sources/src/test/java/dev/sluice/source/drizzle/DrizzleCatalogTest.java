package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.sql.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrizzleCatalogTest {
    private static final String GOLDEN = "src/test/resources/dev/sluice/source/drizzle/";
    @TempDir Path directory;

    /// `-Dgolden.update` rewrites what is expected.
    @Test
    void every_construct_becomes_what_it_says() throws IOException {
        var sql = Sql.script(DrizzleFixture.settled(everything().catalog(16)));
        if (System.getProperty("golden.update") != null)
            Files.writeString(Path.of(GOLDEN + "everything.sql"), sql);
        assertThat(sql).isEqualTo(DrizzleFixture.resource("everything.sql"));
    }

    @Test
    void a_snapshot_declares_what_its_schema_declares() {
        var schema = everything();
        var tree = Node.Json.MAPPER.readTree(schema.snapshot("a", "b"));
        assertThat(DrizzleSchema.ofSnapshot(tree, "").declared()).isEqualTo(schema.declared());
    }

    @Test
    void objects_columns_and_constraints_are_declared_and_existing_views_are_not() {
        var declared = everything().declared();
        assertThat(declared)
                .contains(
                        new ObjectId(Kind.TABLE, "public", "users", ""),
                        new ObjectId(Kind.COLUMN, "public", "users", "public_id"),
                        new ObjectId(Kind.CONSTRAINT, "public", "users", "users_pkey"),
                        new ObjectId(Kind.INDEX, "public", "users_live", ""),
                        new ObjectId(Kind.SEQUENCE, "public", "users_id_seq", ""))
                .doesNotContain(new ObjectId(Kind.VIEW, "public", "known", ""));
    }

    private DrizzleSchema everything() {
        return DrizzleFixture.in(directory)
                .with("schema.ts", DrizzleFixture.resource("everything.ts"))
                .schema("schema.ts");
    }
}
