package dev.sluice.source.scratch;

import java.sql.Connection;
import java.sql.SQLException;

/// A throw-away database; dropped when closed, with whatever is still connected to it.
public final class ScratchDatabase implements AutoCloseable {
    private ScratchDatabase() {}

    public String name() {
        throw new UnsupportedOperationException();
    }

    /// JDBC URL with user and password.
    public String url() {
        throw new UnsupportedOperationException();
    }

    public Connection connect() throws SQLException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
