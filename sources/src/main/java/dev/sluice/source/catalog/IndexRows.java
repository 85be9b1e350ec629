package dev.sluice.source.catalog;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Indexes that neither a constraint nor a partitioned parent's index made.
final class IndexRows {
    private IndexRows() {}

    /// The keys of indexes that say nothing but their columns, by what pg_get_indexdef() leaves
    /// out. That itself looks through all operator classes for each column: for most indexes of a
    /// large schema it takes longer than all the rest of them.
    private static final String PLAIN =
            """
            SELECT k.indexrelid AS oid, string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) AS keys
            FROM (SELECT indexrelid, indrelid, generate_subscripts(indkey, 1) AS place, unnest(indkey::int2[]) AS key,
                         unnest(indclass::oid[]) AS class, unnest(indcollation::oid[]) AS collation,
                         unnest(indoption::int2[]) AS option
                  FROM pg_index WHERE indexrelid >= 16384 AND NOT indisunique AND indpred IS NULL
                  AND indexprs IS NULL AND indnatts = indnkeyatts {distinct}) k
            JOIN pg_attribute a ON a.attrelid = k.indrelid AND a.attnum = k.key
            JOIN pg_attribute own ON own.attrelid = k.indexrelid AND own.attnum = k.place + 1
            JOIN pg_opclass o ON o.oid = k.class
            GROUP BY k.indexrelid
            HAVING bool_and(o.opcdefault AND o.opcintype = a.atttypid AND k.option = 0
                            AND k.collation IN (0, a.attcollation) AND own.attoptions IS NULL)
            """;

    private static final String SQL =
            """
            SELECT i.oid::int8 AS oid, i.relname AS name, x.indisunique AS "unique", x.indisvalid AS valid,
                   x.indrelid::int8 AS relation,
                   array_to_string((x.indkey::int2[])[0:x.indnkeyatts - 1], ' ') AS columns,
                   CASE WHEN p.keys IS NOT NULL AND i.relkind = 'i' AND i.reloptions IS NULL
                        THEN 'CREATE INDEX ' || quote_ident(i.relname) || ' ON ' || quote_ident(n.nspname) || '.'
                             || quote_ident(t.relname) || ' USING ' || quote_ident(am.amname) || ' (' || p.keys || ')'
                        ELSE pg_get_indexdef(i.oid) END AS definition,
                   i.relkind = 'I' AS partitioned,
                   quote_ident(i.relname) AS quoted,
                   pg_get_expr(x.indpred, x.indrelid) AS predicate,
                   pn.nspname AS parent_schema, pi.relname AS parent,
                   CASE WHEN pi.oid IS NOT NULL THEN (SELECT string_agg(a.attname, '_' ORDER BY a.attnum)
                        FROM pg_attribute a WHERE a.attrelid = i.oid) END AS label,
                   d.description AS comment
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_class t ON t.oid = x.indrelid
            JOIN pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_am am ON am.oid = i.relam
            LEFT JOIN (
            """
                    + PLAIN
                    + """
                    ) p ON p.oid = x.indexrelid
                    LEFT JOIN pg_inherits h ON h.inhrelid = i.oid
                    LEFT JOIN pg_class pi ON pi.oid = h.inhparent
                    LEFT JOIN pg_namespace pn ON pn.oid = pi.relnamespace
                    """
                    + Rows.comment("pg_class", "i.oid", "0")
                    + """
                     WHERE x.indexrelid >= 16384 AND t.relkind IN ('r', 'p', 'm') AND NOT EXISTS (SELECT FROM pg_constraint k
                           WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))\
                    """;

    static void read(Reading reading, int major) throws SQLException {
        reading.each(
                SQL.replace("{distinct}", major < 15 ? "" : "AND NOT indnullsnotdistinct"),
                row -> {
                    QualifiedName table = reading.oids.relation(row.number("relation"));
                    if (table == null) return;
                    QualifiedName parent = parent(row);
                    if (parent != null && isMadeUp(row, table)) return;
                    var index =
                            new Index(
                                    new QualifiedName(
                                            table.schema(), Identifier.of(row.text("name"))),
                                    table,
                                    row.flag("unique"),
                                    row.flag("valid"),
                                    reading.oids.columns(
                                            row.number("relation"), row.textOrNull("columns")),
                                    definition(row),
                                    row.textOrNull("predicate"),
                                    parent,
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_class", row.number("oid"), index.id());
                    reading.objects.add(index);
                });
    }

    private static @Nullable QualifiedName parent(Rows row) throws SQLException {
        String name = row.textOrNull("parent");
        return name == null ? null : QualifiedName.of(row.text("parent_schema"), name);
    }

    /// Whether PostgreSQL made the name up when it made the index with its parent's
    /// (ChooseIndexName of indexcmds.c): nobody has to say it then.
    private static boolean isMadeUp(Rows row, QualifiedName table) throws SQLException {
        String name = row.text("name");
        return Index.madeUp(table.name().text(), row.text("label"))
                .text()
                .equals(name.replaceFirst("\\d+$", ""));
    }

    /// A partitioned table's index prints as ON ONLY, which would leave its partitions without; an
    /// invalid one does.
    private static String definition(Rows row) throws SQLException {
        String text = row.text("definition");
        if (!row.flag("partitioned") || !row.flag("valid")) return text;
        String head =
                "CREATE " + (row.flag("unique") ? "UNIQUE " : "") + "INDEX " + row.text("quoted");
        String only = head + " ON ONLY ";
        return text.startsWith(only) ? head + " ON " + text.substring(only.length()) : text;
    }
}
