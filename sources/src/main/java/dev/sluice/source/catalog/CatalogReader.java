package dev.sluice.source.catalog;

import dev.sluice.schema.Catalog;
import java.sql.Connection;
import java.sql.SQLException;

/// Reads everything that a database declares, with a fixed number of queries in one snapshot.
public final class CatalogReader {
    private CatalogReader() {}

    /// The connection must have no transaction open; its settings are as before afterwards.
    public static Catalog read(Connection connection) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
