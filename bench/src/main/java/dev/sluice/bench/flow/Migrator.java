package dev.sluice.bench.flow;

import dev.sluice.testkit.NodeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// drizzle-orm's own migrator, as an application runs it at its start.
record Migrator(Town town, Person person) {
    private static final String SCRIPT =
            """
            import pg from "pg";
            import { drizzle } from "drizzle-orm/node-postgres";
            import { migrate } from "drizzle-orm/node-postgres/migrator";
            const client = new pg.Client({ connectionString: process.env.URL });
            await client.connect();
            await migrate(drizzle(client), { migrationsFolder: process.argv[2] });
            await client.end();
            """;

    void migrate(String database, Path migrations) throws IOException, InterruptedException {
        Path folder = town.home().resolve("application");
        if (!Files.exists(folder)) {
            Files.createDirectories(folder);
            NodeFixture.link(folder);
            Files.writeString(folder.resolve("migrate.mjs"), SCRIPT);
        }
        person.in(folder)
                .with("URL", town.url(database))
                .shell("node", "migrate.mjs", migrations.toString())
                .ends(0);
    }

    /// A copy of the folder as it was after its first migrations.
    Path first(int count, Path migrations) throws IOException {
        Path to = town.home().resolve("first-" + count);
        Files.createDirectories(to.resolve("meta"));
        try (Stream<Path> files = Files.list(migrations)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList())
                Files.copy(file, to.resolve(file.getFileName().toString()));
        }
        var json = JsonMapper.shared();
        var journal =
                (ObjectNode)
                        json.readTree(Files.readString(migrations.resolve("meta/_journal.json")));
        var entries = (ArrayNode) journal.get("entries");
        while (entries.size() > count) entries.remove(entries.size() - 1);
        Files.writeString(to.resolve("meta/_journal.json"), journal.toString());
        return to;
    }
}
