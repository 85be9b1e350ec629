package dev.sluice.source.catalog;

import dev.sluice.schema.Column;
import dev.sluice.schema.Generated;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Identity;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Columns of tables and views, by the oid of their relation.
final class ColumnRows {
    private ColumnRows() {}

    /// `weak_null`: since 18 a NOT NULL may be NO INHERIT or NOT VALID; such a one is a constraint
    /// of the model, not a flag of the column.
    private static final String SQL =
            """
            SELECT a.attrelid::int8 AS relation, a.attnum AS number, a.attname AS name,
                   format_type(a.atttypid, a.atttypmod) AS type, a.atttypid::int8 AS type_oid,
                   CASE WHEN a.attcollation <> t.typcollation THEN
                        (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname) FROM pg_collation co
                         JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END AS collation,
                   a.attnotnull AND NOT coalesce(k.weak, false) AS not_null,
                   a.attidentity AS identity, a.attgenerated AS generated, a.attislocal AS local,
                   f.oid::int8 AS default_oid, pg_get_expr(f.adbin, f.adrelid) AS expression,
                   CASE WHEN a.attstorage <> t.typstorage THEN
                        CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                             WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END AS storage,
                   CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
                   nullif(a.attstattarget, -1)::int4 AS statistics,
                   d.description AS comment
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
            LEFT JOIN (SELECT conrelid, conkey[1] AS attnum, true AS weak
                       FROM pg_constraint WHERE contype = 'n' AND conrelid >= 16384
                         AND (connoinherit OR NOT convalidated)) k
                      ON k.conrelid = a.attrelid AND k.attnum = a.attnum
            """
                    + Rows.comment("pg_class", "c.oid", "a.attnum")
                    + """
                     WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
                       AND a.attnum > 0 AND NOT a.attisdropped\
                    """;

    /// By their numbers.
    static Map<Long, SortedMap<Integer, Column>> read(
            Reading reading, Map<SequenceRows.Owner, SequenceRows.Behind> identities)
            throws SQLException {
        var columns = new HashMap<Long, SortedMap<Integer, Column>>();
        reading.each(
                SQL,
                row -> {
                    QualifiedName relation = reading.oids.relation(row.number("relation"));
                    if (relation != null)
                        columns.computeIfAbsent(row.number("relation"), _ -> new TreeMap<>())
                                .put(
                                        row.integer("number"),
                                        column(reading, row, relation, identities));
                });
        return columns;
    }

    private static Column column(
            Reading reading,
            Rows row,
            QualifiedName table,
            Map<SequenceRows.Owner, SequenceRows.Behind> identities)
            throws SQLException {
        var name = Identifier.of(row.text("name"));
        ObjectId id = ObjectId.member(Kind.COLUMN, table, name);
        reading.oids.putMember("pg_class", row.number("relation"), row.integer("number"), id);
        if (row.number("default_oid") != 0)
            reading.oids.put(
                    "pg_attrdef",
                    row.number("default_oid"),
                    ObjectId.member(Kind.DEFAULT, table, name));
        Generated generated = generated(row);
        return new Column(
                name,
                row.text("type"),
                reading.oids.find("pg_type", row.number("type_oid")),
                row.textOrNull("collation"),
                row.flag("not_null"),
                generated == null ? row.textOrNull("expression") : null,
                identity(reading, row, id, identities),
                generated,
                row.flag("local"),
                row.textOrNull("storage"),
                row.textOrNull("compression"),
                row.integerOrNull("statistics"),
                row.textOrNull("comment"));
    }

    private static @Nullable Generated generated(Rows row) throws SQLException {
        String kind = row.text("generated");
        String expression = row.textOrNull("expression");
        return kind.isEmpty() || expression == null
                ? null
                : new Generated(expression, kind.equals("s"));
    }

    private static @Nullable Identity identity(
            Reading reading,
            Rows row,
            ObjectId column,
            Map<SequenceRows.Owner, SequenceRows.Behind> identities)
            throws SQLException {
        var behind =
                identities.get(
                        new SequenceRows.Owner(row.number("relation"), row.integer("number")));
        if (behind == null) return null;
        reading.oids.put("pg_class", behind.oid(), column);
        return new Identity(row.text("identity").equals("a"), behind.name(), behind.options());
    }
}
