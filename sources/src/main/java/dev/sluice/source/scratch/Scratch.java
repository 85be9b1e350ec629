package dev.sluice.source.scratch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A server for throw-away databases: the machine's own long-lived one, or one that `--scratch`
/// names.
public final class Scratch implements AutoCloseable {
    private Scratch() {}

    public static Scratch open(int major) {
        return open(major, null);
    }

    /// `url`: a JDBC or postgresql:// URL of a server on which databases may be created.
    public static Scratch open(int major, @Nullable String url) {
        throw new UnsupportedOperationException();
    }

    public int major() {
        throw new UnsupportedOperationException();
    }

    /// An empty database, dropped when closed.
    public ScratchDatabase database() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /// A copy; nobody may be connected to the template.
    public ScratchDatabase database(ScratchDatabase template) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /// A template kept on the server under `key`, built at most once however many processes ask;
    /// use it as a template only. Closing it drops nothing.
    public ScratchDatabase cached(String key, Consumer<Connection> build) throws SQLException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
