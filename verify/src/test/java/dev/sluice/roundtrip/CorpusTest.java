package dev.sluice.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.SchemaFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A round trip proves what the schemas hold and nothing else: `properties.txt` says what that is.
class CorpusTest {
    private static final int NEWEST = 18;

    /// By `catalog.column` or the name of a query; no values: not asked for.
    private final Map<String, Set<String>> wanted = new LinkedHashMap<>();

    private final Map<String, String> queries = new LinkedHashMap<>();
    private final Set<String> catalogs = new LinkedHashSet<>();
    private final Map<String, Set<String>> found = new TreeMap<>();

    @Test
    void the_corpus_holds_every_kind() throws SQLException, IOException {
        properties();
        var unnamed = new TreeSet<String>();
        try (Corpus corpus = Corpus.on(NEWEST)) {
            for (SchemaFile file : Corpus.loadable(NEWEST)) {
                corpus.load(file, "corpus");
                try (var connection = DriverManager.getConnection(corpus.server().url("corpus"))) {
                    look(connection, unnamed);
                }
            }
            corpus.drop("corpus");
        }
        assertThat(missing()).as("what no schema of round-trip holds").isEmpty();
        assertThat(unnamed).as("flags and letters that properties.txt doesn't name").isEmpty();
    }

    private List<String> missing() {
        var missing = new TreeSet<String>();
        for (String catalog : catalogs)
            if (found.keySet().stream().noneMatch(k -> k.startsWith(catalog + ".")))
                missing.add(catalog + " has no row");
        wanted.forEach((property, values) -> {
            for (String value : values)
                if (!found.getOrDefault(property, Set.of()).contains(value))
                    missing.add(property + ": " + value);
        });
        return List.copyOf(missing);
    }

    private void properties() throws IOException {
        String section = "";
        for (String line : resource().lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
                if (!section.equals("queries")) catalogs.add(section);
                continue;
            }
            String[] query = line.split(" <= ", 2);
            String[] said = query[0].split(": ", 2);
            String name = section.equals("queries") ? said[0] : section + "." + said[0];
            wanted.put(name, said[1].startsWith("- ") ? Set.of() : Set.of(said[1].split(" ")));
            if (query.length > 1) queries.put(name, query[1]);
        }
    }

    private static String resource() throws IOException {
        try (var in = CorpusTest.class.getResourceAsStream("properties.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void look(Connection connection, Set<String> unnamed) throws SQLException {
        for (String catalog : catalogs)
            each(
                    connection,
                    rows(connection, catalog),
                    (column, value, isLetter) -> {
                        String name = catalog + "." + column;
                        found.computeIfAbsent(name, _ -> new TreeSet<>()).add(value);
                        if (isLetter && !wanted.containsKey(name)) unnamed.add(name);
                    });
        for (var query : queries.entrySet())
            each(
                    connection,
                    "SELECT q.v::text, '', false FROM (" + query.getValue() + ") q(v)",
                    (value, _, _) ->
                            found.computeIfAbsent(query.getKey(), _ -> new TreeSet<>())
                                    .add(String.valueOf(value)));
    }

    /// Every column of the users' rows of a catalog: letters and flags as they are, the rest as set
    /// or unset. The first column tells whose a row is.
    private static String rows(Connection connection, String catalog) throws SQLException {
        var key = new String[1];
        each(
                connection,
                """
                SELECT attname::text, '', false FROM pg_attribute
                WHERE attrelid = '%s'::regclass AND attnum = 1\
                """
                        .formatted(catalog),
                (name, _, _) -> key[0] = name);
        return """
        SELECT DISTINCT e.key, CASE WHEN a.atttypid IN ('bool'::regtype, '"char"'::regtype)
                 THEN CASE trim(e.value) WHEN '' THEN 'none' ELSE e.value END
                 WHEN coalesce(e.value, '0') IN ('0', '-', '', '{}', '[]', '-1') THEN 'unset' ELSE 'set' END,
               a.atttypid IN ('bool'::regtype, '"char"'::regtype)
        FROM %1$s o CROSS JOIN jsonb_each_text(to_jsonb(o)) e
        JOIN pg_attribute a ON a.attrelid = '%1$s'::regclass AND a.attname = e.key
        WHERE o.%2$s::oid >= 16384 %3$s
          AND NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = '%1$s'::regclass
                          AND m.objid = o.%2$s::oid AND m.deptype = 'e')
        """
                .formatted(
                        catalog,
                        key[0],
                        catalog.equals("pg_attribute")
                                ? "AND o.attnum > 0 AND NOT o.attisdropped"
                                : "");
    }

    private interface Seen {
        void row(String first, String second, boolean third);
    }

    private static void each(Connection connection, String sql, Seen seen) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) seen.row(rows.getString(1), rows.getString(2), rows.getBoolean(3));
        }
    }
}
