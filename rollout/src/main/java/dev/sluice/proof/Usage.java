package dev.sluice.proof;

import dev.sluice.schema.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The tables as a transaction finds them: where their rows lie, and how often they were read from
/// end to end. Held against the end of the transaction it tells which were locked, read through,
/// written anew, written to. An empty table tells it as well as a full one.
record Usage(Map<Long, Before> tables) {
    private static final String TABLES =
            """
            SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_relation_filenode(c.oid), pg_catalog.pg_stat_get_xact_numscans(c.oid)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'sluice')\
            """;
    private static final String END =
            """
            SELECT relation, pg_catalog.bool_or(mode = 'RowExclusiveLock'),
                pg_catalog.bool_or(mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')),
                pg_catalog.bool_or(mode = 'AccessExclusiveLock'),
                pg_catalog.pg_relation_filenode(relation), pg_catalog.pg_stat_get_xact_numscans(relation),
                pg_catalog.bool_or(mode NOT IN ('AccessShareLock', 'RowShareLock'))
            FROM pg_catalog.pg_locks WHERE pid = pg_catalog.pg_backend_pid() AND locktype = 'relation' AND granted
            AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            GROUP BY relation\
            """;

    record Before(QualifiedName name, long place, long scans) {}

    /// `touched`: numbers of all tables whose rows the transaction could change. Whoever writes,
    /// rewrites or empties a table holds more than ROW SHARE on it until the end (PostgreSQL
    /// manual, 13.3.1 Table-Level Locks).
    record Seen(Set<QualifiedName> written, List<Blocked> blocked, Set<Long> touched) {}

    /// Begins the transaction.
    static Usage begin(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement()) {
            query.execute("BEGIN;" + TABLES);
            query.getMoreResults();
            try (ResultSet row = query.getResultSet()) {
                return of(row);
            }
        }
    }

    /// In the transaction, before its next statement.
    static Usage now(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(TABLES)) {
            return of(row);
        }
    }

    private static Usage of(ResultSet row) throws SQLException {
        Map<Long, Before> tables = new HashMap<>();
        while (row.next())
            tables.put(
                    row.getLong(1),
                    new Before(
                            QualifiedName.of(row.getString(2), row.getString(3)),
                            row.getLong(4),
                            row.getLong(5)));
        return new Usage(tables);
    }

    /// Only the tables that an earlier one found, under the names that they had then.
    Usage of(Usage earlier) {
        Map<Long, Before> stood = new HashMap<>();
        tables.forEach((number, now) -> {
            Before then = earlier.tables.get(number);
            if (then != null) stood.put(number, new Before(then.name(), now.place(), now.scans()));
        });
        return new Usage(stood);
    }

    /// In the transaction, before its end, or behind one statement of it.
    Seen seen(Connection connection) throws SQLException {
        Set<QualifiedName> written = new TreeSet<>();
        Set<Long> touched = new HashSet<>();
        Set<Blocked> blocked = new TreeSet<>(Comparator.comparing(Blocked::table));
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(END)) {
            while (row.next()) {
                if (row.getBoolean(7)) touched.add(row.getLong(1));
                Before before = tables.get(row.getLong(1));
                if (before == null) continue;
                if (row.getBoolean(2)) written.add(before.name());
                boolean read = row.getLong(6) > before.scans();
                boolean gone = row.getObject(5) == null && before.place() != 0;
                if (read && row.getBoolean(3) && !gone)
                    blocked.add(
                            new Blocked(
                                    before.name(),
                                    row.getBoolean(4),
                                    row.getLong(5) != before.place()));
            }
        }
        return new Seen(written, List.copyOf(blocked), touched);
    }
}
