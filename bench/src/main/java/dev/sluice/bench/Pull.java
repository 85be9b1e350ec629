package dev.sluice.bench;

import dev.sluice.bench.SideBySide.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `pull` of 400 tables into an empty project beside drizzle-kit's.
final class Pull {
    private Pull() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        int tables = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 400;
        Path root = Checkout.root();
        Path modules = root.resolve("testkit/target/npm/node_modules");
        Path home = Files.createTempDirectory("sluice-bench-pull");
        try (NativePostgres server = NativePostgres.start()) {
            LargeSchema.on(server, "large", tables);
            String url = server.url("large").replace("jdbc:", "");
            var ours =
                    contender(
                            "sluice pull",
                            home,
                            modules,
                            "{\"dialect\": \"postgresql\", \"schema\": \"./schema.ts\", \"out\": \"./drizzle\"}",
                            List.of(root.resolve("sluice").toString(), "pull", "--from", url));
            var kit =
                    contender(
                            "drizzle-kit pull",
                            home,
                            modules,
                            "{\"dialect\": \"postgresql\", \"out\": \"./drizzle\", \"dbCredentials\": {\"url\": \"%s\"}}"
                                    .formatted(url),
                            List.of(
                                    modules.resolve(".bin/drizzle-kit").toString(),
                                    "pull",
                                    "--config=drizzle.config.json"));
            SideBySide.run(1, List.of(ours, kit)).print(kit.name());
            System.out.println("warm: " + tables + " tables");
            SideBySide measure = SideBySide.run(rounds, List.of(ours, kit));
            measure.print(kit.name());
            measure.goal(ours.name(), 0.1, kit.name());
        } finally {
            delete(home);
        }
    }

    private static Contender contender(
            String name, Path home, Path modules, String config, List<String> command)
            throws IOException {
        Path folder = Files.createDirectory(home.resolve(name.replace(' ', '_')));
        return new Contender(
                name,
                folder,
                command,
                round -> {
                    if (round > 0 && !Files.exists(folder.resolve("drizzle/meta/_journal.json")))
                        throw new IOException(name + " wrote nothing in the round before.");
                    // not the folder itself: the process that waits for the next command is of it
                    for (String made : List.of("drizzle", "schema.ts", "relations.ts"))
                        if (Files.exists(folder.resolve(made))) delete(folder.resolve(made));
                    if (round > 0 || Files.exists(folder.resolve("node_modules"))) return;
                    Files.createSymbolicLink(folder.resolve("node_modules"), modules);
                    Files.writeString(folder.resolve("drizzle.config.json"), config);
                });
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
