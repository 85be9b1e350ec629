package dev.sluice.source.drizzle;

import dev.sluice.source.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `drizzle.config.{ts,js,json}`. `schema` and `out` are as written, relative to the directory that
/// the tool runs in. `url` is the credentials as one address and a secret: it is in no text of this
/// record.
public record DrizzleConfig(
        Path file,
        String dialect,
        List<String> schema,
        String out,
        boolean breakpoints,
        @Nullable String casing,
        String migrationsTable,
        String migrationsSchema,
        String prefix,
        List<String> schemaFilter,
        List<String> tablesFilter,
        @Nullable String url) {
    public sealed interface Read {
        record Ok(DrizzleConfig config) implements Read {}

        record Absent() implements Read {}

        record Broken(List<Problem> problems) implements Read {}
    }

    /// Looks for drizzle.config.ts, .js, .json in `directory`, in that order.
    public static Read load(Path directory, @Nullable Path node) {
        throw new UnsupportedOperationException();
    }

    /// Loads the given file; `directory` is the current directory of its code.
    public static Read load(Path directory, Path file, @Nullable Path node) {
        throw new UnsupportedOperationException();
    }

    public DrizzleProject project(Path directory, @Nullable Path node) {
        return new DrizzleProject(directory, schema, casing, node, DrizzleProject.LIMIT);
    }

    @Override
    public String toString() {
        return "DrizzleConfig[" + file + "]";
    }
}
