package dev.sluice.source.drizzle;

import dev.sluice.source.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

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

        record Broken(List<Problem> problems) implements Read {
            public Broken {
                problems = List.copyOf(problems);
            }
        }
    }

    static final List<String> FILES =
            List.of("drizzle.config.ts", "drizzle.config.js", "drizzle.config.json");

    /// Looks for drizzle.config.ts, .js, .json in `directory`, in that order.
    public static Read load(Path directory, @Nullable Path node) {
        for (String name : FILES)
            if (Files.isRegularFile(directory.resolve(name)))
                return load(directory, directory.resolve(name), node);
        return new Read.Absent();
    }

    /// Loads the given file; `directory` is the current directory of its code.
    public static Read load(Path directory, Path file, @Nullable Path node) {
        Path place = directory.toAbsolutePath().normalize();
        Path config = place.resolve(file).normalize();
        if (!Files.isRegularFile(config))
            return broken(config.toString(), "there is no such file.", "");
        if (config.toString().endsWith(".json")) return ofJson(config, place);
        var request = Map.of("directory", place.toString(), "config", config.toString());
        var answer = Node.ask(Node.Purpose.CONFIG, request, place, node, DrizzleProject.LIMIT);
        if (!(answer instanceof Node.Answer.Tree(JsonNode tree)) || !tree.has("config"))
            return new Read.Broken(new Trouble(place, List.of()).of(answer));
        return of(config, place, tree.get("config"));
    }

    /// Plain data: no Node is started for it.
    private static Read ofJson(Path file, Path place) {
        try {
            return of(file, place, Node.Json.MAPPER.readTree(file.toFile()));
        } catch (JacksonException e) {
            var at = e.getLocation();
            String fix = "Mend it; drizzle-kit cannot read it either.";
            return new Read.Broken(
                    List.of(
                            new Problem(
                                    shown(file, place),
                                    at == null ? 0 : at.getLineNr(),
                                    at == null ? 0 : at.getColumnNr(),
                                    "it is not JSON: " + e.getOriginalMessage(),
                                    fix)));
        }
    }

    private static String shown(Path file, Path place) {
        return file.startsWith(place) ? place.relativize(file).toString() : file.toString();
    }

    private static Read of(Path file, Path place, JsonNode c) {
        String dialect = c.path("dialect").asString("");
        String shown = shown(file, place);
        if (!dialect.equals("postgresql"))
            return broken(
                    shown,
                    dialect.isEmpty()
                            ? "`dialect` is missing."
                            : "dialect \"" + dialect + "\" is not supported.",
                    "Sluice works with dialect: \"postgresql\".");
        JsonNode migrations = c.path("migrations");
        return new Read.Ok(
                new DrizzleConfig(
                        file,
                        dialect,
                        texts(c.path("schema")),
                        c.path("out").asString("drizzle"),
                        c.path("breakpoints").asBoolean(true),
                        c.has("casing") ? c.get("casing").asString() : null,
                        migrations.path("table").asString("__drizzle_migrations"),
                        migrations.path("schema").asString("drizzle"),
                        migrations.path("prefix").asString("index"),
                        c.has("schemaFilter") ? texts(c.get("schemaFilter")) : List.of("public"),
                        texts(c.path("tablesFilter")),
                        url(c.path("dbCredentials"))));
    }

    private static Read broken(String file, String message, String fix) {
        return new Read.Broken(List.of(new Problem(file, 0, 0, message, fix)));
    }

    private static List<String> texts(JsonNode value) {
        if (value.isString()) return List.of(value.asString());
        var all = new ArrayList<String>();
        value.forEach(v -> all.add(v.asString()));
        return List.copyOf(all);
    }

    private static @Nullable String url(JsonNode c) {
        if (c.has("url")) return c.get("url").asString();
        if (!c.has("host") || !c.has("database")) return null;
        var text = new StringBuilder("postgresql://");
        if (c.has("user")) {
            text.append(encoded(c.get("user")));
            if (c.has("password")) text.append(':').append(encoded(c.get("password")));
            text.append('@');
        }
        text.append(c.get("host").asString());
        if (c.has("port")) text.append(':').append(c.get("port").asInt());
        text.append('/').append(encoded(c.get("database")));
        JsonNode ssl = c.path("ssl");
        if (ssl.isString()) text.append("?sslmode=").append(ssl.asString());
        else if (ssl.asBoolean(false) || ssl.isObject()) text.append("?sslmode=require");
        return text.toString();
    }

    private static String encoded(JsonNode value) {
        return URLEncoder.encode(value.asString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    public DrizzleProject project(Path directory, @Nullable Path node) {
        return new DrizzleProject(directory, schema, casing, node, DrizzleProject.LIMIT);
    }

    @Override
    public String toString() {
        return "DrizzleConfig[" + file + "]";
    }
}
