package dev.sluice.server;

import dev.sluice.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.UUID;

/// An embedded PostgreSQL whose data lasts, under `data/name`. Its password lies beside it in a
/// file that only its owner reads.
public final class DurableServer implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private DurableServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static DurableServer open(Path data, String name) {
        try {
            Files.createDirectories(data);
            Path folder = data.resolve(name);
            String password = secret(data.resolve(name + ".password"));
            return new DurableServer(EmbeddedPostgres.durable(major(folder), folder, password));
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + data + " can't be used", e);
        }
    }

    /// A URL with the password in it, of a database that is made when it is missing.
    public String url(String database) {
        try (var connection = DriverManager.getConnection(postgres.url("postgres"));
                var statement = connection.createStatement()) {
            try (var found =
                    statement.executeQuery(
                            "select 1 from pg_database where datname = "
                                    + dev.sluice.schema.Literal.quoted(database))) {
                if (found.next()) return postgres.url(database);
            }
            statement.execute(
                    "create database " + new dev.sluice.schema.Identifier(database).quoted());
            return postgres.url(database);
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded server does not answer", e);
        }
    }

    public int port() {
        return postgres.port();
    }

    /// The hex text in a file of mode 0600, made at first use: by one of those who want it at the
    /// same moment, for all.
    public static String secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            Path unfinished =
                    Files.createFile(
                            file.resolveSibling(file.getFileName() + "." + UUID.randomUUID()),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(unfinished, HexFormat.of().formatHex(bytes));
                // unlike a move, a link never takes the place of what is there
                Files.createLink(file, unfinished);
            } catch (FileAlreadyExistsException _) {
                // somebody else was first
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
        return Files.readString(file).strip();
    }

    private static int major(Path folder) throws IOException {
        Path version = folder.resolve("PG_VERSION");
        if (Files.exists(version)) return Integer.parseInt(Files.readString(version).strip());
        return Collections.max(EmbeddedPostgres.majors());
    }

    @Override
    public void close() {
        postgres.close();
    }
}
