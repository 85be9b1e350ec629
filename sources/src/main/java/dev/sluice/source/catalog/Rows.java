package dev.sluice.source.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One query's rows, and the one that is looked at.
final class Rows implements AutoCloseable {
    private final Statement statement;
    private final ResultSet results;

    private Rows(Statement statement, ResultSet results) {
        this.statement = statement;
        this.results = results;
    }

    interface Each {
        void row(Rows row) throws SQLException;
    }

    /// Namespace `n` is neither a system schema nor Sluice's own.
    private static final String USER_SCHEMA =
            """
            n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'sluice', 'sluice_archive')\
            """;

    private static final Pattern USER = Pattern.compile("\\{user ([\\w.]+)}");

    /// All rows of `sql`, in memory; `{user}` in it says that namespace `n` is a user's, `{user
    /// o.oid}` that this object is one in such a namespace: what initdb made has an oid below
    /// 16384, which an index can tell (FirstNormalObjectId, PostgreSQL's access/transam.h).
    static Rows of(Connection connection, String sql) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setFetchSize(0);
        return new Rows(statement, statement.executeQuery(expanded(sql)));
    }

    boolean next() throws SQLException {
        return results.next();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    private static String expanded(String sql) {
        return USER.matcher(sql)
                .replaceAll("$1 >= 16384 AND {user}")
                .replace("{user}", USER_SCHEMA);
    }

    /// A condition: the row of `catalog` is no member of an extension. What refers to extensions is
    /// little, and an index finds it.
    static String notMember(String catalog, String oid) {
        return """
        NOT EXISTS (SELECT FROM pg_depend m WHERE m.refclassid = 'pg_extension'::regclass
                    AND m.classid = '%s'::regclass AND m.objid = %s AND m.deptype = 'e')\
        """
                .formatted(catalog, oid);
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
