package dev.sluice.cli;

import dev.sluice.author.Declared;
import dev.sluice.folder.Migration;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.plan.DeclaredRole;
import dev.sluice.project.DatabaseUrl;
import dev.sluice.project.Environment;
import dev.sluice.project.Project;
import dev.sluice.project.ProjectBroken;
import dev.sluice.project.Source;
import dev.sluice.project.Sources;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.ObjectId;
import dev.sluice.source.Loaded;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.drizzle.Drizzle;
import dev.sluice.source.drizzle.DrizzleLoaded;
import dev.sluice.source.drizzle.DrizzleProject;
import dev.sluice.source.drizzle.DrizzleSchema;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.snapshot.CatalogSnapshot;
import dev.sluice.source.snapshot.Snapshot;
import dev.sluice.source.sqlfiles.SqlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads any source to a catalog; the scratch server starts when the first source needs it.
final class SourceReader implements AutoCloseable {
    /// `declared` is what a Drizzle source declares (by a folder: its last snapshot), null where
    /// the source declares all that it holds; `isDrizzle` where it cannot declare everything.
    record Read(
            Catalog catalog,
            @Nullable Set<ObjectId> declared,
            boolean isDrizzle,
            List<DeclaredRole> roles) {}

    private final Shell shell;
    private final Sources sources;
    private final @Nullable Project project;
    private final @Nullable String scratchUrl;
    private @Nullable Scratch scratch;
    private int major;

    private SourceReader(
            Shell shell, Sources sources, @Nullable Project project, @Nullable String scratchUrl) {
        this.shell = shell;
        this.sources = sources;
        this.project = project;
        this.scratchUrl = scratchUrl;
        this.major = project == null ? Project.NEWEST_MAJOR : project.postgres();
    }

    /// A project is used where there is one, and needed only by sources that refer to it.
    static SourceReader of(Shell shell, @Nullable String scratchUrl) {
        Project project = projectOf(shell);
        return new SourceReader(
                shell,
                new Sources(shell.cwd(), new Environment(shell.env()), project),
                project,
                scratchUrl);
    }

    private static @Nullable Project projectOf(Shell shell) {
        boolean isThere = false;
        for (Path dir = shell.cwd(); dir != null; dir = dir.getParent())
            isThere |= Files.exists(dir.resolve(Project.FILE));
        try {
            return isThere ? Project.find(shell.cwd(), shell.env()) : null;
        } catch (ProjectBroken e) {
            shell.say("warning: sluice.yaml is not used: " + e.getMessage());
            return null;
        }
    }

    Source resolve(String text) {
        return sources.resolve(text);
    }

    /// Expressions are printed by this major from now on; call it before the first read.
    void prefer(int wanted) {
        major = wanted;
    }

    Scratch scratch() {
        Scratch open = scratch;
        if (open != null) return open;
        String url = scratchUrl;
        if (url == null && project != null) url = project.scratchUrl();
        return scratch = Workshop.scratch(shell, major, url);
    }

    /// `beside`: the catalog that a Drizzle source will be compared with.
    Read read(Source source, @Nullable Catalog beside) throws SQLException {
        return switch (source) {
            case Source.Database(DatabaseUrl url) -> database(url);
            case Source.SqlFiles(SqlFiles files) ->
                    new Read(loaded(files.read(scratch())), null, false, List.of());
            case Source.DrizzleSchemaFiles(DrizzleProject drizzle) -> drizzle(drizzle, beside);
            case Source.SnapshotFile(Path file) -> snapshot(file, beside);
            case Source.Folder(Path path, String at) -> folder(path, at);
        };
    }

    private static Read database(DatabaseUrl url) throws SQLException {
        try (Connection connection = url.connect()) {
            return new Read(CatalogReader.read(connection), null, false, List.of());
        }
    }

    /// A catalog that another major printed, as ours prints it.
    Catalog settled(Catalog catalog) throws SQLException {
        return FixedPoint.settle(catalog, scratch());
    }

    private Read drizzle(DrizzleProject drizzle, @Nullable Catalog beside) throws SQLException {
        return switch (Drizzle.load(drizzle)) {
            case DrizzleLoaded.Broken(var problems) -> throw GenerateCommand.broken(problems);
            case DrizzleLoaded.Ok(DrizzleSchema schema, var _) ->
                    new Read(
                            loaded(Declared.settle(schema, beside(beside), scratch())),
                            schema.declared(),
                            true,
                            Declared.roles(schema));
        };
    }

    private Catalog beside(@Nullable Catalog catalog) {
        return catalog == null ? Catalog.empty(scratch().major()) : catalog;
    }

    private Read snapshot(Path file, @Nullable Catalog beside) throws SQLException {
        return switch (Snapshot.read(file)) {
            case Snapshot.Read.Broken(var problems) -> throw GenerateCommand.broken(problems);
            case Snapshot.Read.OfCatalog(CatalogSnapshot kept) ->
                    new Read(
                            kept.catalog().major() == scratch().major()
                                    ? kept.catalog()
                                    : settled(kept.catalog()),
                            null,
                            false,
                            List.of());
            case Snapshot.Read.Ok(Snapshot snapshot) ->
                    new Read(
                            loaded(
                                    Declared.settle(
                                            snapshot.catalog(scratch().major()),
                                            beside(beside),
                                            List.of(),
                                            scratch())),
                            snapshot.declared(),
                            true,
                            Declared.roles(snapshot.schema()));
        };
    }

    private Read folder(Path path, @Nullable String at) throws SQLException {
        MigrationsFolder folder = MigrationsFolder.open(path);
        int count = folder.migrations().size();
        if (at != null) {
            Migration last =
                    folder.migration(at)
                            .orElseThrow(() ->
                                    new CommandFailed(
                                            Exit.FAILED, path + " holds no migration " + at + "."));
            count = folder.migrations().indexOf(last) + 1;
        }
        String searchPath = project == null ? "public" : project.searchPath();
        Catalog catalog = Replay.of(folder, scratch(), searchPath).catalog(count);
        return new Read(catalog, declared(folder, count), false, roles(folder, count));
    }

    private static List<DeclaredRole> roles(MigrationsFolder folder, int count) {
        if (count == 0) return List.of();
        Path file = folder.snapshotOf(folder.migrations().get(count - 1));
        if (!Files.exists(file)) return List.of();
        return switch (Snapshot.read(file)) {
            case Snapshot.Read.Ok(Snapshot snapshot) -> Declared.roles(snapshot.schema());
            case Snapshot.Read.OfCatalog _, Snapshot.Read.Broken _ -> List.of();
        };
    }

    private static @Nullable Set<ObjectId> declared(MigrationsFolder folder, int count) {
        if (count == 0) return Set.of();
        Path file = folder.snapshotOf(folder.migrations().get(count - 1));
        if (!Files.exists(file)) return null;
        return switch (Snapshot.read(file)) {
            case Snapshot.Read.Ok(Snapshot snapshot) -> snapshot.declared();
            case Snapshot.Read.OfCatalog(CatalogSnapshot kept) -> kept.declared();
            case Snapshot.Read.Broken _ -> null;
        };
    }

    private static Catalog loaded(Loaded loaded) {
        return switch (loaded) {
            case Loaded.Ok(Catalog catalog) -> catalog;
            case Loaded.Broken(var problems) -> throw GenerateCommand.broken(problems);
        };
    }

    @Override
    public void close() {
        Scratch open = scratch;
        if (open != null) open.close();
    }
}
