package dev.sluice.postgres;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;

/// A PostgreSQL server of our own, on loopback, which lives as long as this object or this JVM.
///
/// It may be closed more than once. A killed JVM takes its server along.
public final class EmbeddedPostgres implements AutoCloseable {
    static final String USER = "postgres";

    private final Postmaster postmaster;
    private final String password;
    private final Runnable afterStop;
    private boolean closed;

    private EmbeddedPostgres(Postmaster postmaster, String password, Runnable afterStop) {
        this.postmaster = postmaster;
        this.password = password;
        this.afterStop = afterStop;
    }

    /// A throw-away server: fast, unsafe, with an empty cluster of its own that goes when it
    /// closes. Its login is no superuser and can't become one, so that SQL which others wrote
    /// reaches no file, program or network of this machine.
    ///
    /// @param cache keeps unpacked programs and a prepared cluster; several processes may share it
    /// @throws PostgresUnavailableException when this major isn't packed or the server doesn't
    ///   start
    public static EmbeddedPostgres scratch(int major, Path cache) {
        return throwAway(major, cache, Login.GUEST);
    }

    /// The same with a superuser's login: only for SQL of one's own.
    public static EmbeddedPostgres scratchWithSuperuser(int major, Path cache) {
        return throwAway(major, cache, Login.SUPERUSER);
    }

    private static EmbeddedPostgres throwAway(int major, Path cache, Login login) {
        try {
            Unprivileged.reachable(
                    cache.toAbsolutePath().normalize().resolve("postgres"), "SLUICE_CACHE");
            Binaries binaries = Binaries.of(major, cache.toAbsolutePath());
            Cluster template = Cluster.template(binaries, cache.toAbsolutePath(), login);
            Workplace workplace = Workplace.open(cache.toAbsolutePath());
            try {
                Postmaster postmaster =
                        Postmaster.startCopy(
                                binaries,
                                Profile.SCRATCH,
                                template.data(),
                                workplace.data(),
                                workplace.log());
                return new EmbeddedPostgres(postmaster, template.password(), workplace::close);
            } catch (IOException | RuntimeException e) {
                workplace.close();
                throw e;
            }
        } catch (IOException e) {
            throw unavailable(major, e);
        }
    }

    /// A server whose data lasts. The folder is made on first use with this password; later starts
    /// need the same one.
    ///
    /// @throws PostgresUnavailableException also when the data belongs to another major, or another
    ///   server still runs on it
    public static EmbeddedPostgres durable(int major, Path data, String password) {
        try {
            Path folder = data.toAbsolutePath().normalize();
            Unprivileged.reachable(folder, "--data DIR (or SLUICE_DATA)");
            Unprivileged.reachable(Dirs.cache().resolve("postgres"), "SLUICE_CACHE");
            Binaries binaries = Binaries.of(major, Dirs.cache());
            Cluster cluster = Cluster.durable(binaries, folder, password);
            Postmaster postmaster =
                    Postmaster.start(
                            binaries,
                            Profile.DURABLE,
                            cluster.data(),
                            folder.resolveSibling(folder.getFileName() + ".log"));
            return new EmbeddedPostgres(postmaster, password, () -> {});
        } catch (IOException e) {
            throw unavailable(major, e);
        }
    }

    /// The majors that are packed here, lowest first.
    public static Collection<Integer> majors() {
        return Binaries.majors();
    }

    /// A JDBC URL with user and password in it: a secret, never to be logged.
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:"
                + port()
                + "/"
                + encoded(database)
                + "?user="
                + USER
                + "&password="
                + encoded(password);
    }

    public int port() {
        return postmaster.port();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            postmaster.close();
            afterStop.run();
        }
    }

    @Override
    public String toString() {
        return "embedded PostgreSQL on port " + port();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static PostgresUnavailableException unavailable(int major, IOException cause) {
        return new PostgresUnavailableException(
                "The embedded PostgreSQL "
                        + major
                        + " could not be prepared: "
                        + cause.getMessage()
                        + ". Check the free space and the rights there, or name a server with --scratch URL.",
                cause);
    }
}
