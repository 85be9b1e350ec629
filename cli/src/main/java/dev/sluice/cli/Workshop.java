package dev.sluice.cli;

import dev.sluice.author.DeclaredSource;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.project.Project;
import dev.sluice.project.Source;
import dev.sluice.source.drizzle.Drizzle;
import dev.sluice.source.drizzle.DrizzleLoaded;
import dev.sluice.source.drizzle.DrizzleProject;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.sqlfiles.SqlFiles;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// What the commands that make migrations share: the project, its folder and a scratch server.
/// `reading`: the Drizzle schema, where it was wanted from the start.
record Workshop(
        Project project,
        Scratch scratch,
        Replay replay,
        @Nullable FutureTask<DrizzleLoaded> reading)
        implements AutoCloseable {
    private static final Set<PrintStream> WARNED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /// What [#prepare] began and nobody took yet.
    private static volatile @Nullable FutureTask<Workshop> early;

    /// Opens the workshop and begins to replay while the command's options are looked at, which
    /// takes as long: [#openReading] takes what was begun, [#forget] ends what nobody took.
    static void prepare(Shell shell) {
        Drizzle.prepare(shell.cwd());
        var opening = new FutureTask<>(() -> opened(shell, null));
        early = opening;
        Thread.ofPlatform()
                .daemon()
                .name("replay the folder")
                .start(() -> {
                    opening.run();
                    try {
                        opening.get().replay().catalog();
                    } catch (Exception _) {
                        // whoever needs it is told
                    }
                });
    }

    static void forget() {
        FutureTask<Workshop> opening = early;
        early = null;
        if (opening != null)
            try {
                finished(opening).close();
            } catch (RuntimeException _) {
                // there is nothing to end
            }
        Drizzle.forget();
    }

    /// What was prepared; else begins to read a Drizzle schema first: Node takes longer than all
    /// else.
    static Workshop openReading(Shell shell, @Nullable String scratchUrl) {
        FutureTask<Workshop> opening = early;
        if (opening == null || scratchUrl != null) return opened(shell, scratchUrl);
        early = null;
        return finished(opening);
    }

    private static Workshop opened(Shell shell, @Nullable String scratchUrl) {
        Project project = Project.find(shell.cwd(), shell.env());
        if (!(project.declared() instanceof Source.DrizzleSchemaFiles(DrizzleProject drizzle)))
            return open(shell, project, project.postgres(), scratchUrl);
        FutureTask<DrizzleLoaded> reading = reading(drizzle);
        try {
            return open(shell, project, project.postgres(), scratchUrl, reading);
        } catch (RuntimeException e) {
            ended(reading);
            throw e;
        }
    }

    static <T> T finished(FutureTask<T> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException broken) throw broken;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the project was opened", e);
        }
    }

    static FutureTask<DrizzleLoaded> reading(DrizzleProject drizzle) {
        var reading = new FutureTask<>(() -> Drizzle.load(drizzle));
        Thread.ofPlatform().daemon().name("read the declared schema").start(reading);
        return reading;
    }

    /// Leaves no process behind.
    static void ended(FutureTask<DrizzleLoaded> reading) {
        try {
            reading.get();
        } catch (ExecutionException _) {
            // whoever needs the schema is told
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static Workshop open(Shell shell, @Nullable String scratchUrl) {
        Project project = Project.find(shell.cwd(), shell.env());
        return open(shell, project, project.postgres(), scratchUrl);
    }

    static Workshop open(Shell shell, Project project, int major, @Nullable String scratchUrl) {
        return open(shell, project, major, scratchUrl, null);
    }

    /// Says once where statements would run with more rights than they should.
    static Scratch scratch(Shell shell, int major, @Nullable String url) {
        Scratch scratch = Scratch.open(major, url);
        scratch.warning().filter(_ -> WARNED.add(shell.err())).ifPresent(shell::say);
        return scratch;
    }

    private static Workshop open(
            Shell shell,
            Project project,
            int major,
            @Nullable String scratchUrl,
            @Nullable FutureTask<DrizzleLoaded> reading) {
        MigrationsFolder folder = MigrationsFolder.open(project.out());
        Scratch scratch =
                scratch(shell, major, scratchUrl == null ? project.scratchUrl() : scratchUrl);
        return new Workshop(
                project, scratch, Replay.of(folder, scratch, project.searchPath()), reading);
    }

    MigrationsFolder folder() {
        return replay.folder();
    }

    DeclaredSource declared() {
        return switch (project.declared()) {
            case Source.SqlFiles(SqlFiles files) ->
                    new DeclaredSource.FromSql(() -> files.read(scratch));
            case Source.DrizzleSchemaFiles(DrizzleProject drizzle) ->
                    new DeclaredSource.FromDrizzle(reading == null ? reading(drizzle) : reading);
            case Source.Database _, Source.Folder _, Source.SnapshotFile _ ->
                    throw new CommandFailed(
                            Exit.FAILED,
                            "the schema of a project is declared in .ts or .sql files.");
        };
    }

    @Override
    public void close() {
        if (reading != null) ended(reading);
        scratch.close();
    }
}
