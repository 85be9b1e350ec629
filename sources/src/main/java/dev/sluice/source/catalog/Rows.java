package dev.sluice.source.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One query's rows.
final class Rows {
    private final ResultSet results;

    private Rows(ResultSet results) {
        this.results = results;
    }

    interface Each {
        void row(Rows row) throws SQLException;
    }

    /// The names of system schemas and of Sluice's own; a query says where they go by `{user}`.
    private static final String USER_SCHEMA =
            """
            n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'sluice', 'sluice_archive')\
            """;

    /// Runs `sql`; `{user}` in it says that namespace `n` is a user's, `{member X oid}` … see
    /// [#notMember].
    static void each(Connection connection, String sql, Each each) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(0);
            try (ResultSet results = statement.executeQuery(sql.replace("{user}", USER_SCHEMA))) {
                var row = new Rows(results);
                while (results.next()) each.row(row);
            }
        }
    }

    /// A condition: the row of `catalog` is no member of an extension.
    static String notMember(String catalog, String oid) {
        return """
        NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = '%s'::regclass
                    AND m.objid = %s AND m.deptype = 'e')\
        """
                .formatted(catalog, oid);
    }

    /// Columns that say whether an object in namespace `n` belongs to neither the database's nor
    /// the schema's owner, and whether it has grants.
    static String owned(String owner, String grants) {
        return " "
                + """
                %1$s <> n.nspowner AND %1$s <> (SELECT datdba FROM pg_database WHERE datname = current_database())
                    AS foreign_owner,
                %2$s AS granted,
                """
                        .formatted(owner, grants);
    }

    /// A join that gives `d.description` of an object of `catalog`.
    static String comment(String catalog, String oid, String subId) {
        return """
        LEFT JOIN pg_description d ON d.classoid = '%s'::regclass
                  AND d.objoid = %s AND d.objsubid = %s\
        """
                .formatted(catalog, oid, subId);
    }

    String text(String column) throws SQLException {
        String value = results.getString(column);
        if (value == null) throw new SQLException("the catalog's " + column + " is null");
        return value;
    }

    @Nullable String textOrNull(String column) throws SQLException {
        return results.getString(column);
    }

    boolean flag(String column) throws SQLException {
        return results.getBoolean(column);
    }

    long number(String column) throws SQLException {
        return results.getLong(column);
    }

    int integer(String column) throws SQLException {
        return results.getInt(column);
    }

    @Nullable Integer integerOrNull(String column) throws SQLException {
        int value = results.getInt(column);
        return results.wasNull() ? null : value;
    }

    /// Empty for NULL.
    List<String> texts(String column) throws SQLException {
        var array = results.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }
}
