package dev.sluice.source.sqlfiles;

import dev.sluice.source.Problem;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// The files of a source, in the order of their names. A migrations folder inside of a directory is
/// none of the schema, and neither is what is hidden.
final class FoundFiles extends SimpleFileVisitor<Path> {
    private final Path top;
    private final List<Path> files = new ArrayList<>();
    private final List<Problem> problems;
    private boolean isCode;

    private FoundFiles(Path top, List<Problem> problems) {
        this.top = top;
        this.problems = problems;
    }

    static List<Path> in(SqlFiles sources, List<Problem> problems) {
        var files = new ArrayList<Path>();
        for (Path source : sources.sources())
            if (!Files.isDirectory(source)) files.add(source);
            else files.addAll(below(source, problems));
        return files;
    }

    /// SQL, and no TypeScript that it only lies beside of.
    static boolean holdsSql(Path directory) {
        var found = new FoundFiles(directory, new ArrayList<>());
        try {
            Files.walkFileTree(directory, found);
        } catch (IOException _) {
            return false;
        }
        return !found.files.isEmpty() && !found.isCode;
    }

    private static List<Path> below(Path directory, List<Problem> problems) {
        var found = new FoundFiles(directory, problems);
        int before = problems.size();
        try {
            Files.walkFileTree(
                    directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, found);
        } catch (IOException e) {
            problems.add(unreadable(directory.toString(), e));
        }
        if (found.files.isEmpty() && problems.size() == before)
            problems.add(
                    problem(
                            directory.toString(),
                            "no .sql file stands here.",
                            "Name the folder that holds them."));
        found.files.sort(null);
        return found.files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean isOther =
                !directory.equals(top)
                        && (isHidden(directory)
                                || Files.exists(directory.resolve("meta/_journal.json")));
        return isOther ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.toString().endsWith(".sql") && !isHidden(file)) files.add(file);
        isCode |= file.toString().matches(".*\\.[cm]?[jt]sx?");
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        problems.add(
                e instanceof FileSystemLoopException
                        ? problem(
                                file.toString(),
                                "this link leads back to a directory above it.",
                                "Remove the link.")
                        : unreadable(file.toString(), e));
        return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || name.equals("node_modules");
    }

    static Problem unreadable(String file, IOException e) {
        return problem(
                file,
                "it cannot be read: " + e.getClass().getSimpleName() + ".",
                "Check the path and its rights.");
    }

    private static Problem problem(String file, String message, String fix) {
        return new Problem(file, 0, 0, message, fix);
    }
}
