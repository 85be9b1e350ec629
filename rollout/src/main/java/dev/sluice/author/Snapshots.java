package dev.sluice.author;

import dev.sluice.folder.JsonText;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.source.drizzle.DrizzleSchema;
import dev.sluice.source.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The chain of a folder's snapshots.
final class Snapshots {
    static final String ZERO = "00000000-0000-0000-0000-000000000000";

    private static final String EMPTY =
            """
            {"id": "", "prevId": "", "version": "7", "dialect": "postgresql", "tables": {}, "enums": {},
             "schemas": {}, "sequences": {}, "roles": {}, "policies": {}, "views": {},
             "_meta": {"columns": {}, "schemas": {}, "tables": {}}}\
            """;

    private Snapshots() {}

    /// What the snapshot before the first declares.
    static DrizzleSchema nothing() {
        return meaning(EMPTY);
    }

    /// What a snapshot's text declares.
    static DrizzleSchema meaning(String text) {
        return DrizzleSchema.ofSnapshot(JsonMapper.shared().readTree(text), "");
    }

    static String lastId(MigrationsFolder folder) {
        return last(folder).map(Snapshot::id).orElse(ZERO);
    }

    static Optional<Snapshot> last(MigrationsFolder folder) {
        Optional<Path> file = folder.lastSnapshot();
        if (file.isEmpty()) return Optional.empty();
        return switch (Snapshot.read(file.get())) {
            case Snapshot.Read.Ok(Snapshot snapshot) -> Optional.of(snapshot);
            case Snapshot.Read.Broken _ -> Optional.empty();
        };
    }

    /// For a migration that changes nothing that is declared: the last body with a new id.
    static String copy(MigrationsFolder folder, String id) {
        JsonNode body =
                last(folder).map(Snapshot::tree).orElse(JsonMapper.shared().readTree(EMPTY));
        ObjectNode tree = (ObjectNode) body.deepCopy();
        tree.put("id", id).put("prevId", lastId(folder));
        return JsonText.pretty(tree);
    }
}
