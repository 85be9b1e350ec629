package dev.sluice.source.snapshot;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Fingerprint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.source.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// A catalog kept as a JSON file: in a folder of an SQL-first project in place of Drizzle's
/// snapshot, where `id` and `prevId` chain one to the next, or by itself, where both are empty.
public record CatalogSnapshot(Path file, String id, String prevId, Catalog catalog) {
    /// Rises when files that were written before can't be read any more.
    private static final int FORM = 1;

    /// Names are plain strings here: people read these files.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultVisibility(CatalogText::componentsAlone)
                    .addMixIn(SchemaObject.class, CatalogText.Tagged.class)
                    .registerSubtypes(SchemaObject.class.getPermittedSubclasses())
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(
                                            Identifier.class,
                                            new ToStringSerializer(Identifier.class))
                                    .addDeserializer(Identifier.class, new PlainName()))
                    .build();

    private static final class PlainName extends ValueDeserializer<Identifier> {
        @Override
        public Identifier deserialize(JsonParser parser, DeserializationContext context) {
            return Identifier.of(parser.getString());
        }
    }

    static boolean isOne(JsonNode tree) {
        return tree.path("sluice").asString("").equals("catalog");
    }

    private static ObjectNode head(Catalog catalog) {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        head.put("sluice", "catalog").put("form", FORM).put("postgres", catalog.major());
        return head.put("fingerprint", Fingerprint.of(catalog).toString());
    }

    /// The same as [#tree], as text and with the kind of each object, after what `above` says.
    public static void write(ObjectNode above, Catalog catalog, OutputStream out)
            throws IOException {
        CatalogStream.write(above.deepCopy().setAll(head(catalog)), catalog, out);
    }

    public static ObjectNode tree(Catalog catalog) {
        ObjectNode tree = head(catalog);
        ArrayNode objects = tree.putArray("objects");
        ObjectWriter tagged = JSON.writerFor(SchemaObject.class);
        for (SchemaObject o : catalog.objects())
            objects.add(JSON.readTree(tagged.writeValueAsString(o)));
        ArrayNode dependencies = tree.putArray("dependencies");
        catalog.dependencies().forEach(d -> dependencies.add(JSON.<JsonNode>valueToTree(d)));
        return tree;
    }

    /// As a folder keeps it.
    public static ObjectNode tree(Catalog catalog, String id, String prevId) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("id", id).put("prevId", prevId);
        tree.setAll(tree(catalog));
        return tree;
    }

    /// The ids of all objects and columns of the catalog.
    public Set<ObjectId> declared() {
        return declared(catalog);
    }

    public static Set<ObjectId> declared(Catalog catalog) {
        var ids = new HashSet<ObjectId>();
        for (SchemaObject o : catalog.objects()) {
            ids.add(o.id());
            if (o instanceof Table t)
                t.columns().forEach(c -> ids.add(ObjectId.member(Kind.COLUMN, t.name(), c.name())));
        }
        return ids;
    }

    static Snapshot.Read of(Path file, JsonNode tree) {
        int form = tree.path("form").asInt(0);
        if (form != FORM)
            return broken(
                    file,
                    "this catalog has form %s, and this version of Sluice reads form %d."
                            .formatted(tree.path("form"), FORM));
        try {
            return new Snapshot.Read.OfCatalog(
                    new CatalogSnapshot(
                            file,
                            tree.path("id").asString(""),
                            tree.path("prevId").asString(""),
                            catalog(tree)));
        } catch (RuntimeException notItsShape) {
            return broken(file, "this catalog is not as any `sluice` of this form wrote it.");
        }
    }

    private static Catalog catalog(JsonNode tree) {
        List<SchemaObject> objects =
                tree.path("objects")
                        .valueStream()
                        .map(o -> JSON.treeToValue(o, SchemaObject.class))
                        .toList();
        List<Dependency> dependencies =
                tree.path("dependencies")
                        .valueStream()
                        .map(d -> JSON.treeToValue(d, Dependency.class))
                        .toList();
        return new Catalog(tree.path("postgres").asInt(), objects, dependencies);
    }

    private static Snapshot.Read broken(Path file, String message) {
        return new Snapshot.Read.Broken(
                List.of(
                        new Problem(
                                file.toString(),
                                0,
                                0,
                                message,
                                "Restore it from version control, use the version that wrote it, or write it anew.")));
    }
}
