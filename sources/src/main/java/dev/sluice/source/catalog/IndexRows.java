package dev.sluice.source.catalog;

import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;

/// Indexes that neither a constraint nor a partitioned parent's index made.
final class IndexRows {
    private IndexRows() {}

    private static final String SQL =
            """
            SELECT i.oid::int8 AS oid, n.nspname AS schema, i.relname AS name, tn.nspname AS table_schema,
                   t.relname AS table_name, x.indisunique AS "unique", x.indisvalid AS valid,
                   x.indrelid::int8 AS relation,
                   array_to_string((x.indkey::int2[])[0:x.indnkeyatts - 1], ' ') AS columns,
                   CASE WHEN k.oid IS NULL THEN pg_get_indexdef(i.oid) END AS definition, i.relkind = 'I' AS partitioned,
                   quote_ident(i.relname) AS quoted,
                   pg_get_expr(x.indpred, x.indrelid) AS predicate, x.indisclustered AS clustered,
                   s.targets AS statistics, k.oid IS NOT NULL AS owned,
                   d.description AS comment
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_class t ON t.oid = x.indrelid
            LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')
            LEFT JOIN (SELECT a.attrelid, string_agg(a.attnum || '=' || a.attstattarget, ', '
                              ORDER BY a.attnum) AS targets
                       FROM pg_attribute a WHERE a.attnum > 0 AND a.attstattarget >= 0 GROUP BY a.attrelid) s
                      ON s.attrelid = i.oid
            JOIN pg_namespace n ON n.oid = i.relnamespace
            JOIN pg_namespace tn ON tn.oid = t.relnamespace
            """
                    + Rows.comment("pg_class", "i.oid", "0")
                    + """
                     WHERE t.relkind IN ('r', 'p', 'm') AND t.relpersistence <> 't'
                       AND NOT i.relispartition AND {user} AND
                    """
                    + Rows.notMember("pg_class", "t.oid");

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var name = QualifiedName.of(row.text("schema"), row.text("name"));
                    extras(reading, row, name);
                    if (row.flag("owned")) return;
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
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_class", row.number("oid"), index.id());
                    reading.objects.add(index);
                });
    }

    private static void extras(Reading reading, Rows row, QualifiedName name) throws SQLException {
        if (row.flag("clustered"))
            extra(reading, row, name, "cluster mark", row.text("table_name"));
        String statistics = row.textOrNull("statistics");
        if (statistics != null) extra(reading, row, name, "index statistics", statistics);
        String comment = row.textOrNull("comment");
        if (row.flag("owned") && comment != null)
            extra(reading, row, name, "constraint index comment", comment);
    }

    private static void extra(
            Reading reading, Rows row, QualifiedName name, String kind, String detail)
            throws SQLException {
        reading.unsupported(kind, name.schema().text(), name.name().text(), detail);
        ObjectId constraint = reading.oids.find("pg_class", row.number("oid"));
        reading.lost(
                row.flag("owned") && constraint != null
                        ? constraint
                        : ObjectId.of(Kind.INDEX, name),
                "mark: " + kind);
    }

    /// A partitioned table's index prints as ON ONLY, which would leave its partitions without.
    private static String definition(Rows row) throws SQLException {
        String text = row.text("definition");
        if (!row.flag("partitioned")) return text;
        String head =
                "CREATE " + (row.flag("unique") ? "UNIQUE " : "") + "INDEX " + row.text("quoted");
        String only = head + " ON ONLY ";
        return text.startsWith(only) ? head + " ON " + text.substring(only.length()) : text;
    }
}
