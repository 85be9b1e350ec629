package dev.sluice.project;

import dev.sluice.source.drizzle.DrizzleProject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Anything that a schema can be read from.
public sealed interface Source {
    record Database(DatabaseUrl url) implements Source {}

    record SqlFiles(dev.sluice.source.sqlfiles.SqlFiles files) implements Source {}

    record DrizzleSchemaFiles(DrizzleProject project) implements Source {}

    /// Drizzle's snapshot, or a catalog that Sluice wrote.
    record SnapshotFile(Path file) implements Source {}

    /// `at` is a tag or a number; absent for the whole folder.
    record Folder(Path path, @Nullable String at) implements Source {}
}
