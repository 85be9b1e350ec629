package dev.sluice.bench.locks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A statement as it ran: the strongest lock that it took on each table that stood before it, who
/// had to wait for the table while rows were read or written, and of each partition what it is, in
/// the end, a partition of.
public record Measured(
        Map<String, String> modes, Map<String, Waiting> waiting, Map<String, String> roots) {
    private static final String TABLES =
            """
            SELECT c.oid::int8, n.nspname || '.' || c.relname, coalesce(pg_relation_filenode(c.oid), 0)::int8,
                   coalesce(pg_partition_root(c.oid), c.oid)::int8, coalesce(s.seq_scan, 0)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_stat_xact_all_tables s ON s.relid = c.oid
            WHERE c.relkind IN ('r', 'p', 'm') AND c.oid >= 16384
            """;

    private static final String LOCKS =
            """
            SELECT relation::int8, mode FROM pg_locks
            WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted
            """;

    private static final Map<String, Integer> STRENGTH =
            Map.of(
                    "AccessShareLock", 1,
                    "RowShareLock", 2,
                    "RowExclusiveLock", 3,
                    "ShareUpdateExclusiveLock", 4,
                    "ShareLock", 5,
                    "ShareRowExclusiveLock", 6,
                    "ExclusiveLock", 7,
                    "AccessExclusiveLock", 8);

    private record Table(String name, long file, long root, long scans) {}

    /// The tables that stand, by their oids.
    public static Set<Long> standing(Connection connection) throws SQLException {
        return Set.copyOf(tables(connection).keySet());
    }

    /// In a transaction that holds no lock yet on what the statement takes; of the tables that are
    /// `standing`.
    public static Measured of(Connection connection, String sql, Set<Long> standing)
            throws SQLException {
        Map<Long, Table> before = tables(connection);
        before.keySet().retainAll(standing);
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
        Map<Long, String> locks = locks(connection);
        return new Taken(before, tables(connection), locks).judged();
    }

    private static Map<Long, Table> tables(Connection connection) throws SQLException {
        var tables = new HashMap<Long, Table>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(TABLES)) {
            while (rows.next())
                tables.put(
                        rows.getLong(1),
                        new Table(
                                rows.getString(2),
                                rows.getLong(3),
                                rows.getLong(4),
                                rows.getLong(5)));
        }
        return tables;
    }

    /// The strongest of each relation.
    private static Map<Long, String> locks(Connection connection) throws SQLException {
        var locks = new HashMap<Long, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(LOCKS)) {
            while (rows.next()) {
                String mode = rows.getString(2);
                locks.merge(rows.getLong(1), mode, (a, b) -> strength(a) > strength(b) ? a : b);
            }
        }
        return locks;
    }

    static int strength(String mode) {
        return STRENGTH.getOrDefault(mode, 0);
    }

    private record Taken(Map<Long, Table> before, Map<Long, Table> after, Map<Long, String> locks) {
        Measured judged() {
            var modes = new TreeMap<String, String>();
            var waiting = new TreeMap<String, Waiting>();
            var roots = new TreeMap<String, String>();
            Set<Long> rewritten = rewritten();
            boolean isLong = !rewritten.isEmpty() || isReading();
            before.forEach((oid, table) -> {
                String mode = locks.getOrDefault(oid, "");
                Table root = before.get(table.root());
                if (root != null) roots.put(table.name(), root.name());
                if (!mode.isEmpty()) modes.put(table.name(), mode);
                Waiting who =
                        rewritten.contains(oid)
                                ? Waiting.EVERYTHING_FOR_A_REWRITE
                                : isLong ? waiting(STRENGTH.getOrDefault(mode, 0)) : Waiting.NOBODY;
                if (who != Waiting.NOBODY) waiting.put(table.name(), who);
            });
            return new Measured(modes, waiting, roots);
        }

        private static Waiting waiting(int held) {
            if (held < strength("ShareLock")) return Waiting.NOBODY;
            return held < strength("ExclusiveLock") ? Waiting.WRITES : Waiting.EVERYTHING;
        }

        /// With what they are partitions of.
        private Set<Long> rewritten() {
            var found = new HashSet<Long>();
            before.forEach((oid, was) -> {
                Table is = after.get(oid);
                if (is != null && was.file() != is.file()) {
                    found.add(oid);
                    found.add(was.root());
                }
            });
            return found;
        }

        private boolean isReading() {
            return before.entrySet().stream()
                    .anyMatch(e -> {
                        Table is = after.get(e.getKey());
                        return is != null && is.scans() > e.getValue().scans();
                    });
        }
    }
}
