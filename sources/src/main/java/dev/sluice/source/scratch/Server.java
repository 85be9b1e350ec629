package dev.sluice.source.scratch;

import dev.sluice.schema.Identifier;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// One session on a scratch server's own database, which makes and drops the others.
///
/// A scratch database's name holds the number of the session that made it, and the session holds an
/// advisory lock on that number: whoever can take the lock knows that the maker is gone.
final class Server implements AutoCloseable {
    private static final String PREFIX = "sluice_s";
    private static final String TEMPLATE_PREFIX = "sluice_t";
    private static final int TEMPLATES_KEPT = 60;

    private static final String HAS_GROWN =
            """
            SELECT now.pages > 100 AND now.pages > 2 * c.relpages FROM pg_catalog.pg_class c,
                LATERAL (SELECT pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::int AS pages) now
            WHERE c.oid = 'pg_catalog.pg_attribute'::regclass\
            """;

    private final ServerUrl url;
    private final Connection connection;
    private final long session = ThreadLocalRandom.current().nextLong(1L << 44, 1L << 47);
    private final AtomicInteger made = new AtomicInteger();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final int major;
    private final String user;
    private final boolean superuser;

    /// On a platform's thread: at its end the JVM would wait a third of a second for the thread
    /// that polls sockets for virtual ones.
    private final ExecutorService drops =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("drop").factory());

    private Server(ServerUrl url, Connection connection) throws SQLException {
        this.url = url;
        this.connection = connection;
        this.major = connection.getMetaData().getDatabaseMajorVersion();
        this.user = connection.getMetaData().getUserName();
        this.superuser =
                "on"
                        .equals(
                                connection
                                        .unwrap(PGConnection.class)
                                        .getParameterStatus("is_superuser"));
    }

    /// Takes the connection over.
    static Server of(ServerUrl url, Connection connection) throws SQLException {
        try {
            var server = new Server(url, connection);
            server.lock(server.session);
            server.dropOrphans();
            return server;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    int major() {
        return major;
    }

    String user() {
        return user;
    }

    boolean isSuperuser() {
        return superuser;
    }

    String url(String database) {
        return url.of(database);
    }

    ScratchDatabase create() throws SQLException {
        return create("template0");
    }

    ScratchDatabase create(String template) throws SQLException {
        String name = PREFIX + Long.toHexString(session) + "_" + made.incrementAndGet();
        if (!template.equals("template0")) awaitNobodyIn(template);
        execute(
                "CREATE DATABASE "
                        + Identifier.of(name).quoted()
                        + " TEMPLATE "
                        + Identifier.of(template).quoted()
                        + (major >= 15 ? " STRATEGY file_copy" : ""));
        return new ScratchDatabase(this, name, false);
    }

    /// CREATE DATABASE looks ten times a second whether its template is free; a session that was
    /// just closed needs a millisecond.
    private void awaitNobodyIn(String template) throws SQLException {
        for (int i = 0; i < 50; i++) {
            if (count("SELECT count(*) FROM pg_stat_activity WHERE datname = ?", template) == 0)
                return;
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Returns at once: dropping takes longer than making, and nobody waits for it. Closing this
    /// does.
    void drop(String name) {
        drops.execute(() -> dropNow(name));
    }

    /// In the order in which it was asked for, before what is dropped later.
    void later(Work work) {
        drops.execute(() -> {
            try {
                work.run();
            } catch (SQLException _) {
                // it was only a saving
            }
        });
    }

    interface Work {
        void run() throws SQLException;
    }

    void dropNow(String name) {
        try (var own = DriverManager.getConnection(url.jdbc());
                var statement = own.createStatement()) {
            statement.execute(
                    "DROP DATABASE IF EXISTS " + Identifier.of(name).quoted() + " WITH (FORCE)");
        } catch (SQLException _) {
            // the server is gone, or the next one that opens it drops what is left
        }
    }

    String templateName(String hash) {
        return TEMPLATE_PREFIX + "_" + hash;
    }

    boolean isTemplate(String name) throws SQLException {
        return count("SELECT count(*) FROM pg_database WHERE datistemplate AND datname = ?", name)
                > 0;
    }

    /// Whether the template stands; then nobody drops it before this session ends. `key` is the
    /// lock under which it is built.
    boolean holdsTemplate(String name, long key) throws SQLException {
        if (held.contains(name)) return true;
        if (!isTemplate(name)) return false;
        count("SELECT 1 FROM (SELECT pg_advisory_lock_shared(?::int8)) l", Long.toString(key));
        if (isTemplate(name)) {
            held.add(name);
            return true;
        }
        count("SELECT 1 FROM (SELECT pg_advisory_unlock_shared(?::int8)) l", Long.toString(key));
        return false;
    }

    /// The database becomes a template that nobody can connect to.
    void keep(ScratchDatabase database, String name) throws SQLException {
        analyze(database);
        awaitNobodyIn(database.name());
        String quoted = Identifier.of(name).quoted();
        execute(
                "ALTER DATABASE "
                        + Identifier.of(database.name()).quoted()
                        + " RENAME TO "
                        + quoted);
        execute("ALTER DATABASE " + quoted + " ALLOW_CONNECTIONS false IS_TEMPLATE true");
        dropOldTemplates();
    }

    /// A database of thousands of objects made in one go has the statistics of an empty one, and
    /// its catalog is read by the wrong plans; its copies inherit better ones.
    private static void analyze(ScratchDatabase database) {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            boolean hasGrown;
            try (var row = statement.executeQuery(HAS_GROWN)) {
                hasGrown = row.next() && row.getBoolean(1);
            }
            if (hasGrown)
                statement.execute(
                        "ANALYZE pg_class, pg_attribute, pg_attrdef, pg_constraint, pg_index, pg_depend, pg_type, pg_sequence");
        } catch (SQLException _) {
            // it is only slower
        }
    }

    void dropTemplate(String name) throws SQLException {
        String quoted = Identifier.of(name).quoted();
        execute("ALTER DATABASE " + quoted + " IS_TEMPLATE false");
        execute("DROP DATABASE IF EXISTS " + quoted);
    }

    void lock(long key) throws SQLException {
        count("SELECT 1 FROM (SELECT pg_advisory_lock(?::int8)) l", Long.toString(key));
    }

    void unlock(long key) throws SQLException {
        count("SELECT 1 FROM (SELECT pg_advisory_unlock(?::int8)) l", Long.toString(key));
    }

    private void dropOldTemplates() throws SQLException {
        List<String> templates =
                names(
                        "SELECT datname FROM pg_database WHERE datname LIKE '"
                                + TEMPLATE_PREFIX
                                + "\\_%' ORDER BY oid::int8");
        for (String name : templates.subList(0, Math.max(0, templates.size() - TEMPLATES_KEPT)))
            if (!held.contains(name)) dropUnused(name);
    }

    private void dropUnused(String name) throws SQLException {
        String key = Long.toString(lockKey(name));
        if (count("SELECT CASE WHEN pg_try_advisory_lock(?::int8) THEN 1 ELSE 0 END", key) == 0)
            return;
        try {
            dropTemplate(name);
        } catch (SQLException _) {
            // somebody is copying it
        } finally {
            unlock(Long.parseLong(key));
        }
    }

    /// The lock under which a template is built and held: the beginning of its hash, which is its
    /// name.
    static long lockKey(String name) {
        String hash = name.substring(TEMPLATE_PREFIX.length() + 1);
        return Long.parseUnsignedLong(hash.substring(0, 16), 16) | Long.MIN_VALUE;
    }

    private void dropOrphans() throws SQLException {
        for (String name :
                names(
                        "SELECT datname FROM pg_database WHERE datname ~ '^"
                                + PREFIX
                                + "[0-9a-f]+_'")) {
            Long owner = owner(name);
            if (owner == null || owner == session) continue;
            if (count(
                            "SELECT CASE WHEN pg_try_advisory_lock(?::int8) THEN 1 ELSE 0 END",
                            Long.toString(owner))
                    == 0) continue;
            dropNow(name);
            unlock(owner);
        }
    }

    private static @Nullable Long owner(String name) {
        try {
            return Long.parseLong(
                    name.substring(PREFIX.length(), name.indexOf('_', PREFIX.length())), 16);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private synchronized void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private synchronized long count(String sql, String value) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private synchronized List<String> names(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var names = new ArrayList<String>();
            while (rows.next()) names.add(rows.getString(1));
            return names;
        }
    }

    @Override
    public void close() {
        drops.close();
        try {
            connection.close();
        } catch (SQLException _) {
            // it was gone already
        }
    }
}
