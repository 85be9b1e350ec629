package dev.sluice.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Source files as the compiler parses them.
final class Sources {
    record File(Path path, CompilationUnitTree tree, SourcePositions positions) {
        String name() {
            return path.getFileName().toString();
        }

        int lines() {
            return (int) tree.getLineMap().getLineNumber(end(tree));
        }

        int lines(Tree part) {
            return (int) (tree.getLineMap().getLineNumber(end(part)) - line(part) + 1);
        }

        long line(Tree part) {
            return tree.getLineMap().getLineNumber(positions.getStartPosition(tree, part));
        }

        private long end(Tree part) {
            return positions.getEndPosition(tree, part);
        }
    }

    private Sources() {}

    /// Those of a module that are no tests.
    static List<File> of(String module) throws IOException {
        Path root = Path.of("..", module, "src/main/java");
        List<Path> paths;
        try (Stream<Path> all = Files.walk(root)) {
            paths = all.filter(p -> p.toString().endsWith(".java")).sorted().toList();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(paths));
            var files = new ArrayList<File>();
            for (CompilationUnitTree tree : task.parse())
                files.add(
                        new File(
                                Path.of(tree.getSourceFile().toUri()),
                                tree,
                                Trees.instance(task).getSourcePositions()));
            return files;
        }
    }
}
