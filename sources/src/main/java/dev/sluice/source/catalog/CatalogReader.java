package dev.sluice.source.catalog;

import dev.sluice.schema.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/// Reads everything that a database declares, with a fixed number of queries in one snapshot.
public final class CatalogReader {
    private CatalogReader() {}

    /// What printing depends on, pinned: two readers of one schema see one text.
    private static final String PIN =
            """
            SET LOCAL search_path = pg_catalog; SET LOCAL standard_conforming_strings = on;
            SET LOCAL quote_all_identifiers = off; SET LOCAL DateStyle = 'ISO, YMD';
            SET LOCAL IntervalStyle = postgres; SET LOCAL TimeZone = 'UTC';
            SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = hex;
            SET LOCAL xmlbinary = base64; SET LOCAL lc_monetary = 'C'; SET LOCAL jit = off;
            SET LOCAL statement_timeout = 0; SET LOCAL escape_string_warning = off;
            SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL join_collapse_limit = 1\
            """;

    /// Outside a transaction it reads in one of its own (REPEATABLE READ, READ ONLY); inside one it
    /// sees what that transaction did, and leaves it and its settings as they were.
    public static Catalog read(Connection connection) throws SQLException {
        var state = connection.unwrap(BaseConnection.class).getTransactionState();
        return state == TransactionState.IDLE ? readAlone(connection) : readInside(connection);
    }

    private static Catalog readAlone(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            run(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            run(connection, PIN);
            return Reading.of(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    private static Catalog readInside(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            run(connection, PIN);
            return Reading.of(connection);
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
