package dev.sluice.bench;

import dev.sluice.author.Prepared;
import dev.sluice.author.WayBack;
import dev.sluice.folder.Finding;
import dev.sluice.folder.Migration;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.ledger.DrizzleTable;
import dev.sluice.proof.Proof;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RunContext;
import dev.sluice.rollout.RunListener;
import dev.sluice.rollout.RunMigration;
import dev.sluice.rollout.Runner;
import dev.sluice.rollout.Target;
import dev.sluice.source.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `real-folders DIR... [--node-modules DIR]`: each folder is prepared (ways back planned and
/// proven), run on two databases of the machine's PostgreSQL and on one that is three behind,
/// undone whole, and judged by pg_dump against what psql makes of the same files; drizzle-orm's
/// migrator then has nothing to do.
public final class RealFolders {
    private static final String MIGRATE =
            """
            const { drizzle } = require('drizzle-orm/node-postgres');
            const { migrate } = require('drizzle-orm/node-postgres/migrator');
            const { Client } = require('pg');
            (async () => {
              const client = new Client({ connectionString: process.argv[2] });
              await client.connect();
              const count = async () => Number((await client.query('select count(*) from drizzle.__drizzle_migrations')).rows[0].count);
              const before = await count();
              await migrate(drizzle(client), { migrationsFolder: process.argv[3] });
              console.log((await count()) - before);
              await client.end();
            })().catch(e => { console.error(e.message); process.exit(1); });
            """;

    private final NativePostgres server;
    private final Path modules;
    private int migrations;
    private int proven;
    private int faults;

    private RealFolders(NativePostgres server, Path modules) {
        this.server = server;
        this.modules = modules;
    }

    public static void main(String[] arguments) throws Exception {
        var folders = new ArrayList<Path>();
        Path modules = Path.of("testkit/target/npm/node_modules");
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--node-modules")) modules = Path.of(arguments[++i]);
            else folders.add(Path.of(arguments[i]));
        }
        try (var server = NativePostgres.start()) {
            var bench = new RealFolders(server, modules.toAbsolutePath());
            for (int i = 0; i < folders.size(); i++) bench.folder(folders.get(i), "f" + i);
            System.out.printf(
                    "%d of %d migrations have a proven way back, %d faults%n",
                    bench.proven, bench.migrations, bench.faults);
            System.exit(bench.faults == 0 ? 0 : 1);
        }
    }

    private void folder(Path path, String name) throws Exception {
        System.out.println(path.getFileName());
        for (Finding finding : MigrationsFolder.check(path))
            System.out.printf(
                    "  check: %s %s: %s%n",
                    finding.severity(), finding.problem().file(), finding.problem().message());
        MigrationsFolder folder = MigrationsFolder.open(path);
        List<Prepared> prepared;
        try (Scratch scratch = Scratch.open(15)) {
            prepared = Prepared.of(Replay.of(folder, scratch), 0);
        }
        prepared.forEach(this::told);
        List<RunMigration> runs = prepared.stream().map(Prepared::run).toList();
        wanted(folder, name + "_psql");
        for (String database : List.of(name + "_staging", name + "_production")) {
            server.admin("CREATE DATABASE " + database);
            applied(database, runs, runs.size());
            same(name + "_psql", database, "a new database");
            migrator(database, path);
        }
        String behind = name + "_behind";
        server.admin("CREATE DATABASE " + behind);
        applied(behind, runs.subList(0, runs.size() - 3), runs.size() - 3);
        applied(behind, runs, 3);
        same(name + "_psql", behind, "a database three behind");
        undone(behind, name, prepared);
    }

    private void told(Prepared p) {
        migrations++;
        WayBack back = p.wayBack();
        Proof.Verdict verdict = back.exists() ? back.proof().verdict() : Proof.Verdict.NOT_PROVEN;
        if (verdict != Proof.Verdict.NOT_PROVEN) proven++;
        System.out.printf(
                "  %s: %s%s%n",
                p.migration().tag(),
                verdict.words(),
                back.reasons().isEmpty() ? "" : " (" + String.join("; ", back.reasons()) + ")");
    }

    /// What psql makes of the same files.
    private void wanted(MigrationsFolder folder, String database) throws Exception {
        server.admin("CREATE DATABASE " + database);
        for (Migration m : folder.migrations()) {
            Path file = Files.createTempFile("sluice-bench", ".sql");
            Files.writeString(file, m.text().replace("--> statement-breakpoint", "\n"));
            server.client(
                    "psql", database, "-q", "-v", "ON_ERROR_STOP=1", "-1", "-f", file.toString());
            Files.delete(file);
        }
    }

    private void applied(String database, List<RunMigration> runs, int expected) {
        Outcome outcome =
                Runner.apply(
                        target(database),
                        runs,
                        RunContext.of("bench", "1", "bench"),
                        RunListener.SILENT);
        int count = outcome instanceof Outcome.Applied a ? a.tags().size() : -1;
        if (count != expected)
            fault(database + ": expected " + expected + " migrations to run, got " + outcome);
        else System.out.printf("  %s: %d applied%n", database, count);
    }

    private void undone(String database, String name, List<Prepared> prepared) throws Exception {
        List<RunMigration> back = new ArrayList<>();
        for (Prepared p : prepared.reversed()) {
            if (!p.wayBack().exists()) break;
            back.addFirst(p.run());
        }
        if (back.isEmpty()) return;
        Outcome outcome =
                Runner.undo(
                        target(database),
                        back,
                        RunContext.of("bench", "2", "bench"),
                        RunListener.SILENT);
        if (!(outcome instanceof Outcome.Applied)) {
            fault(database + ": undo of " + back.size() + ": " + outcome);
            return;
        }
        String earlier = name + "_earlier";
        server.admin("CREATE DATABASE " + earlier);
        List<RunMigration> rest =
                prepared.stream().map(Prepared::run).limit(prepared.size() - back.size()).toList();
        applied(earlier, rest, rest.size());
        same(earlier, database, "undone " + back.size());
    }

    private void same(String wanted, String actual, String what)
            throws IOException, InterruptedException {
        String difference = dump(actual).differenceTo(dump(wanted));
        if (difference.isEmpty()) System.out.printf("  %s: equal to what psql makes%n", what);
        else fault(what + ": " + difference);
    }

    private Dump dump(String database) throws IOException, InterruptedException {
        return Dump.of(
                server.client(
                        "pg_dump",
                        database,
                        "--schema-only",
                        "--no-owner",
                        "-N",
                        "sluice",
                        "-N",
                        "drizzle"));
    }

    private void migrator(String database, Path folder) throws IOException, InterruptedException {
        Path script = Files.createTempFile("sluice-bench", ".cjs");
        Files.writeString(script, MIGRATE);
        String url =
                server.url(database)
                        .substring("jdbc:".length())
                        .replace("127.0.0.1", "postgres@127.0.0.1")
                        .replaceAll("\\?.*", "");
        var builder =
                new ProcessBuilder(
                                "node", script.toString(), url, folder.toAbsolutePath().toString())
                        .redirectErrorStream(true);
        builder.environment().put("NODE_PATH", modules.toString());
        Process process = builder.start();
        String said =
                new String(
                                process.getInputStream().readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .strip();
        Files.delete(script);
        if (process.waitFor() == 0 && said.equals("0"))
            System.out.printf("  %s: drizzle-orm's migrator applies nothing%n", database);
        else fault(database + ": drizzle-orm's migrator: " + said);
    }

    private Target target(String database) {
        return Target.of(server.url(database)).withDrizzle(DrizzleTable.USUAL);
    }

    private void fault(String what) {
        faults++;
        System.out.println("  FAULT " + what);
    }
}
