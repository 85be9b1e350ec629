package dev.sluice.cli;

import dev.sluice.project.DatabaseUrl;
import dev.sluice.project.Environment;
import dev.sluice.project.Project;
import dev.sluice.project.Sources;
import dev.sluice.source.drizzle.DrizzleConfig;
import dev.sluice.source.sqlfiles.SqlFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "init",
        description =
                "Sets a project up: sluice.yaml, package.json scripts, the workflows of pull request and merge.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sluice init                          beside a drizzle.config.ts or a schema.sql",
            "  sluice init --schema db/schema.sql   schema declared as SQL",
            "",
            "Shows what it writes and asks first; --yes does not ask. It can be run again."
        })
final class InitCommand implements Callable<Integer> {
    private static final List<String> SQL_PLACES =
            List.of(
                    "schema.sql",
                    "db/schema.sql",
                    "database/schema.sql",
                    "sql/schema.sql",
                    "src/db/schema.sql",
                    "schema",
                    "db/schema",
                    "database/schema",
                    "sql");

    private final Shell shell;

    @Option(
            names = "--schema",
            paramLabel = "PATH",
            description =
                    "Where the schema is declared: schema.ts, schema.sql or a folder of .sql files.")
    @Nullable String schema;

    @Option(names = "--out", paramLabel = "FOLDER", description = "The migrations folder.")
    @Nullable String out;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "A database to take the PostgreSQL major from.")
    @Nullable String database;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The Sluice server that reviews and rolls out.")
    @Nullable String server;

    @Option(names = "--yes", description = "Write without asking.")
    boolean yes;

    InitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Map<Path, String> files = files();
        var changed = new LinkedHashMap<Path, String>();
        for (var e : files.entrySet())
            if (!Files.exists(e.getKey()) || !Files.readString(e.getKey()).equals(e.getValue()))
                changed.put(e.getKey(), e.getValue());
        if (changed.isEmpty()) {
            shell.say("Everything is set up already.");
            return Exit.DONE;
        }
        for (Path file : changed.keySet())
            shell.say(
                    (Files.exists(file) ? "change  " : "create  ") + shell.cwd().relativize(file));
        confirm();
        for (var e : changed.entrySet()) write(e.getKey(), e.getValue());
        shell.say("Next: sluice generate");
        return Exit.DONE;
    }

    private void confirm() {
        if (yes) return;
        if (!shell.interactive())
            throw new CommandFailed(
                    Exit.WAITING,
                    "nobody can be asked here. Nothing was written. --yes writes these files.");
        if (!shell.asks("Write these files?"))
            throw new CommandFailed(Exit.WAITING, "nothing was written.");
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder != null) Files.createDirectories(folder);
        Files.writeString(file, text);
    }

    private Map<Path, String> files() throws IOException {
        Path root = shell.cwd();
        var files = new LinkedHashMap<Path, String>();
        DrizzleConfig config =
                schema == null && DrizzleConfig.load(root, null) instanceof DrizzleConfig.Read.Ok ok
                        ? ok.config()
                        : null;
        if (schema == null && config == null && !Files.exists(root.resolve(Project.FILE)))
            schema = foundSql(root);
        if (!Files.exists(root.resolve(Project.FILE)))
            files.put(root.resolve(Project.FILE), yaml(root, config));
        String folder = folder(config);
        if (Files.exists(root.resolve("package.json")))
            files.put(
                    root.resolve("package.json"),
                    packageJson(root.resolve("package.json"), isSqlFirst(root)));
        files.put(root.resolve(".github/workflows/schema.yml"), Workflows.pullRequest(folder));
        files.put(root.resolve(".github/workflows/schema-release.yml"), Workflows.merge(folder));
        files.put(root.resolve(".gitattributes"), attributes(root, folder));
        return files;
    }

    /// The one place where people keep a schema as SQL.
    private static String foundSql(Path root) {
        List<String> found =
                SQL_PLACES.stream()
                        .filter(p ->
                                SqlFiles.isSource(root.resolve(p)) && Files.exists(root.resolve(p)))
                        .toList();
        // db/schema.sql is found by its folder too
        List<String> apart =
                found.stream()
                        .filter(p -> found.stream().noneMatch(o -> o.startsWith(p + "/")))
                        .toList();
        if (apart.size() == 1) return apart.getFirst();
        throw new CommandFailed(
                Exit.USAGE,
                (apart.isEmpty()
                                ? "there is neither a drizzle.config.ts nor a schema as SQL (%s) here."
                                        .formatted(String.join(", ", SQL_PLACES))
                                : "there are several schemas as SQL here: %s."
                                        .formatted(String.join(", ", apart)))
                        + " Nothing was written. Say where the schema is declared: --schema FILE.");
    }

    private boolean isSqlFirst(Path root) {
        if (schema != null) return SqlFiles.isSource(root.resolve(schema));
        return Files.exists(root.resolve(Project.FILE))
                && Project.find(root, shell.env()).isSqlFirst();
    }

    private String folder(@Nullable DrizzleConfig config) {
        if (out != null) return out;
        Path root = shell.cwd();
        if (schema == null && config == null)
            return root.relativize(Project.find(root, shell.env()).out()).toString();
        String folder =
                config != null
                        ? config.out()
                        : schema != null && SqlFiles.isSource(root.resolve(schema))
                                ? "migrations"
                                : "drizzle";
        return folder.replaceFirst("^\\./", "");
    }

    private String yaml(Path root, @Nullable DrizzleConfig config) {
        var text = new StringBuilder();
        text.append(
                "# Sluice: what this project's schema is and where it goes. Values may be ${VARIABLES}.\n");
        text.append("project: ").append(Project.nameOf(root)).append('\n');
        text.append("postgres: ").append(major(root, config)).append('\n');
        if (config == null) {
            text.append("schema: ").append(schema).append('\n');
            text.append("out: ").append(folder(null)).append('\n');
        } else
            text.append("drizzle: ")
                    .append(root.relativize(root.resolve(config.file())))
                    .append('\n');
        text.append("server: ").append(server == null ? "${SLUICE_SERVER}" : server).append('\n');
        return text.toString();
    }

    /// Of the database that was named, else of the configuration's if it answers.
    private int major(Path root, @Nullable DrizzleConfig config) {
        String url = database != null ? database : config == null ? null : config.url();
        if (url == null) return Project.NEWEST_MAJOR;
        DatabaseUrl address = new Sources(root, new Environment(shell.env()), null).database(url);
        try (Connection connection = address.connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException | dev.sluice.project.CannotConnect e) {
            if (database != null)
                throw new CommandFailed(Exit.FAILED, String.valueOf(e.getMessage()));
            shell.say(
                    "note: the configured database does not answer; PostgreSQL "
                            + Project.NEWEST_MAJOR
                            + " is assumed.");
            return Project.NEWEST_MAJOR;
        }
    }

    private static String packageJson(Path file, boolean isSqlFirst) throws IOException {
        ObjectNode tree;
        try {
            tree = (ObjectNode) Json.MAPPER.readTree(Files.readString(file));
        } catch (JacksonException | ClassCastException e) {
            throw new CommandFailed(
                    Exit.FAILED, file + " is not a JSON object. Nothing was written.");
        }
        ObjectNode scripts =
                tree.get("scripts") instanceof ObjectNode there ? there : tree.putObject("scripts");
        scripts.put("db:generate", "sluice generate");
        scripts.put("db:pull", "sluice pull");
        scripts.put("db:check", "sluice check");
        scripts.put("db:push", "sluice push");
        if (isSqlFirst) {
            scripts.put("db:migrate", "sluice migrate");
            return Json.text(tree) + "\n";
        }
        if (!scripts.has("fix-schema")) scripts.put("fix-schema", "sluice fix-schema");
        scripts.put("migrate:drizzle", "sluice migrate");
        return Json.text(tree) + "\n";
    }

    /// A migration's bytes are hashed by drizzle-orm: no line end may change on the way.
    private static String attributes(Path root, String folder) throws IOException {
        String line = folder + "/** -text\n";
        Path file = root.resolve(".gitattributes");
        String there = Files.exists(file) ? Files.readString(file) : "";
        if (there.contains(line.strip())) return there;
        return there + (there.isEmpty() || there.endsWith("\n") ? "" : "\n") + line;
    }
}
