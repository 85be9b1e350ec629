package dev.sluice.source.drizzle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be loaded and with what. `directory` is the current directory that drizzle-kit would
/// have: patterns of `schema` are relative to it and `.env` is read from it. `casing` is
/// `snake_case`, `camelCase` or absent; `node` the program to run, absent for the one on the PATH.
public record DrizzleProject(
        Path directory,
        List<String> schema,
        @Nullable String casing,
        @Nullable Path node,
        Duration limit) {
    public static final Duration LIMIT = Duration.ofSeconds(60);

    public DrizzleProject {
        directory = directory.toAbsolutePath().normalize();
        schema = List.copyOf(schema);
        if (casing != null && !casing.equals("snake_case") && !casing.equals("camelCase"))
            throw new IllegalArgumentException("casing is snake_case or camelCase, not " + casing);
    }

    public static DrizzleProject of(Path directory, List<String> schema) {
        return new DrizzleProject(directory, schema, null, null, LIMIT);
    }

    public DrizzleProject withCasing(@Nullable String wanted) {
        return new DrizzleProject(directory, schema, wanted, node, limit);
    }
}
