package dev.sluice.ledger;

import dev.sluice.schema.Literal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Drizzle's own record, `__drizzle_migrations`, kept in step with the ledger so that drizzle-orm's
/// migrator finds nothing to do.
public final class DrizzleRows {
    private DrizzleRows() {}

    /// The hashes that stand there, in order; empty where the table is missing.
    public static List<String> read(Connection connection, DrizzleTable table) throws SQLException {
        return rows(connection, table).stream().map(DrizzleRow::hash).toList();
    }

    /// In order; empty where the table is missing.
    public static List<DrizzleRow> rows(Connection connection, DrizzleTable table)
            throws SQLException {
        if (!present(connection, table)) return List.of();
        List<DrizzleRow> rows = new ArrayList<>();
        try (var query = connection.createStatement();
                ResultSet row =
                        query.executeQuery(
                                "SELECT hash, created_at FROM "
                                        + table.name().quoted()
                                        + " ORDER BY created_at, id")) {
            while (row.next()) rows.add(new DrizzleRow(row.getString(1), row.getLong(2)));
        }
        return rows;
    }

    /// Makes the table just as drizzle-orm's migrator does. Only under the fence.
    public static void prepare(Connection connection, DrizzleTable table) throws SQLException {
        if (present(connection, table)) return;
        try (var statement = connection.createStatement()) {
            // IF NOT EXISTS asks for the right to create a schema even where it stands
            if (!schemaPresent(connection, table))
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + table.name().schema().quoted());
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS "
                            + table.name().quoted()
                            + " (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)");
        }
    }

    /// In the caller's transaction; a row that is there already stays the only one.
    public static void write(Connection connection, DrizzleTable table, DrizzleMark mark)
            throws SQLException {
        if (read(connection, table).stream().anyMatch(mark::matches)) return;
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO "
                                + table.name().quoted()
                                + " (hash, created_at) VALUES (?, ?)")) {
            insert.setString(1, mark.hash());
            insert.setLong(2, mark.when());
            insert.executeUpdate();
        }
    }

    /// In the caller's transaction.
    public static void delete(Connection connection, DrizzleTable table, DrizzleMark mark)
            throws SQLException {
        if (!present(connection, table)) return;
        List<String> hashes = new ArrayList<>(mark.otherHashes());
        hashes.add(mark.hash());
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM " + table.name().quoted() + " WHERE hash = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("text", hashes.toArray()));
            delete.executeUpdate();
        }
    }

    private static boolean present(Connection connection, DrizzleTable table) throws SQLException {
        return exists(
                connection,
                "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
                        + Literal.quoted(table.name().schema().text())
                        + " AND c.relname = "
                        + Literal.quoted(table.name().name().text())
                        + " AND c.relkind IN ('r', 'p')");
    }

    private static boolean schemaPresent(Connection connection, DrizzleTable table)
            throws SQLException {
        return exists(
                connection,
                "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = "
                        + Literal.quoted(table.name().schema().text()));
    }

    private static boolean exists(Connection connection, String sql) throws SQLException {
        try (var query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            return row.next();
        }
    }
}
