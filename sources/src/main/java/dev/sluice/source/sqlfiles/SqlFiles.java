package dev.sluice.source.sqlfiles;

import dev.sluice.schema.Catalog;
import dev.sluice.source.Loaded;
import dev.sluice.source.Problem;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.parse.RefusedSql;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads a schema from `.sql` files by loading them into a scratch database and reading it back.
public final class SqlFiles {
    private SqlFiles() {}

    /// A file, or all `.sql` files of a directory in the order of their names. Statements may stand
    /// in any order.
    public static Loaded read(Path fileOrDirectory, Scratch scratch) {
        List<SqlStatement> statements = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files(fileOrDirectory, problems)) add(file, statements, problems);
        if (!problems.isEmpty()) return new Loaded.Broken(problems);
        try {
            return load(statements, scratch);
        } catch (SQLException e) {
            return new Loaded.Broken(
                    List.of(
                            new Problem(
                                    fileOrDirectory.toString(),
                                    0,
                                    0,
                                    "the scratch database failed: " + e.getMessage(),
                                    "Try again, or name another server with --scratch URL.")));
        }
    }

    private static Loaded load(List<SqlStatement> statements, Scratch scratch) throws SQLException {
        Catalog catalog;
        try (ScratchDatabase database = scratch.database();
                var connection = database.connectSimple()) {
            List<Problem> problems = scratch.load(connection, statements);
            if (!problems.isEmpty()) return new Loaded.Broken(problems);
            catalog = CatalogReader.read(connection);
        }
        return new Loaded.Ok(FixedPoint.settle(catalog, scratch));
    }

    private static List<Path> files(Path source, List<Problem> problems) {
        if (!Files.isDirectory(source)) return List.of(source);
        try (var listed = Files.list(source)) {
            List<Path> files =
                    listed.filter(p -> p.getFileName().toString().endsWith(".sql"))
                            .sorted()
                            .toList();
            if (files.isEmpty())
                problems.add(
                        problem(
                                source,
                                "no .sql file stands here.",
                                "Name the folder that holds them."));
            return files;
        } catch (IOException e) {
            problems.add(unreadable(source, e));
            return List.of();
        }
    }

    private static void add(Path file, List<SqlStatement> statements, List<Problem> problems) {
        try {
            statements.addAll(Statements.split(file.toString(), Files.readString(file)));
        } catch (RefusedSql e) {
            problems.add(e.problem());
        } catch (CharacterCodingException _) {
            problems.add(problem(file, "the file is not UTF-8.", "Save it as UTF-8."));
        } catch (IOException e) {
            problems.add(unreadable(file, e));
        }
    }

    private static Problem unreadable(Path file, IOException e) {
        return problem(
                file,
                "it cannot be read: " + e.getClass().getSimpleName() + ".",
                "Check the path and its rights.");
    }

    private static Problem problem(Path file, String message, String fix) {
        return new Problem(file.toString(), 0, 0, message, fix);
    }
}
