package dev.sluice.source.scratch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The machine's scratch server of one major and cache, which a detached [Supervisor] owns.
///
/// A client holds a shared lock on a file as long as it uses the server; the supervisor stops ten
/// minutes after it could take that lock alone. Starting and stopping stand under a second lock, so
/// that a server never goes away under a client that just found it.
final class SharedServer implements AutoCloseable {
    /// Locks on files are the whole JVM's: one is held for all clients in it.
    private static final Map<Path, SharedServer> OPEN = new HashMap<>();

    private final Path folder;
    private final FileChannel clients;
    private final String url;
    private int users;

    private SharedServer(Path folder, FileChannel clients, String url) {
        this.folder = folder;
        this.clients = clients;
        this.url = url;
    }

    /// The server and a first connection to it: whether it answers is seen by connecting.
    record Opened(SharedServer server, Connection connection) {}

    static Opened open(int major, Path cache) {
        Path folder = folder(major, cache);
        synchronized (OPEN) {
            SharedServer open = OPEN.get(folder);
            Connection connection = open == null ? null : connected(open.url);
            if (open == null || connection == null) {
                try {
                    if (open != null) open.clients.close();
                    Opened found = find(major, cache.toAbsolutePath(), folder);
                    open = found.server;
                    connection = found.connection;
                } catch (IOException e) {
                    throw new ScratchUnavailableException(
                            "The scratch server of PostgreSQL "
                                    + major
                                    + " could not be started: "
                                    + e.getMessage()
                                    + " Or name a server with --scratch URL.",
                            e);
                }
                OPEN.put(folder, open);
            }
            open.users++;
            return new Opened(open, connection);
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users > 0) return;
            OPEN.remove(folder, this);
            try {
                clients.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Path folder(int major, Path cache) {
        return cache.toAbsolutePath().resolve("scratch-" + major);
    }

    static Path address(Path folder) {
        return folder.resolve("address");
    }

    static Path log(Path folder) {
        return folder.resolve("log");
    }

    static FileChannel lockFile(Path folder, String name) throws IOException {
        return FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static Opened find(int major, Path cache, Path folder) throws IOException {
        makePrivate(folder);
        try (FileChannel start = lockFile(folder, "start.lock");
                FileLock _ = start.lock()) {
            FileChannel clients = lockFile(folder, "clients.lock");
            try {
                clients.lock(0, Long.MAX_VALUE, true);
                String url = published(folder);
                Connection connection = url.isEmpty() ? null : connected(url);
                if (connection == null) {
                    url = Supervisor.start(major, cache, folder);
                    connection = DriverManager.getConnection(url);
                }
                return new Opened(new SharedServer(folder, clients, url), connection);
            } catch (SQLException e) {
                clients.close();
                throw new IOException(e.getMessage(), e);
            } catch (IOException | RuntimeException e) {
                clients.close();
                throw e;
            }
        }
    }

    /// The address holds a password.
    private static void makePrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        Files.createDirectories(folder.getParent());
        try {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (java.nio.file.FileAlreadyExistsException _) {
            // another process was faster
        }
    }

    /// Empty where no server was started.
    private static String published(Path folder) throws IOException {
        Path address = address(folder);
        return Files.exists(address) ? Files.readString(address).strip() : "";
    }

    private static @Nullable Connection connected(String url) {
        try {
            return DriverManager.getConnection(url);
        } catch (SQLException _) {
            return null;
        }
    }
}
