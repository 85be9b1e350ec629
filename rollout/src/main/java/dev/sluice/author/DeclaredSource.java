package dev.sluice.author;

import dev.sluice.source.Loaded;
import dev.sluice.source.drizzle.DrizzleLoaded;
import dev.sluice.source.drizzle.DrizzleSchema;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// Where the declared schema comes from.
public sealed interface DeclaredSource {
    /// Being read already, so that Node runs while the folder is replayed.
    record FromDrizzle(Future<DrizzleLoaded> reading) implements DeclaredSource {}

    /// A schema that was read before.
    static DeclaredSource of(DrizzleSchema schema) {
        return new FromDrizzle(
                CompletableFuture.completedFuture(new DrizzleLoaded.Ok(schema, List.of())));
    }

    /// SQL governs every kind of object. Called on a thread of its own while the folder is
    /// replayed.
    record FromSql(Callable<Loaded> load) implements DeclaredSource {}
}
