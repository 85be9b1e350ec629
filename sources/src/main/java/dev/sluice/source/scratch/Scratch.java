package dev.sluice.source.scratch;

import dev.sluice.postgres.Dirs;
import dev.sluice.source.Problem;
import dev.sluice.source.parse.SqlStatement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A server for throw-away databases: the machine's own long-lived one, or one that `--scratch`
/// names. What a caller leaves behind when it dies is dropped by the next that opens.
public final class Scratch implements AutoCloseable {
    private final Server server;
    private final AutoCloseable hold;

    /// By template, copies in which nothing was changed.
    private final Map<String, ScratchDatabase> readOnly = new ConcurrentHashMap<>();

    private Scratch(Server server, AutoCloseable hold) {
        this.server = server;
        this.hold = hold;
    }

    public static Scratch open(int major) {
        return open(major, Dirs.cache());
    }

    /// `url`: a JDBC or postgresql:// URL of a server on which databases may be created; null means
    /// the machine's own.
    ///
    /// @throws ScratchUnavailableException with the next step in its message
    public static Scratch open(int major, @Nullable String url) {
        return url == null ? open(major) : named(major, ServerUrl.parse(url));
    }

    /// The machine's own server of this cache.
    static Scratch open(int major, Path cache) {
        SharedServer.Opened opened = SharedServer.open(major, cache);
        try {
            return new Scratch(
                    Server.of(ServerUrl.parse(opened.server().url()), opened.connection()),
                    opened.server());
        } catch (SQLException e) {
            opened.server().close();
            throw unusable(e);
        }
    }

    private static Scratch named(int major, ServerUrl url) {
        try {
            Server server = Server.of(url, DriverManager.getConnection(url.jdbc()));
            if (server.major() == major) return new Scratch(server, () -> {});
            server.close();
            throw new ScratchUnavailableException(
                    "The scratch server is PostgreSQL "
                            + server.major()
                            + ", but "
                            + major
                            + " is wanted. Name one of that major with --scratch URL, or set postgres: in sluice.yaml.",
                    null);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static ScratchUnavailableException unusable(SQLException e) {
        return new ScratchUnavailableException(
                "The scratch server cannot be used: "
                        + e.getMessage()
                        + ". Its user needs to log in and to have CREATEDB; or leave --scratch out.",
                e);
    }

    public int major() {
        return server.major();
    }

    /// Who runs everything there.
    public String user() {
        return server.user();
    }

    /// What to know before SQL of others runs there; the machine's own server has nothing to warn
    /// of.
    public Optional<String> warning() {
        if (!server.isSuperuser()) return Optional.empty();
        return Optional.of(
                "warning: on the scratch server "
                        + user()
                        + " is a superuser: whatever a migration says can read files and start programs there."
                        + " Name an account with CREATEDB and CREATEROLE alone, or leave --scratch out.");
    }

    /// An empty database, dropped when closed.
    public ScratchDatabase database() throws SQLException {
        return server.create();
    }

    /// A copy, dropped when closed; nobody may be connected to the template.
    public ScratchDatabase database(ScratchDatabase template) throws SQLException {
        ScratchDatabase untouched = readOnly.remove(template.name());
        return untouched == null ? server.create(template.name()) : untouched;
    }

    /// What `read` makes of a copy. It must only read: the copy is then the next that is asked for.
    public <T> T read(ScratchDatabase template, Read<T> read) throws SQLException {
        ScratchDatabase copy = database(template);
        T found;
        try (Connection connection = copy.connect()) {
            found = read.of(connection);
        } catch (SQLException | RuntimeException e) {
            copy.close();
            throw e;
        }
        ScratchDatabase other = readOnly.put(template.name(), copy);
        if (other != null) other.close();
        return found;
    }

    @FunctionalInterface
    public interface Read<T> {
        T of(Connection connection) throws SQLException;
    }

    /// A template kept on the server under `key`, built at most once however many processes ask; it
    /// can be copied, not connected to. Closing it drops nothing. When `build` throws, nothing is
    /// kept.
    public synchronized ScratchDatabase cached(String key, Consumer<Connection> build)
            throws SQLException {
        return kept(key, null, build);
    }

    /// The same, built on a copy of `template`.
    public synchronized ScratchDatabase cached(
            String key, ScratchDatabase template, Consumer<Connection> build) throws SQLException {
        return kept(key, template, build);
    }

    /// The template under `key`, where it was built before.
    public synchronized Optional<ScratchDatabase> kept(String key) throws SQLException {
        byte[] hash = sha256(key);
        String name = templateName(hash);
        return server.holdsTemplate(name, Server.lockKey(name))
                ? Optional.of(new ScratchDatabase(server, name, true))
                : Optional.empty();
    }

    /// Keeps a database that nobody is connected to as the template under a key, unless there is
    /// one already. Returns at once; whether it works is for the next that asks to see.
    public void keep(Supplier<Optional<String>> key, ScratchDatabase database) {
        server.later(() -> {
            Optional<String> found = key.get();
            if (found.isPresent()) keepNow(sha256(found.get()), database);
        });
    }

    /// The server's lock does not hold between the threads of one session.
    private synchronized void keepNow(byte[] hash, ScratchDatabase database) throws SQLException {
        String name = templateName(hash);
        server.lock(Server.lockKey(name));
        try {
            if (!server.isTemplate(name)) server.keep(database, name);
        } finally {
            server.unlock(Server.lockKey(name));
        }
    }

    private String templateName(byte[] hash) {
        return server.templateName(HexFormat.of().formatHex(hash, 0, 16));
    }

    private ScratchDatabase kept(
            String key, @Nullable ScratchDatabase template, Consumer<Connection> build)
            throws SQLException {
        byte[] hash = sha256(key);
        String name = templateName(hash);
        while (!server.holdsTemplate(name, Server.lockKey(name)))
            buildOnce(name, Server.lockKey(name), template, build);
        return new ScratchDatabase(server, name, true);
    }

    private void buildOnce(
            String name, long lock, @Nullable ScratchDatabase template, Consumer<Connection> build)
            throws SQLException {
        server.lock(lock);
        try {
            if (server.isTemplate(name)) return;
            server.dropNow(name);
            try (ScratchDatabase database =
                    template == null ? server.create() : server.create(template.name())) {
                try (Connection connection = database.connectSimple()) {
                    build.accept(connection);
                }
                server.keep(database, name);
            }
        } finally {
            server.unlock(lock);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As [Loader#load]. On the machine's own server a missing role is made, since nothing but
    /// scratch stands there; on another one it is a problem that names it.
    public List<Problem> load(Connection connection, List<SqlStatement> statements)
            throws SQLException {
        return Loader.load(connection, statements, hold instanceof SharedServer);
    }

    @Override
    public void close() {
        readOnly.values().forEach(ScratchDatabase::close);
        readOnly.clear();
        server.close();
        try {
            hold.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
