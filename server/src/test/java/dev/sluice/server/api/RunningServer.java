package dev.sluice.server.api;

import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.backups.BackupSetup;
import dev.sluice.server.identity.LightPeople;
import dev.sluice.server.identity.People;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;

/// A server on a real metadata database, with an administrator; everything else is asked of it over
/// HTTP.
final class RunningServer implements AutoCloseable {
    final TestDatabase metadata = TestPostgres.database();
    final MovedClock clock = new MovedClock();
    final Path data;
    final SluiceServer server;
    final Caller root;

    RunningServer() throws IOException {
        this(BackupSetup.NONE);
    }

    RunningServer(BackupSetup backups) throws IOException {
        data = Files.createTempDirectory("sluice-gates");
        server =
                SluiceServer.start(
                        new UpOptions(
                                false, "127.0.0.1", 0, data, metadata.url(), null, false, backups),
                        clock);
        person("root", true);
        root =
                caller(
                        "root",
                        Map.of("scopes", List.of("read", "change", "approve", "rollout", "admin")));
    }

    static String password(String login) {
        return "correct horse " + new StringBuilder(login).reverse() + " staple";
    }

    long person(String login, boolean administrator) {
        return LightPeople.create(server, login, password(login), administrator);
    }

    People people() {
        return server.bean(People.class);
    }

    Caller stranger() {
        return new Caller(server.port(), "");
    }

    /// Signs in by password for a token.
    Caller caller(String login, Map<String, ?> more) {
        var wanted = new java.util.HashMap<String, Object>(more);
        wanted.put("login", login);
        wanted.put("password", password(login));
        return new Caller(
                server.port(), stranger().done("/tokens", wanted).path("token").asString());
    }

    Shop shop(String name) {
        return new Shop(this, name, 1);
    }

    /// A registered database, as the API takes it.
    static Map<String, Object> database(String environment, TestDatabase database) {
        return database(environment, environment, database);
    }

    static Map<String, Object> database(String environment, String name, TestDatabase database) {
        URI uri = URI.create(database.url().substring("jdbc:".length()));
        Map<String, String> query = new java.util.HashMap<>();
        for (String pair : uri.getQuery().split("&"))
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        return Map.of(
                "environment", environment,
                "name", name,
                "host", uri.getHost(),
                "port", uri.getPort(),
                "database", uri.getPath().substring(1),
                "username", query.get("user"),
                "credential", query.get("password"));
    }

    @Override
    public void close() throws IOException {
        server.close();
        metadata.close();
        Files.walkFileTree(
                data,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException e)
                            throws IOException {
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
