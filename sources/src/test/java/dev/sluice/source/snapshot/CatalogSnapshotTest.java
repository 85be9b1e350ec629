package dev.sluice.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Schema;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class CatalogSnapshotTest {
    private static final Path EVERYTHING =
            Path.of("src/test/resources/dev/sluice/source/drizzle/everything.sql");

    @TempDir Path folder;

    @Test
    void a_catalog_comes_back_as_it_was_written_and_is_written_the_same() throws Exception {
        Catalog catalog = catalog();
        JsonNode tree = CatalogSnapshot.tree(catalog, "b", "a");
        assertThat(read(tree.toString()))
                .isInstanceOfSatisfying(
                        Snapshot.Read.OfCatalog.class,
                        read -> {
                            assertThat(read.snapshot().catalog()).isEqualTo(catalog);
                            assertThat(read.snapshot().id()).isEqualTo("b");
                            assertThat(read.snapshot().prevId()).isEqualTo("a");
                            var again = new Catalog(18, catalog.objects(), catalog.dependencies());
                            assertThat(CatalogSnapshot.tree(again, "b", "a")).isEqualTo(tree);
                        });
    }

    @Test
    void as_text_it_is_the_same_and_says_the_kind_of_each_object() throws Exception {
        Catalog read = catalog();
        var objects = new ArrayList<>(read.objects());
        objects.add(new Schema(Identifier.of("a \"\\\n\t\u0001 ä 𝄞"), null));
        var catalog = new Catalog(18, objects, read.dependencies());
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("state", "read");
        wanted.setAll(CatalogSnapshot.tree(catalog));
        for (int i = 0; i < objects.size(); i++)
            ((ObjectNode) wanted.path("objects").get(i))
                    .put("kind", catalog.objects().get(i).id().kind().words());
        var out = new ByteArrayOutputStream();
        CatalogSnapshot.write(
                JsonNodeFactory.instance.objectNode().put("state", "read"), catalog, out);
        assertThat(JsonMapper.shared().readTree(out.toByteArray())).isEqualTo(wanted);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\n  \"objects\": [\n    {\n      \"is\": \"Schema\",")
                .endsWith("\n    }\n  ]\n}\n");
    }

    @Test
    void a_form_that_is_not_known_and_a_file_that_is_none_are_refused_with_what_to_do()
            throws Exception {
        String text = CatalogSnapshot.tree(Catalog.empty(18)).toString();
        assertThat(read(text.replace("\"form\":1", "\"form\":9")).toString())
                .contains("form 9", "reads form 1", "use the version that wrote it");
        assertThat(read(text.replace("[]", "[{\"is\":\"Rocket\"}]")).toString())
                .contains("not as any", "write it anew");
        assertThat(read("{\"name\": \"shop\"}").toString()).contains("neither a catalog", "nor");
        assertThat(read("{").toString()).contains("not JSON");
    }

    private Snapshot.Read read(String text) throws Exception {
        return Snapshot.read(Files.writeString(folder.resolve("catalog.json"), text));
    }

    private static Catalog catalog() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(Files.readString(EVERYTHING));
            try (var connection = database.connect()) {
                return CatalogReader.read(connection);
            }
        }
    }
}
