package dev.sluice.rollout;

import java.sql.Connection;
import java.sql.SQLException;

/// Tells one database from every other, a restored copy on another cluster included:
/// `systemIdentifier` is the cluster's, `oid` and `name` the database's.
public record TargetIdentity(String systemIdentifier, long oid, String name) {
    private static final String IDENTITY =
            """
            SELECT (SELECT system_identifier::text FROM pg_catalog.pg_control_system()), oid, datname
            FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()\
            """;

    public static TargetIdentity read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(IDENTITY)) {
            row.next();
            return new TargetIdentity(row.getString(1), row.getLong(2), row.getString(3));
        }
    }

    @Override
    public String toString() {
        return name + " (oid " + oid + ", system " + systemIdentifier + ")";
    }
}
