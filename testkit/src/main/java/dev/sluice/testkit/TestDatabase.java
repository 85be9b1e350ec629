package dev.sluice.testkit;

import dev.sluice.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// One database of one test; closing it drops it, whoever is still connected.
public final class TestDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final String name;

    private TestDatabase(EmbeddedPostgres server, String name) {
        this.server = server;
        this.name = name;
    }

    static TestDatabase create(EmbeddedPostgres server, int major, String name) {
        // copying files is the fastest way where nothing is flushed; 14 knows no other
        administer(server, "create database " + name + (major > 14 ? " strategy file_copy" : ""));
        return new TestDatabase(server, name);
    }

    public String name() {
        return name;
    }

    /// A JDBC URL with user and password in it.
    public String url() {
        return server.url(name);
    }

    public int port() {
        return server.port();
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /// Runs each text as it stands; one text may hold several statements.
    public TestDatabase execute(String... sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String text : sql) {
                statement.execute(text);
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        administer(server, "drop database if exists " + name + " with (force)");
    }

    private static void administer(EmbeddedPostgres server, String sql) {
        try (Connection connection = DriverManager.getConnection(server.url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
