package dev.sluice.bench.flow;

import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/// Where the story plays: a Sluice server with its metadata in its own durable PostgreSQL, and
/// another durable PostgreSQL that holds the team's databases. All of it goes when closed.
final class Town implements AutoCloseable {
    private static final int MAJOR = 18;
    private static final String PASSWORD = "the databases of the town";

    private final Path home;
    private final EmbeddedPostgres targets;
    private final SluiceServer server;

    private Town(Path home, EmbeddedPostgres targets, SluiceServer server) {
        this.home = home;
        this.targets = targets;
        this.server = server;
    }

    static Town open() throws IOException {
        Path home = Files.createTempDirectory("sluice-flow-");
        // The servers run as another user where we are root: the way to their data must be open.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        EmbeddedPostgres targets =
                EmbeddedPostgres.durable(MAJOR, home.resolve("targets"), PASSWORD);
        System.setProperty("logging.level.root", "warn");
        SluiceServer server =
                SluiceServer.start(
                        new UpOptions(false, "127.0.0.1", 0, home.resolve("server"), null));
        return new Town(home, targets, server);
    }

    Path home() {
        return home;
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    void person(String login, boolean administrator) {
        server.bean(People.class)
                .create(Actor.SYSTEM, login, login, password(login), administrator);
    }

    static String password(String login) {
        return "correct horse battery staple " + login;
    }

    Town database(String name) throws SQLException {
        execute("postgres", "CREATE DATABASE " + name);
        return this;
    }

    int port() {
        return targets.port();
    }

    String user() {
        return "postgres";
    }

    String password() {
        return PASSWORD;
    }

    /// As a `pg` client takes it.
    String url(String database) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(user(), PASSWORD.replace(" ", "%20"), port(), database);
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(targets.url(database));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
    }

    long number(String database, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(targets.url(database));
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        server.close();
        targets.close();
        try (Stream<Path> all = Files.walk(home)) {
            all.sorted(Comparator.reverseOrder()).forEach(Town::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
