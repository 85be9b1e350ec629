package dev.sluice.project;

import dev.sluice.source.Problem;
import dev.sluice.source.drizzle.DrizzleProject;
import dev.sluice.source.sqlfiles.SqlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the text that a person gives for a source into the source: a URL, `env:NAME`, the name of
/// a database of `sluice.yaml`, an `.sql` file or a directory of them, a Drizzle schema, a
/// snapshot, a catalog as JSON, or a migrations folder (`drizzle@0003` for its state after that
/// migration).
public final class Sources {
    private final Path cwd;
    private final Environment environment;
    private final @Nullable Project project;

    public Sources(Path cwd, Environment environment, @Nullable Project project) {
        this.cwd = cwd;
        this.environment = environment;
        this.project = project;
    }

    public static Sources of(Project project) {
        return new Sources(project.root(), project.environment(), project);
    }

    /// @throws ProjectBroken when it is none of these; the message never shows a URL's password
    public Source resolve(String text) {
        if (DatabaseUrl.looksLikeOne(text)) return new Source.Database(DatabaseUrl.parse(text));
        if (text.startsWith("env:")) return ofVariable(text.substring("env:".length()));
        if (text.contains("${")) return hidden(text, environment.expand(text, text));
        String named = databases().get(text);
        if (named != null && !Files.exists(cwd.resolve(text)))
            return hidden(text, environment.expand(named, Project.FILE));
        return ofPath(text);
    }

    /// Whether the text says itself where a database is, or `sluice.yaml` does.
    public boolean isDatabase(String text) {
        return DatabaseUrl.looksLikeOne(text)
                || text.startsWith("env:")
                || text.contains("${")
                || databases().containsKey(text);
    }

    /// @throws ProjectBroken unless the text names a database
    public DatabaseUrl database(String text) {
        if (resolve(text) instanceof Source.Database(DatabaseUrl url)) return url;
        throw ProjectBroken.of(
                "",
                "`" + shown(text) + "` is not a database.",
                "Give a URL, env:NAME, or a name under `databases:` of sluice.yaml.");
    }

    /// What may be the address of something else, without what may be its password.
    private static String shown(String text) {
        int at = text.lastIndexOf('@');
        String shown = at > 0 && text.lastIndexOf(':', at) >= 0 ? "…" + text.substring(at) : text;
        return shown.replaceAll("(?i)(password=)[^&\\s]*", "$1…");
    }

    private Map<String, String> databases() {
        return project == null ? Map.of() : project.databases();
    }

    private Source ofVariable(String name) {
        String value = environment.values().get(name);
        if (value == null || value.isBlank())
            throw ProjectBroken.of(
                    "",
                    "the environment variable " + name + " is not set.",
                    "Nothing was changed. Set it, then run this again.");
        return hidden("env:" + name, value);
    }

    /// A value that no message shows: it is called by what refers to it.
    private Source hidden(String name, String value) {
        try {
            if (DatabaseUrl.looksLikeOne(value))
                return new Source.Database(DatabaseUrl.parse(value).called(name));
            if (value.startsWith("env:") && !name.startsWith("env:"))
                return ofVariable(value.substring("env:".length()));
            return ofPath(value);
        } catch (ProjectBroken e) {
            throw new ProjectBroken(
                    e.problems().stream()
                            .map(p ->
                                    new Problem(
                                            name,
                                            0,
                                            0,
                                            p.message(),
                                            (p.fix() + " (The value is not shown.)").strip()))
                            .toList());
        }
    }

    private Source ofPath(String text) {
        Path path = cwd.resolve(text);
        if (Files.isDirectory(path)) return ofDirectory(path, null);
        int at = text.lastIndexOf('@');
        if (at > 0 && Files.isDirectory(cwd.resolve(text.substring(0, at))))
            return ofDirectory(cwd.resolve(text.substring(0, at)), text.substring(at + 1));
        if (!Files.exists(path))
            throw ProjectBroken.of(
                    shown(text),
                    "there is no such file, directory or database.",
                    databases().isEmpty()
                            ? "A source is a URL, env:NAME, a schema.ts, .sql files, a snapshot or a migrations folder."
                            : "Databases of sluice.yaml are "
                                    + String.join(", ", databases().keySet())
                                    + ".");
        String name = text.toLowerCase(java.util.Locale.ROOT);
        if (name.endsWith(".sql")) return sql(path);
        if (name.endsWith(".json")) return new Source.SnapshotFile(path);
        if (name.matches(".*\\.[cm]?[jt]sx?"))
            return new Source.DrizzleSchemaFiles(
                    new DrizzleProject(
                            project == null ? cwd : project.root(),
                            List.of(path.toAbsolutePath().normalize().toString()),
                            project == null ? null : project.casing(),
                            null,
                            DrizzleProject.LIMIT));
        throw ProjectBroken.of(
                text,
                "this is no source.",
                "Sources are .sql, .ts, .js and .json files, folders and URLs.");
    }

    private Source ofDirectory(Path path, @Nullable String at) {
        if (Files.exists(path.resolve("meta/_journal.json")) || at != null)
            return new Source.Folder(path, at);
        if (SqlFiles.isSource(path)) return sql(path);
        throw ProjectBroken.of(
                path.toString(),
                "this directory holds neither migrations (meta/_journal.json) nor .sql files.",
                "");
    }

    /// What lies in the project may include whatever lies there.
    private Source sql(Path path) {
        Path source = path.toAbsolutePath().normalize();
        return new Source.SqlFiles(
                project != null && source.startsWith(project.root())
                        ? new SqlFiles(List.of(source), project.root(), project.searchPath())
                        : SqlFiles.of(source));
    }
}
