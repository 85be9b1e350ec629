package dev.sluice.rollout;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// The one session of a run: it holds the fence and runs the SQL. Statements go over the simple
/// protocol, so that the server alone decides where one ends.
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Target target;
    private final String applicationName;
    private int backend;

    private Session(Connection connection, Target target, String applicationName) {
        this.connection = connection;
        this.target = target;
        this.applicationName = applicationName;
    }

    static Session open(Target target, RunContext context) throws Refusal {
        Connection connection = connect(target);
        Session session = new Session(connection, target, context.applicationName());
        try {
            session.refusePooler();
            session.refuseOtherDatabase();
            session.configure();
            return session;
        } catch (SQLException e) {
            session.close();
            throw new Refusal(
                    Gate.UNREACHABLE,
                    "The session on " + target + " could not be set up: " + SqlErrors.words(e));
        } catch (Refusal e) {
            session.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    /// The process that serves this session, in its own words: what the driver was told may be a
    /// pooler's number.
    int backend() {
        return backend;
    }

    /// Another session on the same database, to look at this one from outside.
    static Connection beside(Target target) throws SQLException {
        Properties properties = properties();
        properties.setProperty("ApplicationName", "sluice/who keeps it waiting");
        return DriverManager.getConnection(ConnectionText.jdbc(target.url()), properties);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "14");
        return properties;
    }

    private static Connection connect(Target target) throws Refusal {
        Properties properties = properties();
        try {
            return DriverManager.getConnection(ConnectionText.jdbc(target.url()), properties);
        } catch (SQLException e) {
            throw new Refusal(
                    Gate.UNREACHABLE,
                    "No connection to "
                            + ConnectionText.withoutSecrets(target.url())
                            + ": "
                            + connectWords(e)
                            + " Nothing was run. Check host, port, user and password.");
        }
    }

    /// DriverManager's own message would print the URL with its password.
    private static String connectWords(SQLException e) {
        return String.valueOf(e.getMessage()).startsWith("No suitable driver")
                ? "this is no PostgreSQL URL."
                : SqlErrors.words(e);
    }

    /// A pooler in transaction mode would hand the fence to one backend and the SQL to another.
    private void refusePooler() throws SQLException, Refusal {
        execute("SET application_name = 'sluice/pooler check'");
        String first = pidAndName();
        String second = pidAndName();
        if (!first.equals(second) || !first.endsWith("/pooler check"))
            throw new Refusal(
                    Gate.POOLER,
                    target
                            + " answers from changing backends: a connection pooler stands in between. Nothing was run."
                            + " Give the direct address of the database.");
        backend = Integer.parseInt(first.substring(0, first.indexOf(' ')));
    }

    private String pidAndName() throws SQLException {
        return text(
                "SELECT pg_catalog.concat(pg_catalog.pg_backend_pid(), ' ', pg_catalog.current_setting('application_name'))");
    }

    private void refuseOtherDatabase() throws SQLException, Refusal {
        if (text("SELECT pg_catalog.pg_is_in_recovery()").equals("t"))
            throw new Refusal(
                    Gate.RECOVERY_MODE,
                    target
                            + " is a replica or still recovering. Nothing was run. Give the primary's address.");
        if (target.identity() == null) return;
        TargetIdentity found = TargetIdentity.read(connection);
        if (!found.equals(target.identity()))
            throw new Refusal(
                    Gate.IDENTITY,
                    "This is not the database that was registered: found "
                            + found
                            + ", expected "
                            + target.identity()
                            + ". Nothing was run. Check the URL, or register the database anew.");
    }

    /// Everything a migration could have changed, set anew before each.
    void configure() throws SQLException {
        execute("RESET SESSION AUTHORIZATION; RESET ALL");
        set(settings());
        if (!setting("session_replication_role").equals("origin"))
            set(Map.of("session_replication_role", "origin"));
        try {
            set(Map.of("client_connection_check_interval", "2s"));
        } catch (SQLException _) {
            // not on every platform; without it an orphan only lives longer
        }
        if (target.role() != null) set(Map.of("role", target.role()));
    }

    private Map<String, String> settings() {
        Limits limits = target.limits();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("application_name", applicationName);
        settings.put("synchronous_commit", "on");
        settings.put("search_path", target.searchPath());
        settings.put("lock_timeout", millis(limits.lock()));
        settings.put("statement_timeout", millis(limits.statement()));
        settings.put("idle_in_transaction_session_timeout", millis(limits.idleInTransaction()));
        return settings;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    private void set(Map<String, String> wanted) throws SQLException {
        String all =
                String.join(
                        ", ",
                        Collections.nCopies(wanted.size(), "pg_catalog.set_config(?, ?, false)"));
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + all)) {
            int at = 1;
            for (var one : wanted.entrySet()) {
                statement.setString(at++, one.getKey());
                statement.setString(at++, one.getValue());
            }
            statement.execute();
        }
    }

    private String setting(String name) throws SQLException {
        return text("SELECT pg_catalog.current_setting('" + name + "')");
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    String text(String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            String value = row.getString(1);
            return value == null ? "" : value;
        }
    }

    /// From here on the driver must not begin or commit anything by itself: it is told that it may
    /// not, and asked for nothing.
    void begin() throws SQLException {
        execute("BEGIN");
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /// Ends a transaction that failed, where there is one; a session that is gone has ended it
    /// already.
    void rollback() {
        try {
            if (connection.getAutoCommit()) return;
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException _) {
            close();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // the server notices a dead client by itself
        }
    }
}
