package dev.sluice.source.snapshot;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.ObjectId;
import dev.sluice.source.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One `meta/NNNN_snapshot.json` of a Drizzle folder.
public record Snapshot(
        Path file, String id, String prevId, String version, String dialect, JsonNode tree) {
    public sealed interface Read {
        record Ok(Snapshot snapshot) implements Read {}

        record Broken(List<Problem> problems) implements Read {}
    }

    public static Read read(Path file) {
        throw new UnsupportedOperationException();
    }

    /// The ids of all objects, columns and constraints that it declares.
    public Set<ObjectId> declared() {
        throw new UnsupportedOperationException();
    }

    /// As [dev.sluice.source.drizzle.DrizzleSchema#catalog]: un-normalised.
    public Catalog catalog(int major) {
        throw new UnsupportedOperationException();
    }
}
