package dev.sluice.roundtrip;

import dev.sluice.bench.Round;
import dev.sluice.bench.SchemaFile;
import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The schemas of `round-trip` on a server of their own, since they need roles.
record Corpus(EmbeddedPostgres server, int major, List<String> roles) implements AutoCloseable {
    private static final List<SchemaFile> FILES = files("/round-trip");

    static Corpus on(int major) throws SQLException, IOException {
        var server = EmbeddedPostgres.scratchWithSuperuser(major, TestPostgres.cache());
        return new Corpus(server, major, SchemaFile.makeRoles(server::url, loadable(major)));
    }

    static List<SchemaFile> loadable(int major) {
        return FILES.stream().filter(f -> from(f) <= major).toList();
    }

    void load(SchemaFile file, String database) throws SQLException, IOException {
        Round.drop(server::url, database);
        Round.create(server::url, database, major);
        try (var connection = DriverManager.getConnection(server.url(database));
                var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (SqlStatement s : Statements.split(file.name(), file.text())) {
                try {
                    statement.execute(s.text());
                } catch (SQLException e) {
                    String place = file.name() + ":" + s.line() + ": ";
                    throw new SQLException(place + e.getMessage() + "\n" + s.text(), e);
                }
            }
        }
    }

    void drop(String database) throws SQLException {
        Round.drop(server::url, database);
    }

    @Override
    public void close() throws SQLException {
        try (server) {
            SchemaFile.dropRoles(server::url, roles);
        }
    }

    private static int from(SchemaFile file) {
        try {
            return file.from();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SchemaFile> files(String name) {
        URL folder = Objects.requireNonNull(Corpus.class.getResource(name));
        try (Stream<Path> listed = Files.list(Path.of(folder.toURI()))) {
            return listed.sorted().map(SchemaFile::new).toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
