package dev.sluice.testkit;

import dev.sluice.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A fresh database for a test: one server per major per JVM, stopped when the JVM ends. Its login
/// is a superuser, since the tests' SQL is our own.
///
/// The cache is the tests' own; `SLUICE_TEST_CACHE` moves it.
public final class TestPostgres {
    private static final Map<Integer, EmbeddedPostgres> SERVERS = new ConcurrentHashMap<>();
    private static final Map<Integer, EmbeddedPostgres> SCRATCH = new ConcurrentHashMap<>();

    private TestPostgres() {}

    /// A fresh database on the newest major.
    public static TestDatabase database() {
        return database(18);
    }

    /// A fresh database on this major.
    public static TestDatabase database(int major) {
        return TestDatabase.create(
                server(major), major, "test_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /// The server of this JVM for this major; it stops by itself. Tests that make roles start one
    /// of their own.
    public static EmbeddedPostgres server(int major) {
        return SERVERS.computeIfAbsent(
                major, m -> stopping(EmbeddedPostgres.scratchWithSuperuser(m, cache())));
    }

    /// Of a server as the product's own for scratch databases: its login is no superuser.
    public static String scratchUrl(int major) {
        return SCRATCH.computeIfAbsent(major, m -> stopping(EmbeddedPostgres.scratch(m, cache())))
                .url("postgres");
    }

    /// Where the tests keep unpacked servers.
    public static Path cache() {
        String chosen = System.getenv("SLUICE_TEST_CACHE");
        Path folder =
                chosen != null
                        ? Path.of(chosen)
                        : Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "sluice-test-" + System.getProperty("user.name"));
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwxr-xr-x")));
            }
            // The temporary folder is open to everybody: programs are run only from a folder of our
            // own.
            if (!Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
                throw new IllegalStateException(
                        folder + " belongs to somebody else; set SLUICE_TEST_CACHE.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static EmbeddedPostgres stopping(EmbeddedPostgres server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }
}
