package dev.sluice.coverage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Which columns questions read and which functions they call, as PostgreSQL itself resolves their
/// names: each is made a view, and the tree of the view's rule says for each relation which of its
/// columns need a right to be read (pg_depend keeps no row for a system catalog).
final class Resolved {
    /// The lowest number that a column can have, FirstLowInvalidHeapAttributeNumber of
    /// access/sysattr.h: bit 0 of such a set.
    private static final int FIRST = -7;

    private static final Pattern RELATION =
            Pattern.compile(
                    "\\{RTEPERMISSIONINFO :relid (\\d+) [^{}]*?:selectedCols \\(b([ \\d]*)\\)");

    private static final Pattern FUNCTION = Pattern.compile(":funcid (\\d+)");

    /// A column that a question reads out of a whole row, since not every major has it.
    private static final Pattern KEY = Pattern.compile("->> '(\\w+)'");

    private final Connection connection;
    private final Map<Long, String> relations = new HashMap<>();
    private final Map<String, List<String>> columns = new HashMap<>();
    final Set<CatalogColumn> catalogs = new LinkedHashSet<>();
    final Set<CatalogColumn> read = new LinkedHashSet<>();
    final Set<String> called = new TreeSet<>();

    private Resolved(Connection connection) {
        this.connection = connection;
    }

    static Resolved of(Connection connection, List<String> questions) throws SQLException {
        var resolved = new Resolved(connection);
        resolved.catalogs();
        for (String question : questions) resolved.question(question);
        return resolved;
    }

    private void catalogs() throws SQLException {
        for (List<String> row :
                rows(
                        """
                        SELECT c.oid, c.relname, a.attname, c.relkind FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                        WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0
                        ORDER BY c.relname, a.attnum\
                        """)) {
            relations.put(Long.valueOf(row.get(0)), row.get(1));
            columns.computeIfAbsent(row.get(1), _ -> new ArrayList<>()).add(row.get(2));
            if (row.get(3).equals("r")) catalogs.add(new CatalogColumn(row.get(1), row.get(2)));
        }
    }

    private void question(String sql) throws SQLException {
        run("CREATE TEMP VIEW question AS " + sql);
        for (CatalogColumn c : columnsOf("question", sql))
            if (catalogs.contains(c)) read.add(c);
            else throughView(c);
        run("DROP VIEW pg_temp.question");
    }

    /// A view that PostgreSQL brings has the names of the columns beneath.
    private void throughView(CatalogColumn of) throws SQLException {
        for (CatalogColumn beneath : columnsOf(of.catalog(), ""))
            if (beneath.column().equals(of.column()) && catalogs.contains(beneath))
                read.add(beneath);
    }

    private List<CatalogColumn> columnsOf(String view, String sql) throws SQLException {
        String tree =
                rows("SELECT ev_action FROM pg_rewrite WHERE ev_class = '%s'::regclass"
                                .formatted(view))
                        .getFirst()
                        .getFirst();
        var found = new ArrayList<CatalogColumn>();
        for (MatchResult m : RELATION.matcher(tree).results().toList()) {
            String relation = relations.get(Long.valueOf(m.group(1)));
            if (relation == null) continue;
            for (String bit : m.group(2).strip().split(" "))
                if (!bit.isEmpty()) found.addAll(named(relation, Integer.parseInt(bit), sql));
        }
        Set<String> oids = new TreeSet<>();
        FUNCTION.matcher(tree).results().forEach(m -> oids.add(m.group(1)));
        if (!oids.isEmpty())
            for (List<String> row :
                    rows(
                            "SELECT proname FROM pg_proc WHERE oid IN (%s)"
                                    .formatted(String.join(", ", oids))))
                called.add(row.getFirst());
        return found;
    }

    private List<CatalogColumn> named(String relation, int bit, String sql) {
        List<String> all = columns.getOrDefault(relation, List.of());
        int number = bit + FIRST;
        if (number > 0) return List.of(new CatalogColumn(relation, all.get(number - 1)));
        if (number < 0) return List.of();
        return KEY.matcher(sql)
                .results()
                .map(m -> m.group(1))
                .filter(all::contains)
                .map(c -> new CatalogColumn(relation, c))
                .toList();
    }

    private List<List<String>> rows(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++)
                    row.add(rows.getString(i));
                all.add(row);
            }
            return all;
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
