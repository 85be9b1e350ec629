package dev.sluice.bench.kills;

import dev.sluice.bench.storm.Databases;
import dev.sluice.bench.storm.Settlers;
import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.testkit.OwnJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the storm rages: a durable PostgreSQL for the metadata, one for the targets, and a Sluice
/// server as a process of its own, which can be killed. All of it goes when closed.
final class Ground implements Databases, AutoCloseable {
    static final String AUTHOR = "ada";
    static final String REVIEWER = "bob";
    private static final int MAJOR = 18;
    private static final String PASSWORD = "the databases of the storm";
    private static final Pattern ADDRESS = Pattern.compile("answers on (http://127.0.0.1:\\d+)/");

    private final Path home;
    private final String program;
    private final EmbeddedPostgres metadata;
    private final EmbeddedPostgres targets;
    private @Nullable Process server;
    private String address = "";
    private int starts;

    private Ground(Path home, String program, EmbeddedPostgres metadata, EmbeddedPostgres targets) {
        this.home = home;
        this.program = program;
        this.metadata = metadata;
        this.targets = targets;
    }

    /// `program` is the class whose `main` is the server.
    static Ground open(Class<?> program) throws IOException, SQLException, InterruptedException {
        Path home = Files.createTempDirectory("sluice-kills-");
        // the servers run as another user where we are root: the way to their data must be open
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        var ground =
                new Ground(
                        home,
                        program.getName(),
                        EmbeddedPostgres.durable(MAJOR, home.resolve("metadata"), PASSWORD),
                        EmbeddedPostgres.durable(MAJOR, home.resolve("targets"), PASSWORD));
        try {
            ground.people();
        } catch (SQLException | IOException | InterruptedException | RuntimeException e) {
            ground.close();
            throw e;
        }
        return ground;
    }

    private void people() throws SQLException, IOException, InterruptedException {
        execute(metadata.url("postgres"), "CREATE DATABASE metadata");
        Path log = home.resolve("settlers.log");
        if (launched(Settlers.class.getName(), log).waitFor() != 0)
            throw new IllegalStateException("no people:\n" + Files.readString(log));
    }

    static String password(String login) {
        return "correct horse battery staple " + login;
    }

    private String metadataUrl() {
        return "postgresql://postgres:%s@127.0.0.1:%d/metadata"
                .formatted(PASSWORD.replace(" ", "%20"), metadata.port());
    }

    /// Returns when the server answers.
    void start(String... options) throws IOException {
        Path log = home.resolve("server-" + ++starts + ".log");
        Process process = launched(program, log, options);
        server = process;
        await("an address in " + log, () -> said(log).find() || !process.isAlive());
        Matcher at = said(log);
        if (!at.find())
            throw new IllegalStateException("the server does not start:\n" + Files.readString(log));
        address = at.group(1);
    }

    private Process launched(String main, Path log, String... options) throws IOException {
        var words = new ArrayList<String>();
        words.add("-Dsluice.scratch.idle=" + System.getProperty("sluice.scratch.idle", "600"));
        words.addAll(List.of(options));
        words.addAll(List.of(main, "up"));
        words.addAll(List.of("--port", "0", "--data", home.resolve("server").toString()));
        words.addAll(List.of("--database", metadataUrl()));
        return new ProcessBuilder(OwnJvm.command(words.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static Matcher said(Path log) {
        try {
            return ADDRESS.matcher(Files.exists(log) ? Files.readString(log) : "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String address() {
        return address;
    }

    /// `kill -9`; nothing of the server is told.
    void kill() throws InterruptedException {
        Process running = server;
        if (running != null) running.destroyForcibly().waitFor();
        server = null;
    }

    /// SIGTERM.
    void stop() throws InterruptedException {
        Process running = server;
        if (running == null) return;
        running.destroy();
        if (!running.waitFor(60, TimeUnit.SECONDS)) kill();
        server = null;
    }

    /// Whether the server kills itself, as it was told at its start.
    boolean diesByItself() throws InterruptedException {
        Process running = server;
        return running != null
                && running.waitFor(90, TimeUnit.SECONDS)
                && running.exitValue() == 137;
    }

    /// One backend is killed: PostgreSQL cuts every session and recovers from its log, as after a
    /// crash.
    void crashTargets() throws SQLException {
        try (Connection witness = target("postgres");
                Connection victim = target("postgres");
                var statement = victim.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ProcessHandle.of(row.getLong(1)).ifPresent(ProcessHandle::destroyForcibly);
            await("the end of the targets' sessions", () -> !isAlive(witness));
        }
        await(
                "the targets' recovery",
                () -> {
                    try (Connection back = target("postgres")) {
                        return isAlive(back);
                    } catch (SQLException _) {
                        return false;
                    }
                });
    }

    private static boolean isAlive(Connection connection) {
        try {
            return connection.isValid(5);
        } catch (SQLException e) {
            throw new IllegalArgumentException(e); // a negative limit
        }
    }

    void database(String name) throws SQLException {
        execute(targets.url("postgres"), "CREATE DATABASE " + name);
    }

    int targetPort() {
        return targets.port();
    }

    String targetPassword() {
        return PASSWORD;
    }

    @Override
    public Connection target(String database) throws SQLException {
        return DriverManager.getConnection(targets.url(database));
    }

    @Override
    public Connection metadata() throws SQLException {
        return DriverManager.getConnection(
                metadata.url("metadata") + "&currentSchema=sluice_server");
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static void await(String what, BooleanSupplier wanted) {
        if (!within(Duration.ofMinutes(3), wanted))
            throw new IllegalStateException("waited three minutes for " + what);
    }

    static boolean within(Duration limit, BooleanSupplier wanted) {
        long end = System.nanoTime() + limit.toNanos();
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > end) return false;
            LockSupport.parkNanos(2_000_000);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        metadata.close();
        targets.close();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(path);
        }
    }
}
