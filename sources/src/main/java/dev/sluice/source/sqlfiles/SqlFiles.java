package dev.sluice.source.sqlfiles;

import dev.sluice.schema.Catalog;
import dev.sluice.source.Loaded;
import dev.sluice.source.Problem;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Reads a schema from `.sql` files by loading them into a scratch database and reading it back.
///
/// `sources`: files, or directories with all `.sql` files in and below them; statements may stand
/// in any order. `within`: the directory that `\i` starts from and that no include leaves.
/// `searchPath`: where a name without a schema goes.
public record SqlFiles(List<Path> sources, Path within, String searchPath) {
    public SqlFiles {
        sources = sources.stream().map(p -> p.toAbsolutePath().normalize()).toList();
        within = within.toAbsolutePath().normalize();
    }

    /// A file or a directory by itself.
    public static SqlFiles of(Path source) {
        Path absolute = source.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path within = parent == null || Files.isDirectory(absolute) ? absolute : parent;
        return new SqlFiles(List.of(absolute), within, "public");
    }

    /// Whether this is a file, or a directory with files, that SQL is declared in.
    public static boolean isSource(Path path) {
        return Files.isDirectory(path)
                ? FoundFiles.holdsSql(path)
                : path.toString().endsWith(".sql");
    }

    public static Loaded read(Path fileOrDirectory, Scratch scratch) {
        return of(fileOrDirectory).read(scratch);
    }

    public Loaded read(Scratch scratch) {
        var gathered = Gathered.of(this);
        if (!gathered.problems().isEmpty()) return new Loaded.Broken(gathered.problems());
        try {
            return load(gathered.statements(), scratch);
        } catch (SQLException e) {
            return new Loaded.Broken(
                    List.of(
                            new Problem(
                                    within.toString(),
                                    0,
                                    0,
                                    "the scratch database failed: " + e.getMessage(),
                                    "Try again, or name another server with --scratch URL.")));
        }
    }

    /// The statements as they stand in the files, each with the path of its file from `within`.
    public List<SqlStatement> statements() {
        return Gathered.of(this).statements();
    }

    private Loaded load(List<SqlStatement> statements, Scratch scratch) throws SQLException {
        Catalog catalog;
        try (ScratchDatabase database = scratch.database();
                var connection = database.connectSimple();
                var path =
                        connection.prepareStatement(
                                "SELECT pg_catalog.set_config('search_path', ?, false)")) {
            path.setString(1, searchPath);
            path.execute();
            List<Problem> problems =
                    scratch.load(
                            connection,
                            statements.stream().filter(s -> !NotDeclared.isOfSession(s)).toList());
            if (!problems.isEmpty()) return new Loaded.Broken(problems);
            catalog = CatalogReader.read(connection);
        }
        return new Loaded.Ok(FixedPoint.settle(catalog, scratch));
    }
}
