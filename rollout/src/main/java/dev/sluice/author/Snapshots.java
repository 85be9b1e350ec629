package dev.sluice.author;

import dev.sluice.folder.JsonText;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.ObjectId;
import dev.sluice.source.Problem;
import dev.sluice.source.drizzle.DrizzleSchema;
import dev.sluice.source.snapshot.CatalogSnapshot;
import dev.sluice.source.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        return switch (read(folder)) {
            case Snapshot.Read.Ok(Snapshot last) -> last.id();
            case Snapshot.Read.OfCatalog(CatalogSnapshot last) -> last.id();
            case Snapshot.Read.Broken _ -> ZERO;
        };
    }

    private static Snapshot.Read read(MigrationsFolder folder) {
        return folder.lastSnapshot()
                .map(Snapshot::read)
                .orElse(new Snapshot.Read.Broken(List.of()));
    }

    static Optional<Snapshot> last(MigrationsFolder folder) {
        return read(folder) instanceof Snapshot.Read.Ok(Snapshot last)
                ? Optional.of(last)
                : Optional.empty();
    }

    /// What the last snapshot declares, whichever kind it is; empty where there is none.
    static Optional<Set<ObjectId>> declared(MigrationsFolder folder) {
        return switch (read(folder)) {
            case Snapshot.Read.Ok(Snapshot last) -> Optional.of(last.declared());
            case Snapshot.Read.OfCatalog(CatalogSnapshot last) -> Optional.of(last.declared());
            case Snapshot.Read.Broken _ -> Optional.empty();
        };
    }

    /// Why the last snapshot can't be read; empty where there is none.
    static List<Problem> problems(MigrationsFolder folder) {
        return read(folder) instanceof Snapshot.Read.Broken(var problems) ? problems : List.of();
    }

    /// The text that declares what an SQL-first project does.
    static String of(Catalog declared, MigrationsFolder folder) {
        return JsonText.pretty(
                CatalogSnapshot.tree(declared, UUID.randomUUID().toString(), lastId(folder)));
    }

    /// For a migration that changes nothing that is declared: the last body with a new id.
    /// `otherwise`: what is declared where there is none.
    static @Nullable String copy(MigrationsFolder folder, @Nullable Catalog otherwise) {
        return switch (read(folder)) {
            case Snapshot.Read.Ok(Snapshot last) -> copy(last.tree(), last.id());
            case Snapshot.Read.OfCatalog(CatalogSnapshot last) -> of(last.catalog(), folder);
            case Snapshot.Read.Broken _ when otherwise == null ->
                    copy(JsonMapper.shared().readTree(EMPTY), ZERO);
            case Snapshot.Read.Broken _ ->
                    folder.migrations().isEmpty() ? of(otherwise, folder) : null;
        };
    }

    private static String copy(JsonNode body, String lastId) {
        ObjectNode tree = (ObjectNode) body.deepCopy();
        tree.put("id", UUID.randomUUID().toString()).put("prevId", lastId);
        return JsonText.pretty(tree);
    }
}
