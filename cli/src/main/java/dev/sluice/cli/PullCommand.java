package dev.sluice.cli;

import dev.sluice.author.Author;
import dev.sluice.author.AuthorOptions;
import dev.sluice.author.Authored;
import dev.sluice.author.Declared;
import dev.sluice.author.DeclaredSource;
import dev.sluice.author.Pull;
import dev.sluice.author.RenameFlag;
import dev.sluice.diff.Rename;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.NewMigration;
import dev.sluice.folder.Replay;
import dev.sluice.plan.Strategy;
import dev.sluice.project.Project;
import dev.sluice.project.Sources;
import dev.sluice.schema.Catalog;
import dev.sluice.source.Loaded;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.drizzle.Drizzle;
import dev.sluice.source.drizzle.DrizzleLoaded;
import dev.sluice.source.drizzle.DrizzleProject;
import dev.sluice.source.drizzle.DrizzleSchema;
import dev.sluice.source.drizzle.SchemaText;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "pull",
        description =
                "Brings a live database home: schema files, snapshot, journal and migration in step with it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The database is only read. Where it is what the folder makes, not one byte is written.",
            "",
            "See also: diff, baseline, status"
        })
final class PullCommand implements Callable<Integer> {
    /// Differences that a terminal is told.
    private static final int SHOWN = 40;

    private final Shell shell;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATABASE",
            description = "URL, env:NAME, a name of sluice.yaml, or of a database at the server.")
    String from = "";

    @Option(names = "--force", description = "Overwrite edits that are not committed.")
    boolean force;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the migration is called, after its number.")
    @Nullable String name;

    @Option(names = "--rename", paramLabel = "OLD=NEW")
    List<String> renames = List.of();

    @Option(names = "--no-rename", description = "Take every possible rename as drop and add.")
    boolean noRename;

    @Option(names = "--preserve", description = "Keep database names as keys instead of camelCase.")
    boolean preserve;

    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description = "A server for scratch databases instead of the embedded one.")
    @Nullable String scratch;

    @Mixin ServerOptions server = new ServerOptions();

    PullCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException, IOException {
        Project project = Project.find(shell.cwd(), shell.env());
        Catalog live = live(Sources.of(project));
        try (Workshop workshop = Workshop.open(shell, project, live.major(), scratch)) {
            Pull pull = Pull.of(workshop.replay(), live);
            if (pull.differences().isEmpty()) return nothing();
            return brought(workshop, pull, live);
        }
    }

    /// Of a database that the project can reach, else of one that only the server can.
    private Catalog live(Sources sources) throws SQLException {
        if (!sources.isDatabase(from) && ServerApi.isNamed(shell, server))
            return ServerApi.of(shell, server).catalog(from);
        try (Connection connection = sources.database(from).connect()) {
            return CatalogReader.read(connection);
        }
    }

    private Map<Path, String> drizzle(Workshop workshop, Pull pull) throws SQLException {
        Project project = workshop.project();
        boolean isNew = project.schema().stream().noneMatch(s -> isThere(project.root(), s));
        return isNew ? rendered(project, pull) : updated(workshop, pull, load(project.drizzle()));
    }

    private int nothing() {
        if (server.json) shell.data(Json.text(Json.document("equal")));
        else shell.say("The database is just what the migrations make. Nothing was written.");
        return Exit.DONE;
    }

    private int brought(Workshop workshop, Pull pull, Catalog live)
            throws SQLException, IOException {
        Project project = workshop.project();
        Map<Path, String> files =
                project.isSqlFirst()
                        ? new SqlPull(shell, project.sql()).files(pull, workshop.scratch())
                        : drizzle(workshop, pull);
        new Uncommitted(project.root()).refuse(files, force);
        var edit = new FileEdit(files);
        try {
            edit.write();
            NewMigration migration = migration(workshop, pull, project);
            MigrationsFolder after =
                    migration == null ? workshop.folder() : workshop.folder().write(migration);
            List<String> left = left(workshop, pull, migration, after, live);
            say(pull, files, migration == null ? null : after.last().orElseThrow().tag(), left);
            return left.isEmpty() ? Exit.DONE : Exit.FAILED;
        } catch (SQLException | IOException | RuntimeException e) {
            edit.takeBack();
            throw e;
        }
    }

    /// What the folder does not make even now. A first migration whose proof made just what stands
    /// leaves nothing.
    private static List<String> left(
            Workshop workshop,
            Pull pull,
            @Nullable NewMigration migration,
            MigrationsFolder after,
            Catalog live)
            throws SQLException {
        if (migration == null) return pull.differences();
        if (workshop.folder().migrations().isEmpty() && migration.proof().orElseThrow().isProven())
            return List.of();
        Replay replay = Replay.of(after, workshop.scratch(), workshop.project().searchPath());
        return Pull.of(replay, live).differences();
    }

    private static boolean isThere(Path root, String pattern) {
        return pattern.matches(".*[*?{\\[].*") || Files.exists(root.resolve(pattern));
    }

    /// By the smallest edits; what cannot be placed is named.
    private Map<Path, String> updated(Workshop workshop, Pull pull, DrizzleSchema existing)
            throws SQLException {
        Catalog live = pull.declarable();
        Catalog declared =
                switch (Declared.settle(existing, live, workshop.scratch())) {
                    case Loaded.Ok(Catalog catalog) -> Declared.beside(live, catalog, null);
                    case Loaded.Broken(var problems) -> throw GenerateCommand.broken(problems);
                };
        SchemaText.Update update =
                SchemaText.update(existing, declared, live, new SchemaText.Options(preserve));
        update.byHand().forEach(h -> shell.say("by hand: " + h));
        return new java.util.TreeMap<>(update.files());
    }

    private void say(Pull pull, Map<Path, String> files, @Nullable String tag, List<String> left) {
        List<String> names =
                files.keySet().stream().map(f -> shell.cwd().relativize(f).toString()).toList();
        if (server.json) {
            ObjectNode document = Json.document("written");
            Json.put(document, "differences", pull.differences());
            Json.put(document, "files", names);
            if (tag != null) document.put("tag", tag);
            Json.put(document, "left", left);
            shell.data(Json.text(document));
            return;
        }
        List<String> differences = pull.differences();
        differences.stream().limit(SHOWN).forEach(d -> shell.say("  " + d));
        if (differences.size() > SHOWN)
            shell.say(
                    "  and %d more; --json names all of them."
                            .formatted(differences.size() - SHOWN));
        names.forEach(n -> shell.say("written  " + n));
        if (tag != null) {
            shell.say("written  " + tag);
            shell.say(
                    "The database has this already: `sluice baseline --to DATABASE` records it there.");
        }
        if (names.isEmpty() && tag == null) shell.say("Nothing was written.");
        if (left.isEmpty()) return;
        shell.say("Not brought home, because no schema file can say it:");
        left.forEach(l -> shell.say("  " + l));
        shell.say("Write it with `sluice generate --custom`, so that the migrations make it too.");
    }

    /// Where the one file of the schema stands.
    private static Path schemaFile(Project project) {
        List<String> patterns = project.schema();
        Path only =
                patterns.size() == 1
                        ? project.root().resolve(patterns.getFirst()).normalize()
                        : null;
        if (patterns.isEmpty())
            throw new CommandFailed(
                    Exit.FAILED,
                    "the project does not say where its schema is declared. Nothing was written. Add `schema:` to sluice.yaml.");
        if (only == null || Files.isDirectory(only) || patterns.getFirst().matches(".*[*?{\\[].*"))
            throw new CommandFailed(
                    Exit.FAILED,
                    "the schema is spread over several files ("
                            + String.join(", ", patterns)
                            + "), and pull writes one. Nothing was written. `sluice diff` shows what differs.");
        return only;
    }

    private static DrizzleSchema load(DrizzleProject drizzle) {
        return loaded(Drizzle.load(drizzle));
    }

    private static DrizzleSchema loaded(DrizzleLoaded read) {
        return switch (read) {
            case DrizzleLoaded.Ok(DrizzleSchema schema, var _) -> schema;
            case DrizzleLoaded.Broken(var problems) -> throw GenerateCommand.broken(problems);
        };
    }

    /// `schema.ts` where the project says, `relations.ts` beside it.
    private Map<Path, String> rendered(Project project, Pull pull) {
        Path schema = schemaFile(project);
        var files = new LinkedHashMap<Path, String>();
        SchemaText.render(pull.declarable(), null, new SchemaText.Options(preserve))
                .forEach((name, text) ->
                        files.put(
                                name.equals("schema.ts") ? schema : schema.resolveSibling(name),
                                text));
        return files;
    }

    /// The migration from what the folder makes to what the files declare now; none where they
    /// declare just that.
    private @Nullable NewMigration migration(Workshop workshop, Pull pull, Project project)
            throws SQLException {
        if (!workshop.folder().migrations().isEmpty())
            return next(
                    workshop,
                    project.isSqlFirst()
                            ? workshop.declared()
                            : DeclaredSource.of(load(project.drizzle())));
        if (project.isSqlFirst()) return pull.first(System.currentTimeMillis(), Version.NUMBER);
        // Node reads the files while PostgreSQL proves the statements.
        var reading = Workshop.reading(project.drizzle());
        try {
            return pull.first(
                    () -> loaded(Workshop.finished(reading)),
                    System.currentTimeMillis(),
                    Version.NUMBER);
        } finally {
            Workshop.ended(reading);
        }
    }

    private @Nullable NewMigration next(Workshop workshop, DeclaredSource declared)
            throws SQLException {
        var options =
                new AuthorOptions(
                        name,
                        renames,
                        noRename,
                        true,
                        false,
                        shell.interactive()
                                ? r -> shell.asks("Is this a rename: " + RenameFlag.words(r) + "?")
                                : null,
                        Strategy.DIRECT,
                        System.currentTimeMillis(),
                        Version.NUMBER);
        Authored authored = new Author(workshop.replay(), options).generate(declared);
        return switch (authored) {
            case Authored.Ready ready -> ready.migration();
            case Authored.NothingToDo() -> null;
            case Authored.Undecided(List<Rename> candidates) ->
                    throw GenerateCommand.undecided(candidates);
            case Authored.SourceBroken(var problems) -> throw GenerateCommand.broken(problems);
            case Authored.Refused(List<String> reasons) ->
                    throw new CommandFailed(
                            Exit.FAILED, String.join("\n  ", reasons) + "\n  Nothing was written.");
            case Authored.NotProven(var _, var proof) -> throw GenerateCommand.notProven(proof);
        };
    }
}
