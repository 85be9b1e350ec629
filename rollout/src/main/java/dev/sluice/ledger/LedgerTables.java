package dev.sluice.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/// Makes the schema `sluice`, and knows whether it is there.
final class LedgerTables {
    /// Asks the catalog instead of `to_regclass`, which needs USAGE on the schema.
    private static final String PRESENT =
            """
            SELECT pg_catalog.count(*) FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE n.nspname OPERATOR(pg_catalog.=) 'sluice' AND c.relname OPERATOR(pg_catalog.=) ANY ('{applied,step,managed}'::pg_catalog.name[]) AND c.relkind OPERATOR(pg_catalog.=) 'r'\
            """;

    private LedgerTables() {}

    static boolean present(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(PRESENT)) {
            row.next();
            return row.getInt(1) == 3;
        }
    }

    /// One transaction of its own or none: the script is one simple query.
    static void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("BEGIN");
            try {
                statement.execute(script());
                statement.execute("COMMIT");
            } catch (SQLException e) {
                rollback(connection, e);
                throw e;
            }
        }
    }

    private static void rollback(Connection connection, SQLException cause) {
        try (var statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static String script() {
        try (InputStream in = LedgerTables.class.getResourceAsStream("ledger.sql")) {
            if (in == null) throw new IllegalStateException("ledger.sql is missing from the jar");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
