package dev.sluice.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The machine's own PostgreSQL with its own programs (psql, pg_dump): a server of the bench on a
/// throw-away cluster, stopped and removed when closed.
final class NativePostgres implements AutoCloseable {
    private final Path programs;
    private final Path home;
    private final int port;

    private NativePostgres(Path programs, Path home, int port) {
        this.programs = programs;
        this.home = home;
        this.port = port;
    }

    static NativePostgres start() throws IOException, InterruptedException {
        Path programs =
                Path.of(System.getenv().getOrDefault("PG_BIN", "/usr/lib/postgresql/15/bin"));
        // in memory where there is such a place: on a disk one tool's figures spread threefold
        Path memory = Path.of("/dev/shm");
        Path home =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "sluice-bench-")
                        : Files.createTempDirectory("sluice-bench-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        if (isRoot()) {
            Files.setAttribute(home, "unix:gid", 65534);
            Files.setAttribute(home, "unix:uid", 65534);
        }
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var server = new NativePostgres(programs, home, port);
        Path data = home.resolve("data");
        run(
                server.asServer(
                        "initdb",
                        "-D",
                        data.toString(),
                        "-U",
                        "postgres",
                        "--auth=trust",
                        "--no-sync",
                        "--no-instructions",
                        "-E",
                        "UTF8",
                        "--locale=C"));
        run(
                server.asServer(
                        "pg_ctl",
                        "-D",
                        data.toString(),
                        "-w",
                        "-l",
                        home.resolve("log").toString(),
                        "-o",
                        "-p "
                                + port
                                + " -k "
                                + home
                                + " -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
                                + " -c synchronous_commit=off -c autovacuum=off -c jit=off -c max_connections=60"
                                + " -c shared_buffers=64MB -c max_prepared_transactions=5"
                                // a dump locks each table
                                + " -c max_locks_per_transaction=1000",
                        "start"));
        return server;
    }

    /// As after a crash: every session is cut, recovery runs.
    void restart() throws IOException, InterruptedException {
        run(
                asServer(
                        "pg_ctl",
                        "-D",
                        home.resolve("data").toString(),
                        "-m",
                        "immediate",
                        "-w",
                        "-l",
                        home.resolve("log").toString(),
                        "restart"));
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
                && uid == 0;
    }

    private List<String> asServer(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isRoot())
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    String url(String database) {
        return url(database, "postgres");
    }

    String url(String database, String user) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + user;
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database));
    }

    void admin(String sql) throws SQLException {
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Processor seconds of all sessions that have ended; waits until every client's has.
    double processorSeconds() throws IOException {
        long postmaster =
                Long.parseLong(
                        Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst().strip());
        var sessions = " 127.0.0.1(";
        while (ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .anyMatch(p -> Processors.commandLine(p.pid()).contains(sessions)))
            Thread.onSpinWait();
        return Processors.of(postmaster);
    }

    /// A tablespace inside the throw-away cluster's folder.
    void tablespace(String name) throws IOException, SQLException {
        Path place = Files.createDirectory(home.resolve("space-" + name));
        if (isRoot()) {
            Files.setAttribute(place, "unix:gid", 65534);
            Files.setAttribute(place, "unix:uid", 65534);
        }
        admin("CREATE TABLESPACE \"" + name + "\" LOCATION '" + place + "'");
    }

    /// Runs a client program on a database; its output, or what it said and failed with.
    String client(String program, String database, String... arguments)
            throws IOException, InterruptedException {
        return run(clientCommand(program, database, arguments));
    }

    /// The same as words of a command, to be timed by whoever asks.
    List<String> clientCommand(String program, String database, String... arguments) {
        var command = new ArrayList<String>();
        command.add(programs.resolve(program).toString());
        command.addAll(
                List.of("-h", "127.0.0.1", "-p", "" + port, "-U", "postgres", "-d", database));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("sluice-bench", ".err");
        try {
            var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
            builder.redirectError(errors.toFile());
            builder.environment().keySet().removeIf(k -> k.startsWith("PG") || k.startsWith("LC_"));
            builder.environment().putAll(Map.of("LC_ALL", "C", "PGCLIENTENCODING", "UTF8"));
            // pg_ctl's server keeps its output open: only clients' output is read
            boolean server = command.contains("start") || command.contains("restart");
            if (server) builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    server
                            ? ""
                            : new String(
                                    process.getInputStream().readAllBytes(),
                                    StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IOException(Files.readString(errors).strip());
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run(
                    asServer(
                            "pg_ctl",
                            "-D",
                            home.resolve("data").toString(),
                            "-m",
                            "immediate",
                            "-w",
                            "stop"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
