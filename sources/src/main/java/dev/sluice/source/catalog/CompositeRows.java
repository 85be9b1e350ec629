package dev.sluice.source.catalog;

import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;

final class CompositeRows {
    private CompositeRows() {}

    private static final String SQL =
            """
            SELECT\
            """
                    + Rows.owned("t.typowner", "t.typacl IS NOT NULL")
                    + """
                              t.oid::int8 AS oid, t.typarray::int8 AS "array", c.oid::int8 AS relation,
                           n.nspname AS schema, t.typname AS name, d.description AS comment,
                           'CREATE TYPE ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname) || ' AS ('
                           || coalesce((SELECT string_agg(quote_ident(a.attname) || ' '
                                       || format_type(a.atttypid, a.atttypmod)
                                       || CASE WHEN a.attcollation <> at.typcollation
                                               THEN ' COLLATE ' || quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
                                               ELSE '' END, ', ' ORDER BY a.attnum)
                                       FROM pg_attribute a JOIN pg_type at ON at.oid = a.atttypid
                                       LEFT JOIN pg_collation co ON co.oid = a.attcollation
                                       LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
                                       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
                           || ')' AS definition
                    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                    JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
                    """
                    + Rows.comment("pg_type", "t.oid", "0")
                    + " WHERE t.typtype = 'c' AND {user t.oid} AND "
                    + Rows.notMember("pg_type", "t.oid");

    private static final String ATTRIBUTES =
            """
            SELECT c.oid::int8 AS relation, a.attnum AS number, a.attname AS attribute,
                   n.nspname AS schema, c.relname AS name, d.description AS comment
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'c'
            JOIN pg_namespace n ON n.oid = c.relnamespace
            """
                    + Rows.comment("pg_class", "c.oid", "a.attnum")
                    + " WHERE a.attnum > 0 AND NOT a.attisdropped AND {user c.oid}";

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var type =
                            new CompositeType(
                                    QualifiedName.of(row.text("schema"), row.text("name")),
                                    row.text("definition"),
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_type", row.number("oid"), type.id());
                    reading.oids.put("pg_type", row.number("array"), type.id());
                    reading.oids.put("pg_class", row.number("relation"), type.id());
                    reading.ownership(type.id(), row);
                    reading.objects.add(type);
                });
        reading.each(ATTRIBUTES, row -> attribute(reading, row));
    }

    private static void attribute(Reading reading, Rows row) throws SQLException {
        ObjectId type = reading.oids.find("pg_class", row.number("relation"));
        if (type == null || type.kind() != Kind.COMPOSITE) return;
        var name = QualifiedName.of(row.text("schema"), row.text("name"));
        var attribute = Identifier.of(row.text("attribute"));
        reading.oids.putMember(
                "pg_class",
                row.number("relation"),
                row.integer("number"),
                ObjectId.member(Kind.COLUMN, name, attribute));
        String comment = row.textOrNull("comment");
        if (comment != null) {
            reading.lost(type, "comments on attributes");
            reading.unsupported(
                    "attribute comment", type.schema(), type.name() + "." + attribute, comment);
        }
    }
}
