package dev.sluice.source.catalog;

import dev.sluice.schema.Index;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Indexes that neither a constraint nor a partitioned parent's index made.
final class IndexRows {
    private IndexRows() {}

    private static final String SQL =
            """
            SELECT i.oid::int8 AS oid, n.nspname AS schema, i.relname AS name, tn.nspname AS table_schema,
                   t.relname AS table_name, x.indisunique AS "unique", x.indisvalid AS valid,
                   x.indrelid::int8 AS relation,
                   array_to_string((x.indkey::int2[])[0:x.indnkeyatts - 1], ' ') AS columns,
                   pg_get_indexdef(i.oid) AS definition, i.relkind = 'I' AS partitioned,
                   quote_ident(i.relname) AS quoted,
                   pg_get_expr(x.indpred, x.indrelid) AS predicate,
                   pn.nspname AS parent_schema, pi.relname AS parent,
                   CASE WHEN pi.oid IS NOT NULL THEN (SELECT string_agg(a.attname, '_' ORDER BY a.attnum)
                        FROM pg_attribute a WHERE a.attrelid = i.oid) END AS label,
                   d.description AS comment
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_class t ON t.oid = x.indrelid
            LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')
            JOIN pg_namespace n ON n.oid = i.relnamespace
            JOIN pg_namespace tn ON tn.oid = t.relnamespace
            LEFT JOIN pg_inherits h ON h.inhrelid = i.oid
            LEFT JOIN pg_class pi ON pi.oid = h.inhparent
            LEFT JOIN pg_namespace pn ON pn.oid = pi.relnamespace
            """
                    + Rows.comment("pg_class", "i.oid", "0")
                    + """
                     WHERE t.relkind IN ('r', 'p', 'm') AND t.relpersistence <> 't'
                       AND k.oid IS NULL AND {user} AND
                    """
                    + Rows.notMember("pg_class", "t.oid");

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var name = QualifiedName.of(row.text("schema"), row.text("name"));
                    QualifiedName parent = parent(row);
                    if (parent != null && isMadeUp(row)) return;
                    var index =
                            new Index(
                                    name,
                                    QualifiedName.of(
                                            row.text("table_schema"), row.text("table_name")),
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
    private static boolean isMadeUp(Rows row) throws SQLException {
        String name = row.text("name");
        return Index.madeUp(row.text("table_name"), row.text("label"))
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
