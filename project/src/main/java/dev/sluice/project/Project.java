package dev.sluice.project;

import dev.sluice.source.Problem;
import dev.sluice.source.drizzle.DrizzleConfig;
import dev.sluice.source.drizzle.DrizzleProject;
import dev.sluice.source.sqlfiles.SqlFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A project as its files describe it. `root` is the directory that paths are relative to; `name`
/// is the ledger's; `schema` the patterns of the declared schema (empty for a folder alone);
/// `migrationsTable` and `migrationsSchema` are drizzle-orm's own bookkeeping.
public record Project(
        Path root,
        String name,
        int postgres,
        List<String> schema,
        Path out,
        @Nullable String casing,
        String migrationsTable,
        String migrationsSchema,
        String searchPath,
        Map<String, String> databases,
        @Nullable String scratch,
        @Nullable String server,
        Environment environment) {
    public static final int NEWEST_MAJOR = 18;
    public static final String FILE = "sluice.yaml";

    public Project {
        schema = List.copyOf(schema);
        databases = Map.copyOf(databases);
    }

    /// Looks for `sluice.yaml` in `cwd` and above it, else for a `drizzle.config.*` in `cwd`.
    ///
    /// @throws ProjectBroken when there is neither, or it cannot be used
    public static Project find(Path cwd, Map<String, String> env) {
        Path start = cwd.toAbsolutePath().normalize();
        for (Path dir = start; dir != null; dir = dir.getParent())
            if (Files.isRegularFile(dir.resolve(FILE)))
                return ProjectFile.read(dir.resolve(FILE), new Environment(env));
        return switch (DrizzleConfig.load(start, null)) {
            case DrizzleConfig.Read.Ok(DrizzleConfig config) ->
                    of(start, config, new Environment(env));
            case DrizzleConfig.Read.Broken(List<Problem> problems) ->
                    throw new ProjectBroken(problems);
            case DrizzleConfig.Read.Absent() ->
                    throw ProjectBroken.of(
                            start.toString(),
                            "there is neither a sluice.yaml nor a drizzle.config.ts here.",
                            "Run `sluice init`, or change to the project's directory.");
        };
    }

    static Project of(Path root, DrizzleConfig config, Environment environment) {
        if (!config.dialect().equals("postgresql"))
            throw ProjectBroken.of(
                    config.file().toString(),
                    "its dialect is " + config.dialect() + "; Sluice knows postgresql.",
                    "");
        return new Project(
                root,
                nameOf(root),
                NEWEST_MAJOR,
                config.schema(),
                root.resolve(config.out()).normalize(),
                config.casing(),
                config.migrationsTable(),
                config.migrationsSchema(),
                "public",
                config.url() == null ? Map.of() : Map.of("drizzle", config.url()),
                null,
                null,
                environment);
    }

    /// The name in package.json, without its scope; else the directory's.
    public static String nameOf(Path root) {
        Path file = root.resolve("package.json");
        if (Files.isRegularFile(file)) {
            try {
                JsonNode name = JsonMapper.shared().readTree(Files.readString(file)).path("name");
                String text = name.asString("").replaceFirst("^@[^/]*/", "");
                if (!text.isBlank()) return text;
            } catch (JacksonException notJson) {
                throw ProjectBroken.of(file.toString(), "it is not JSON.", "Mend it.");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Path last = root.toAbsolutePath().normalize().getFileName();
        return last == null ? "project" : last.toString();
    }

    /// Whether the schema is declared as SQL rather than in TypeScript: in files, in directories of
    /// them, or (`schema: db/`) in one that is still to be made.
    public boolean isSqlFirst() {
        return !schema.isEmpty() && schema.stream().allMatch(this::isSql);
    }

    private boolean isSql(String pattern) {
        Path path = root.resolve(pattern);
        return SqlFiles.isSource(path) || pattern.endsWith("/") && !Files.exists(path);
    }

    /// The files of a schema that is declared as SQL.
    public SqlFiles sql() {
        return new SqlFiles(schema.stream().map(root::resolve).toList(), root, searchPath);
    }

    public DrizzleProject drizzle() {
        return new DrizzleProject(root, schema, casing, null, DrizzleProject.LIMIT);
    }

    /// The declared schema as a source.
    public Source declared() {
        if (schema.isEmpty())
            throw ProjectBroken.of(
                    root.resolve(FILE).toString(),
                    "it does not say where the schema is declared.",
                    "Add `schema: src/db/schema.ts` (or an .sql file).");
        if (isSqlFirst()) return new Source.SqlFiles(sql());
        for (String pattern : schema)
            if (isSql(pattern))
                throw ProjectBroken.of(
                        root.resolve(FILE).toString(),
                        "`schema:` names SQL (" + pattern + ") beside TypeScript.",
                        "A project is declared in one of them.");
        return new Source.DrizzleSchemaFiles(drizzle());
    }

    public @Nullable String scratchUrl() {
        return scratch == null ? null : environment.expand(scratch, FILE);
    }

    @Override
    public String toString() {
        return "Project[" + name + " in " + root + "]";
    }
}
