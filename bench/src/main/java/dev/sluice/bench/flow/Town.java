package dev.sluice.bench.flow;

import dev.sluice.postgres.EmbeddedPostgres;
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

/// Where the story plays: a Sluice, and a durable PostgreSQL that holds the team's databases. All
/// of it goes when closed.
final class Town implements AutoCloseable {
    private static final int MAJOR = 18;
    private static final String PASSWORD = "the databases of the town";

    private final Path home;
    private final EmbeddedPostgres targets;
    private final House house;

    private Town(Path home, EmbeddedPostgres targets, House house) {
        this.home = home;
        this.targets = targets;
        this.house = house;
    }

    static Town open() throws Exception {
        return open(MAJOR, OneServer::start);
    }

    /// `major` is that of the team's databases.
    static Town open(int major, Building building) throws Exception {
        Path home = Files.createTempDirectory("sluice-flow-");
        // The servers run as another user where we are root: the way to their data must be open.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        EmbeddedPostgres targets =
                EmbeddedPostgres.durable(major, home.resolve("targets"), PASSWORD);
        try {
            return new Town(home, targets, building.in(home));
        } catch (Exception e) {
            targets.close();
            cleared(home);
            throw e;
        }
    }

    @FunctionalInterface
    interface Building {
        House in(Path home) throws Exception;
    }

    Path home() {
        return home;
    }

    String address() {
        return house.address();
    }

    void person(String login, boolean administrator) throws IOException, InterruptedException {
        house.person(login, administrator);
    }

    /// It may not contain the sign-in name.
    static String password(String login) {
        return "correct horse battery staple " + new StringBuilder(login).reverse();
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

    Connection connected(String database) throws SQLException {
        return DriverManager.getConnection(targets.url(database));
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connected(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
    }

    long number(String database, String query) throws SQLException {
        return Long.parseLong(text(database, query));
    }

    String text(String database, String query) throws SQLException {
        try (Connection connection = connected(database);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        house.close();
        targets.close();
        cleared(home);
    }

    private static void cleared(Path home) {
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
