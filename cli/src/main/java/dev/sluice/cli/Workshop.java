package dev.sluice.cli;

import dev.sluice.author.DeclaredSource;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.project.Project;
import dev.sluice.project.Source;
import dev.sluice.source.drizzle.Drizzle;
import dev.sluice.source.drizzle.DrizzleProject;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.sqlfiles.SqlFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the commands that make migrations share: the project, its folder and a scratch server.
record Workshop(Project project, Scratch scratch, Replay replay) implements AutoCloseable {
    static Workshop open(Shell shell, @Nullable String scratchUrl) {
        return open(Project.find(shell.cwd(), shell.env()), scratchUrl);
    }

    static Workshop open(Project project, @Nullable String scratchUrl) {
        return open(project, project.postgres(), scratchUrl);
    }

    static Workshop open(Project project, int major, @Nullable String scratchUrl) {
        MigrationsFolder folder = MigrationsFolder.open(project.out());
        Scratch scratch =
                Scratch.open(major, scratchUrl == null ? project.scratchUrl() : scratchUrl);
        return new Workshop(project, scratch, Replay.of(folder, scratch, project.searchPath()));
    }

    MigrationsFolder folder() {
        return replay.folder();
    }

    /// Reads the declared schema when it is called.
    DeclaredSource declared() {
        return switch (project.declared()) {
            case Source.SqlFiles(Path path) ->
                    new DeclaredSource.FromSql(() -> SqlFiles.read(path, scratch));
            case Source.DrizzleSchemaFiles(DrizzleProject drizzle) ->
                    new DeclaredSource.FromDrizzle(() -> Drizzle.load(drizzle));
            case Source.Database _, Source.Folder _, Source.SnapshotFile _ ->
                    throw new CommandFailed(
                            Exit.FAILED,
                            "the schema of a project is declared in .ts or .sql files.");
        };
    }

    @Override
    public void close() {
        scratch.close();
    }
}
