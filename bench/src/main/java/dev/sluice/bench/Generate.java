package dev.sluice.bench;

import dev.sluice.bench.SideBySide.Contender;
import dev.sluice.bench.SideBySide.Preparation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `generate` on 100 tables (or as many as given: `bench/run generate 20 1000`) and a folder of 20
/// migrations, each round with another change, beside drizzle-kit's binary. The folder is put back
/// between rounds, so that each starts from the same.
final class Generate {
    private static final int MIGRATIONS = 20;

    private Generate() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        int tables = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        Path root = Checkout.root();
        Path npm = root.resolve("testkit/target/npm/node_modules");
        String sluice = root.resolve("sluice").toString();
        String kit = npm.resolve(".bin/drizzle-kit").toString();
        Path home = Files.createTempDirectory("sluice-bench-generate");
        try {
            Path base = project(home.resolve("base"), npm);
            for (int i = 0; i < MIGRATIONS; i++) {
                Files.writeString(base.resolve("schema.ts"), schema(tables, i, -1));
                SideBySide.once(
                        new Contender(
                                "drizzle-kit",
                                base,
                                List.of(kit, "generate", "--config=drizzle.config.json"),
                                Preparation.NONE));
            }
            var contenders =
                    List.of(
                            contender(
                                    "sluice with proof",
                                    home,
                                    base,
                                    tables,
                                    List.of(sluice, "generate", "--json")),
                            contender(
                                    "sluice without proof",
                                    home,
                                    base,
                                    tables,
                                    List.of(sluice, "generate", "--no-proof", "--json")),
                            contender(
                                    "drizzle-kit",
                                    home,
                                    base,
                                    tables,
                                    List.of(kit, "generate", "--config=drizzle.config.json")));
            System.out.println(
                    "cold: the first run, which replays the folder and may start the scratch server");
            SideBySide.run(1, contenders).print("drizzle-kit");
            System.out.println(
                    "warm: " + tables + " tables, a folder of " + MIGRATIONS + " migrations");
            SideBySide measure = SideBySide.run(rounds, contenders);
            measure.print("drizzle-kit");
            boolean large = tables >= 1000;
            measure.goal("sluice without proof", large ? 0.8 : 1.0, "drizzle-kit");
            measure.goal("sluice with proof", large ? 1.0 : 1.5, "drizzle-kit");
        } finally {
            delete(home);
        }
    }

    private static Contender contender(
            String name, Path home, Path base, int tables, List<String> command)
            throws IOException {
        Path folder = home.resolve(name.replace(' ', '_'));
        copy(base, folder);
        return new Contender(
                name,
                folder,
                command,
                round -> {
                    if (round > 0 && count(folder) != MIGRATIONS + 1)
                        throw new IOException(name + " wrote no migration in the round before.");
                    delete(folder.resolve("drizzle"));
                    copy(base.resolve("drizzle"), folder.resolve("drizzle"));
                    Files.writeString(
                            folder.resolve("schema.ts"), schema(tables, MIGRATIONS - 1, round));
                });
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("drizzle"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql") && !name.endsWith(".down.sql"))
                    .count();
        }
    }

    private static Path project(Path folder, Path modules) throws IOException {
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve("node_modules"), modules);
        Files.writeString(
                folder.resolve("drizzle.config.json"),
                "{\"dialect\": \"postgresql\", \"schema\": \"./schema.ts\", \"out\": \"./drizzle\"}\n");
        return folder;
    }

    /// Tables of eight columns, a key, two indexes and a foreign key; each of the first
    /// `migrations` steps adds a column, and so does the change of the round.
    private static String schema(int tables, int migrations, int round) {
        var text =
                new StringBuilder(
                        "import { index, integer, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core';\n");
        for (int i = 0; i < tables; i++) {
            var columns =
                    new ArrayList<>(
                            List.of(
                                    "  id: serial('id').primaryKey(),",
                                    "  name: text('name').notNull(),",
                                    "  note: text('note'),",
                                    "  amount: integer('amount').default(0).notNull(),",
                                    "  place: text('place'),",
                                    "  rank: integer('rank'),",
                                    "  made: timestamp('made').defaultNow(),",
                                    "  parent: integer('parent')"
                                            + (i == 0
                                                    ? ","
                                                    : ".references(() => table"
                                                            + (i - 1)
                                                            + ".id),")));
            for (int step = 1; step <= migrations; step++)
                if (step % tables == i)
                    columns.add("  added" + step + ": text('added" + step + "'),");
            if (round >= 0 && (round * 7 + 3) % tables == i)
                columns.add("  round" + round + ": integer('round" + round + "'),");
            text.append(
                    "export const table%d = pgTable('table%d', {%n%s%n}, (t) => [index('t%d_name').on(t.name), index('t%d_rank').on(t.rank)]);%n"
                            .formatted(i, i, String.join("\n", columns), i, i));
        }
        return text.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file)),
                            java.nio.file.LinkOption.NOFOLLOW_LINKS,
                            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
