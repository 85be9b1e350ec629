package dev.sluice.source.snapshot;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.ObjectId;
import dev.sluice.source.Problem;
import dev.sluice.source.drizzle.DrizzleSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One `meta/NNNN_snapshot.json` of a Drizzle folder. What a folder of an SQL-first project has
/// there is a [CatalogSnapshot]; [#read] reads both.
public record Snapshot(
        Path file,
        String id,
        String prevId,
        String version,
        String dialect,
        JsonNode tree,
        String text) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public sealed interface Read {
        record Ok(Snapshot snapshot) implements Read {}

        record OfCatalog(CatalogSnapshot snapshot) implements Read {}

        record Broken(List<Problem> problems) implements Read {
            public Broken {
                problems = List.copyOf(problems);
            }
        }
    }

    public static Read read(Path file) {
        try {
            String text = Files.readString(file);
            return of(file, JSON.readTree(text), text);
        } catch (NoSuchFileException e) {
            return broken(file, 0, 0, "there is no such file.", "");
        } catch (IOException e) {
            return broken(file, 0, 0, "the file can't be read: " + e.getMessage(), "");
        } catch (JacksonException e) {
            var at = e.getLocation();
            return broken(
                    file,
                    at == null ? 0 : at.getLineNr(),
                    at == null ? 0 : at.getColumnNr(),
                    "the file is not JSON: " + e.getOriginalMessage() + ".",
                    "Restore it from version control; look for conflict markers.");
        }
    }

    private static Read of(Path file, JsonNode tree, String text) {
        if (CatalogSnapshot.isOne(tree)) return CatalogSnapshot.of(file, tree);
        String version = tree.path("version").asString("");
        String dialect = tree.path("dialect").asString("");
        if (!tree.isObject() || version.isEmpty())
            return broken(
                    file,
                    0,
                    0,
                    "this is neither a catalog that Sluice wrote (`\"sluice\": \"catalog\"`) nor a Drizzle snapshot (`version` is missing).",
                    "Name a meta/NNNN_snapshot.json, or another kind of source.");
        if (!version.equals("7"))
            return broken(
                    file,
                    0,
                    0,
                    "the snapshot has version " + version + ", and 7 is supported.",
                    "Run `drizzle-kit up` with drizzle-kit 0.31.");
        if (!dialect.equals("postgresql"))
            return broken(file, 0, 0, "the snapshot is of dialect \"" + dialect + "\".", "");
        return new Read.Ok(
                new Snapshot(
                        file,
                        tree.path("id").asString(""),
                        tree.path("prevId").asString(""),
                        version,
                        dialect,
                        tree,
                        text));
    }

    private static Read broken(Path file, int line, int column, String message, String fix) {
        return new Read.Broken(List.of(new Problem(file.toString(), line, column, message, fix)));
    }

    /// The ids of all objects, columns and constraints that it declares.
    public Set<ObjectId> declared() {
        return schema().declared();
    }

    /// As [DrizzleSchema#catalog]: un-normalised.
    public Catalog catalog(int major) {
        return schema().catalog(major);
    }

    public DrizzleSchema schema() {
        return DrizzleSchema.ofSnapshot(tree, words());
    }

    private String words() {
        return id.isEmpty() || prevId.isEmpty()
                ? ""
                : text.strip().replace(prevId, "@prevId@").replace(id, "@id@");
    }
}
