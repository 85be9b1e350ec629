package dev.sluice.project;

import dev.sluice.source.Problem;
import dev.sluice.source.drizzle.DrizzleConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads `sluice.yaml`.
final class ProjectFile {
    private static final List<String> KEYS =
            List.of(
                    "project",
                    "postgres",
                    "schema",
                    "out",
                    "casing",
                    "drizzle",
                    "migrations",
                    "search_path",
                    "databases",
                    "scratch",
                    "server");

    private final Path file;
    private final Map<?, ?> yaml;
    private final Environment environment;

    private ProjectFile(Path file, Map<?, ?> yaml, Environment environment) {
        this.file = file;
        this.yaml = yaml;
        this.environment = environment;
    }

    static Project read(Path file, Environment environment) {
        var problems = new java.util.ArrayList<Problem>();
        Map<?, ?> yaml = parse(file);
        for (Object key : yaml.keySet())
            if (!KEYS.contains(String.valueOf(key)))
                problems.add(
                        new Problem(
                                file.toString(),
                                0,
                                0,
                                "the key `" + key + "` is not known.",
                                "Known are " + String.join(", ", KEYS) + "."));
        if (!problems.isEmpty()) throw new ProjectBroken(problems);
        return new ProjectFile(file, yaml, environment).project();
    }

    private static Map<?, ?> parse(Path file) {
        try {
            Object root =
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            if (root == null) return Map.of();
            if (root instanceof Map<?, ?> map) return map;
            throw ProjectBroken.of(file.toString(), "it is not a list of `key: value`.", "");
        } catch (MarkedYamlEngineException e) {
            var at = e.getProblemMark();
            throw new ProjectBroken(
                    List.of(
                            new Problem(
                                    file.toString(),
                                    at.map(m -> m.getLine() + 1).orElse(0),
                                    at.map(m -> m.getColumn() + 1).orElse(0),
                                    "it is not YAML: " + e.getProblem() + ".",
                                    "Mend that line.")));
        } catch (YamlEngineException e) {
            throw ProjectBroken.of(file.toString(), "it is not YAML: " + e.getMessage(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Project project() {
        Path root = file.toAbsolutePath().getParent();
        if (root == null) root = Path.of(".");
        Project base = base(root);
        Map<?, ?> migrations = yaml.get("migrations") instanceof Map<?, ?> m ? m : Map.of();
        return new Project(
                root,
                text("project", base.name()),
                major(base.postgres()),
                texts("schema", base.schema()),
                root.resolve(text("out", root.relativize(base.out()).toString())).normalize(),
                yaml.containsKey("casing") ? text("casing", "") : base.casing(),
                entry(migrations, "table", base.migrationsTable()),
                entry(migrations, "schema", base.migrationsSchema()),
                text("search_path", base.searchPath()),
                databases(base.databases()),
                yaml.containsKey("scratch") ? raw("scratch") : null,
                yaml.containsKey("server") ? raw("server") : null,
                environment);
    }

    /// What a Drizzle configuration says where this file does not; it is loaded (by Node) only if
    /// this file does not say where schema and migrations are.
    private Project base(Path root) {
        boolean complete = yaml.containsKey("out") && !yaml.containsKey("drizzle");
        if (!complete) {
            DrizzleConfig.Read read =
                    yaml.containsKey("drizzle")
                            ? DrizzleConfig.load(root, root.resolve(text("drizzle", "")), null)
                            : DrizzleConfig.load(root, null);
            switch (read) {
                case DrizzleConfig.Read.Ok(DrizzleConfig config) -> {
                    return Project.of(root, config, environment);
                }
                case DrizzleConfig.Read.Broken(List<Problem> problems) ->
                        throw new ProjectBroken(problems);
                case DrizzleConfig.Read.Absent() -> {}
            }
        }
        return new Project(
                root,
                Project.nameOf(root),
                Project.NEWEST_MAJOR,
                List.of(),
                root.resolve("drizzle"),
                null,
                "__drizzle_migrations",
                "drizzle",
                "public",
                Map.of(),
                null,
                null,
                environment);
    }

    private int major(int otherwise) {
        String text = text("postgres", String.valueOf(otherwise));
        if (text.matches("1[4-8]")) return Integer.parseInt(text);
        throw ProjectBroken.of(
                file.toString(),
                "`postgres: " + text + "` is no major that Sluice knows.",
                "Use 14 to 18.");
    }

    private Map<String, String> databases(Map<String, String> otherwise) {
        if (!(yaml.get("databases") instanceof Map<?, ?> map)) return otherwise;
        var databases = new LinkedHashMap<String, String>();
        map.forEach((k, v) -> databases.put(String.valueOf(k), String.valueOf(v)));
        return databases;
    }

    private static String entry(Map<?, ?> map, String key, String otherwise) {
        Object value = map.get(key);
        return value == null ? otherwise : value.toString();
    }

    private String raw(String key) {
        return String.valueOf(yaml.get(key));
    }

    private String text(String key, String otherwise) {
        Object value = yaml.get(key);
        if (value == null) return otherwise;
        if (value instanceof Map || value instanceof List)
            throw ProjectBroken.of(file.toString(), "`" + key + "` must be one value.", "");
        return environment.expand(value.toString(), file.toString());
    }

    private List<String> texts(String key, List<String> otherwise) {
        @Nullable Object value = yaml.get(key);
        if (value == null) return otherwise;
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        return values.stream().map(v -> environment.expand(v.toString(), file.toString())).toList();
    }
}
