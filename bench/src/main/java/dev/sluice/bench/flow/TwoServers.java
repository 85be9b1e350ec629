package dev.sluice.bench.flow;

import dev.sluice.bench.load.Console;
import dev.sluice.bench.storm.Replica;
import dev.sluice.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Two servers as processes of their own on one metadata database, and a proxy in front of them.
/// Their first administrator is `admin`.
final class TwoServers implements House {
    static final String ADMIN = "admin";
    private static final int MAJOR = 18;
    private static final String PASSWORD = "the metadata of the town";

    private final Path home;
    private final EmbeddedPostgres metadata;
    private final List<Replica> servers = new ArrayList<>();
    private int starts;
    private @Nullable Proxy proxy;

    private TwoServers(Path home, EmbeddedPostgres metadata) {
        this.home = home;
        this.metadata = metadata;
    }

    static TwoServers start(Path home) throws IOException, SQLException {
        var both =
                new TwoServers(
                        home, EmbeddedPostgres.durable(MAJOR, home.resolve("metadata"), PASSWORD));
        try {
            both.start();
            return both;
        } catch (IOException | SQLException | RuntimeException e) {
            both.close();
            throw e;
        }
    }

    private void start() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(metadata.url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE metadata");
        }
        for (int place = 0; place < 2; place++) servers.add(started(place));
        proxy = Proxy.before(servers.stream().map(TwoServers::port).toList());
    }

    /// Backups lie where both servers find them, as their keys do.
    List<String> words(int place) {
        return List.of(
                "--data",
                home.resolve("server-" + (place + 1)).toString(),
                "--keys",
                home.resolve("keys").toString(),
                "--backups",
                home.resolve("backups").toString(),
                "--database",
                "postgresql://postgres:%s@127.0.0.1:%d/metadata"
                        .formatted(PASSWORD.replace(" ", "%20"), metadata.port()));
    }

    private Replica started(int place) throws IOException {
        return Replica.start(
                home.resolve("server-%d-%d.log".formatted(place + 1, ++starts)),
                Map.of("SLUICE_ADMIN_PASSWORD", Town.password(ADMIN)),
                words(place));
    }

    /// What the two said at their first start.
    String log(int place) throws IOException {
        return Files.readString(home.resolve("server-%1$d-%1$d.log".formatted(place + 1)));
    }

    private Proxy proxy() {
        return Objects.requireNonNull(proxy);
    }

    private static int port(Replica server) {
        return URI.create(server.address()).getPort();
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + proxy().port();
    }

    String address(int place) {
        return servers.get(place).address();
    }

    long pid(int place) {
        return servers.get(place).process().pid();
    }

    int given(int place) {
        return proxy().given(place);
    }

    /// `kill -9`.
    void kill(int place) throws InterruptedException {
        servers.get(place).kill();
    }

    void startAgain(int place) throws IOException {
        servers.set(place, started(place));
        proxy().moved(place, port(servers.get(place)));
    }

    /// The server that works on a database now; -1 where none does.
    int at(String database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                metadata.url("metadata") + "&currentSchema=sluice_server");
                var query =
                        connection.prepareStatement(
                                """
                                SELECT t.picked_by FROM scheduled_tasks t JOIN run r ON t.task_instance LIKE r.id || ':%'
                                JOIN revision_target g ON g.id = r.target_id JOIN managed_database d ON d.id = g.database_id
                                WHERE t.task_name = 'run' AND t.picked AND d.name = ?\
                                """)) {
            query.setString(1, database);
            try (var row = query.executeQuery()) {
                if (!row.next()) return -1;
                String by = row.getString(1);
                long pid = Long.parseLong(by.substring(by.lastIndexOf('/') + 1));
                return pid == pid(0) ? 0 : pid == pid(1) ? 1 : -1;
            }
        }
    }

    Console console(String login) throws IOException, InterruptedException {
        var console = new Console(HttpClient::newHttpClient, address());
        console.signIn(login, Town.password(login));
        return console;
    }

    @Override
    public void person(String login, boolean administrator)
            throws IOException, InterruptedException {
        var form = Map.of("login", login, "name", login, "password", Town.password(login));
        Console console = console(ADMIN);
        console.submit("/people", "/people", form);
        if (!console.page("/people").body().contains(login))
            throw new Said.Broken("the page People does not list " + login);
    }

    @Override
    public void close() {
        try {
            if (proxy != null) proxy.close();
            for (Replica server : servers) server.kill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        metadata.close();
    }
}
