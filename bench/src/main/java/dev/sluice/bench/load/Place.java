package dev.sluice.bench.load;

import dev.sluice.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A durable PostgreSQL for the metadata, one for the databases that are managed, and a server as
/// `./sluice up` starts it. All of it goes when closed.
public final class Place implements AutoCloseable {
    static final String ADMIN = "admin";
    static final String PASSWORD = "correct horse battery staple";
    private static final int MAJOR = 18;
    private static final String OF_CLUSTERS = "the databases of the load";
    private static final Pattern ADDRESS = Pattern.compile("answers on (http://127.0.0.1:\\d+)/");

    private final Path checkout;
    private final Path home;
    private final EmbeddedPostgres metadata;
    private final EmbeddedPostgres targets;
    private @Nullable Process server;
    private String address = "";
    private int starts;

    private Place(Path checkout, Path home, EmbeddedPostgres metadata, EmbeddedPostgres targets) {
        this.checkout = checkout;
        this.home = home;
        this.metadata = metadata;
        this.targets = targets;
    }

    public static Place open(Path checkout) throws IOException, SQLException {
        Path home = Files.createTempDirectory("sluice-load-");
        // the clusters' user is another one where we are root: the way to their data must be open
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        var place =
                new Place(
                        checkout,
                        home,
                        EmbeddedPostgres.durable(MAJOR, home.resolve("metadata"), OF_CLUSTERS),
                        EmbeddedPostgres.durable(MAJOR, home.resolve("targets"), OF_CLUSTERS));
        try (Connection connection = DriverManager.getConnection(place.metadata.url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE metadata");
        }
        return place;
    }

    /// Returns how long it took until the server says that it is ready. The first start of a
    /// checkout builds it.
    public Duration start() throws IOException {
        Path log = home.resolve("server-" + ++starts + ".log");
        var up =
                new ProcessBuilder(
                                checkout.resolve("sluice").toString(),
                                "up",
                                "--port",
                                "0",
                                "--data",
                                home.resolve("server").toString(),
                                "--database",
                                "postgresql://postgres:%s@127.0.0.1:%d/metadata"
                                        .formatted(
                                                OF_CLUSTERS.replace(" ", "%20"), metadata.port()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        up.environment().put("SLUICE_ADMIN_PASSWORD", PASSWORD);
        long began = System.nanoTime();
        Process process = up.start();
        server = process;
        await("an address in " + log, () -> said(log).find() || !process.isAlive());
        Matcher at = said(log);
        if (!at.find())
            throw new IllegalStateException("the server does not start:\n" + Files.readString(log));
        address = at.group(1);
        await("readiness", this::isReady);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Matcher said(Path log) throws IOException {
        return ADDRESS.matcher(Files.exists(log) ? Files.readString(log) : "");
    }

    private boolean isReady() throws IOException {
        try (var http = HttpClient.newHttpClient()) {
            var health = URI.create(address + "/actuator/health/readiness");
            return http.send(
                                    HttpRequest.newBuilder(health).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    interface Wanted {
        boolean isThere() throws Exception;
    }

    static void await(String what, Wanted wanted) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
        try {
            while (!wanted.isThere()) {
                if (System.nanoTime() > end) throw new IllegalStateException("waited for " + what);
                LockSupport.parkNanos(50_000_000);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("while waiting for " + what, e);
        }
    }

    public void stop() throws InterruptedException {
        Process running = server;
        if (running == null) return;
        running.destroy();
        if (!running.waitFor(60, TimeUnit.SECONDS)) running.destroyForcibly().waitFor();
        server = null;
    }

    String address() {
        return address;
    }

    long pid() {
        Process running = server;
        if (running == null) throw new IllegalStateException("no server runs");
        return running.pid();
    }

    /// What the server has taken of the cores so far.
    Duration work() {
        return ProcessHandle.of(pid())
                .flatMap(p -> p.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    int targetPort() {
        return targets.port();
    }

    String targetPassword() {
        return OF_CLUSTERS;
    }

    Connection metadata() throws SQLException {
        return DriverManager.getConnection(
                metadata.url("metadata") + "&currentSchema=sluice_server");
    }

    void database(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(targets.url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
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
