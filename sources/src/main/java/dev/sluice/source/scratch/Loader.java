package dev.sluice.source.scratch;

import dev.sluice.source.Problem;
import dev.sluice.source.parse.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Loads statements in any order that works (DESIGN "Loading").
public final class Loader {
    private Loader() {}

    /// Empty when everything stands; else what the first statements that could not be run say, and
    /// nothing is committed.
    public static List<Problem> load(Connection connection, List<SqlStatement> statements)
            throws SQLException {
        throw new UnsupportedOperationException();
    }
}
