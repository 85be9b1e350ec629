package dev.sluice.author;

import dev.sluice.source.Loaded;
import dev.sluice.source.drizzle.DrizzleLoaded;
import java.util.concurrent.Callable;

/// Where the declared schema comes from; it is called on a thread of its own while the folder is
/// replayed.
public sealed interface DeclaredSource {
    record FromDrizzle(Callable<DrizzleLoaded> load) implements DeclaredSource {}

    /// SQL governs every kind of object.
    record FromSql(Callable<Loaded> load) implements DeclaredSource {}
}
