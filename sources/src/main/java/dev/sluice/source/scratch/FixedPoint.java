package dev.sluice.source.scratch;

import dev.sluice.schema.Catalog;
import java.sql.SQLException;

/// PostgreSQL's printing is not a fixed point: a catalog that is rendered, loaded and read back may
/// print otherwise, and the same from then on.
public final class FixedPoint {
    private FixedPoint() {}

    public static Catalog settle(Catalog catalog, Scratch scratch) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
