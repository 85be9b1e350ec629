package dev.sluice.bench;

import dev.sluice.bench.SideBySide.Contender;
import dev.sluice.bench.SideBySide.Preparation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `inspect --format json` of 10,000 tables (or as many as given: `bench/run inspect 5 1000`) with
/// views and functions beside `pg_dump --schema-only`, on the machine's own PostgreSQL; its memory;
/// and the statements that it sends for 10 tables and for as many.
final class Inspect {
    private static final String STATEMENTS =
            """
            select count(*) from regexp_matches(
              pg_read_file(current_setting('data_directory') || '/../log'), 'LOG:  (statement|execute)', 'g')\
            """;

    private static final long MOST_MEMORY = 1024;

    private final NativePostgres server;
    private final Path root = Checkout.root();

    private Inspect(NativePostgres server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int tables = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        try (NativePostgres server = NativePostgres.start()) {
            LargeSchema.withCode(server, "small", 10);
            LargeSchema.withCode(server, "large", tables);
            var inspect = new Inspect(server);
            inspect.beside(rounds);
            inspect.memory(inspect.inspect("large"), true);
            inspect.memory(inspect.alone("large"), false);
            inspect.statements(tables);
        }
    }

    private void beside(int rounds) throws Exception {
        var dump =
                new Contender(
                        "pg_dump",
                        root,
                        server.clientCommand("pg_dump", "large", "--schema-only"),
                        Preparation.NONE);
        List<Contender> contenders = List.of(inspect("large"), alone("large"), dump);
        SideBySide.run(1, contenders);
        SideBySide measure =
                SideBySide.run(
                        rounds,
                        contenders,
                        () -> server.processorSeconds() + WarmProcesses.processorSeconds(root));
        measure.print(dump.name());
        measure.goal(inspect("large").name(), 0.7, dump.name());
        measure.goal(alone("large").name(), 0.7, dump.name());
    }

    private Contender inspect(String database) {
        return new Contender("sluice inspect", root, command(database), Preparation.NONE);
    }

    /// Without a process that an earlier command left behind.
    private Contender alone(String database) {
        var command = new ArrayList<>(List.of("env", "SLUICE_WARM=no"));
        command.addAll(command(database));
        return new Contender("sluice inspect, cold", root, command, Preparation.NONE);
    }

    private List<String> command(String database) {
        return List.of(
                root.resolve("sluice").toString(),
                "inspect",
                server.url(database),
                "--format",
                "json");
    }

    private void memory(Contender contender, boolean withWarm)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(contender.command())
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Map<Long, Long> peaks = new HashMap<>();
        while (process.isAlive()) {
            List<Long> running = new ArrayList<>(List.of(process.pid()));
            if (withWarm) running.addAll(WarmProcesses.of(root));
            for (long p : running) peaks.merge(p, Processors.peakMemory(p), Math::max);
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        long most = peaks.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                "%s: %s holds at most %d MiB in memory %s, wanted less than %d%n",
                most < MOST_MEMORY ? "met" : "MISSED",
                contender.name(),
                most,
                peaks.values(),
                MOST_MEMORY);
    }

    private void statements(int tables) throws Exception {
        long few = statements("small");
        long many = statements("large");
        System.out.printf(
                "%s: %d statements for 10 tables, %d for %,d%n",
                few == many ? "met" : "MISSED", few, many, tables);
    }

    private long statements(String database) throws Exception {
        server.admin("alter database " + database + " set log_statement = 'all'");
        long before = logged();
        SideBySide.once(inspect(database));
        long after = logged();
        server.admin("alter database " + database + " reset log_statement");
        return after - before;
    }

    private long logged() throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(STATEMENTS)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
