package dev.sluice.bench.storm;

import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.testkit.WireProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Where the storm rages: a durable PostgreSQL for the metadata, one for the targets behind a wire
/// that can be cut, and two Sluice servers as processes of their own. All of it goes when closed.
final class Ground implements Databases, AutoCloseable {
    static final String AUTHOR = "ada";
    static final String REVIEWER = "bob";
    private static final String PASSWORD = "the databases of the storm";

    private final Path home;
    private final String program;
    private final EmbeddedPostgres metadata;
    private final EmbeddedPostgres targets;
    private final WireProxy wire;
    private final Map<Integer, Replica> replicas = new ConcurrentHashMap<>();
    private final Set<Integer> sleeping = ConcurrentHashMap.newKeySet();
    private final AtomicInteger starts = new AtomicInteger();

    private Ground(Path home, String program, EmbeddedPostgres metadata, EmbeddedPostgres targets)
            throws IOException {
        this.home = home;
        this.program = program;
        this.metadata = metadata;
        this.targets = targets;
        this.wire = WireProxy.before(targets.port());
    }

    /// `program` is the class whose `main` is the server; `major` that of the targets.
    static Ground open(Class<?> program, int major) throws IOException, SQLException {
        Path home = Files.createTempDirectory("sluice-storm-");
        // a storm that is broken off leaves no server behind
        Runtime.getRuntime().addShutdownHook(new Thread(Ground::killServers));
        // the servers run as another user where we are root: the way to their data must be open
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        var ground =
                new Ground(
                        home,
                        program.getName(),
                        EmbeddedPostgres.durable(major, home.resolve("metadata"), PASSWORD),
                        EmbeddedPostgres.durable(major, home.resolve("targets"), PASSWORD));
        try {
            execute(ground.metadata.url("postgres"), "CREATE DATABASE metadata");
            ground.settle();
        } catch (SQLException | IOException | RuntimeException e) {
            ground.close();
            throw e;
        }
        return ground;
    }

    /// PostgreSQL's keepers are shells and end by themselves.
    private static void killServers() {
        ProcessHandle.current()
                .children()
                .filter(p -> p.info().command().orElse("").endsWith("java"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /// The first server, alone: who comes with it stays.
    private void settle() throws IOException {
        Path log = home.resolve("settlers.log");
        replicas.put(0, Replica.training(Settlers.class.getName(), log, words(0)));
    }

    static String password(String login) {
        return "correct horse battery staple " + login;
    }

    private String metadataUrl() {
        return "postgresql://postgres:%s@127.0.0.1:%d/metadata"
                .formatted(PASSWORD.replace(" ", "%20"), metadata.port());
    }

    /// Each server has a data folder of its own, as on a machine of its own; their keys are one.
    private List<String> words(int place) {
        return List.of(
                "--data",
                home.resolve("server-" + place).toString(),
                "--keys",
                home.resolve("keys").toString(),
                "--database",
                metadataUrl());
    }

    /// Returns when the server answers. An armed one dies by itself at the point.
    Replica start(int place, String point) throws IOException {
        Path log = home.resolve("server-%d-%d.log".formatted(place, starts.incrementAndGet()));
        Replica started = Replica.start(program, log, point, words(place));
        replicas.put(place, started);
        return started;
    }

    Replica replica(int place) {
        return Objects.requireNonNull(replicas.get(place));
    }

    /// The place of the server whose process this is; -1 where it is dead or sleeps.
    int place(long pid) {
        return replicas.entrySet().stream()
                .filter(e -> e.getValue().process().pid() == pid && isAwake(e.getKey()))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(-1);
    }

    boolean isArmed(int place) {
        Replica r = replicas.get(place);
        return r != null && r.isAlive() && !r.point().isEmpty();
    }

    private boolean isAwake(int place) {
        return !sleeping.contains(place) && replica(place).isAlive();
    }

    /// Stops a server for this time, which may be longer than its lease. `ended` ones wake to find
    /// their sessions in the targets gone.
    void sleep(int place, Duration time, boolean ended) throws IOException, InterruptedException {
        Replica sleeper = replica(place);
        sleeping.add(place);
        try {
            sleeper.signal("STOP");
            LockSupport.parkNanos(time.toNanos());
            if (ended) wire.reset();
        } finally {
            sleeper.signal("CONT");
            sleeping.remove(place);
        }
    }

    /// Those that answer, as far as one can see.
    List<String> addresses() {
        return replicas.keySet().stream()
                .filter(this::isAwake)
                .map(p -> replica(p).address())
                .toList();
    }

    WireProxy wire() {
        return wire;
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

    /// By the wire that can be cut.
    int targetPort() {
        return wire.port();
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
            LockSupport.parkNanos(20_000_000);
        }
        return true;
    }

    void killAll() throws InterruptedException {
        for (Replica r : replicas.values()) r.kill();
    }

    @Override
    public void close() throws IOException {
        try {
            killAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wire.close();
        metadata.close();
        targets.close();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(path);
        }
    }
}
