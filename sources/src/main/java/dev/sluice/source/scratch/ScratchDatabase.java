package dev.sluice.source.scratch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// A throw-away database; dropped when closed, with whoever is still connected to it.
public final class ScratchDatabase implements AutoCloseable {
    private final Server server;
    private final String name;
    private final boolean kept;

    ScratchDatabase(Server server, String name, boolean kept) {
        this.server = server;
        this.name = name;
        this.kept = kept;
    }

    public String name() {
        return name;
    }

    /// JDBC URL with user and password in it.
    public String url() {
        return server.url(name);
    }

    /// @throws SQLException for a kept template: it can only be copied
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /// Over the simple protocol: the server alone decides where a statement ends, and many
    /// statements are one round trip.
    ///
    /// @throws SQLException for a kept template: it can only be copied
    public Connection connectSimple() throws SQLException {
        var properties = new Properties();
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(url(), properties);
    }

    @Override
    public void close() {
        if (!kept) server.drop(name);
    }

    @Override
    public String toString() {
        return "scratch database " + name;
    }
}
