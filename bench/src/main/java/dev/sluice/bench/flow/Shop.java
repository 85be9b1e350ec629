package dev.sluice.bench.flow;

import dev.sluice.testkit.NodeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A copy of `examples/shop` with what npm would install, under version control.
record Shop(Path folder) {
    static Shop copy(Path to) throws IOException {
        Path from = NodeFixture.modules().resolve("../../../../examples/shop").normalize();
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file :
                    all.filter(f -> !f.toString().contains("node_modules")).sorted().toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);
            }
        }
        return linked(to);
    }

    /// The project's configuration alone: neither schema nor migrations.
    Shop empty(Path to) throws IOException {
        Files.createDirectories(to.resolve("src/db"));
        for (String file :
                new String[] {"package.json", "tsconfig.json", "sluice.yaml", "drizzle.config.ts"})
            Files.copy(folder.resolve(file), to.resolve(file));
        return linked(to);
    }

    private static Shop linked(Path to) throws IOException {
        NodeFixture.link(to);
        Files.writeString(to.resolve(".gitignore"), "node_modules\n");
        return new Shop(to);
    }

    /// For databases of an older major than the example's.
    void major(int major) throws IOException {
        Path config = folder.resolve("sluice.yaml");
        Files.writeString(
                config,
                Files.readString(config).replaceFirst("postgres: \\d+", "postgres: " + major));
    }

    void edit(String before, String after) throws IOException {
        Path schema = folder.resolve("src/db/schema.ts");
        String text = Files.readString(schema);
        if (!text.contains(before)) throw new Said.Broken("the schema has no " + before);
        Files.writeString(schema, text.replace(before, after));
    }

    /// Every file with its text, to see that nothing was written.
    TreeMap<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith(".git/") && !name.startsWith("node_modules"))
                    files.put(name, Files.readString(file));
            }
        }
        return files;
    }
}
