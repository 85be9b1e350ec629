package dev.sluice.source.catalog;

import dev.sluice.schema.Attribute;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

final class CompositeRows {
    private CompositeRows() {}

    private static final String SQL =
            """
            SELECT t.oid::int8 AS oid, t.typarray::int8 AS "array", c.oid::int8 AS relation,
                   n.nspname AS schema, t.typname AS name, d.description AS comment
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
            """
                    + Rows.comment("pg_type", "t.oid", "0")
                    + " WHERE t.typtype = 'c' AND {user t.oid} AND "
                    + Rows.notMember("pg_type", "t.oid");

    private static final String ATTRIBUTES =
            """
            SELECT c.oid::int8 AS relation, a.attnum AS number, a.attname AS attribute,
                   n.nspname AS schema, c.relname AS name,
                   format_type(a.atttypid, a.atttypmod) AS type,
                   CASE WHEN a.attcollation <> t.typcollation
                        THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
                   d.description AS comment
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'c'
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_collation co ON co.oid = a.attcollation
            LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
            """
                    + Rows.comment("pg_class", "c.oid", "a.attnum")
                    + " WHERE a.attnum > 0 AND NOT a.attisdropped AND {user c.oid}"
                    + " ORDER BY a.attrelid, a.attnum";

    static void read(Reading reading) throws SQLException {
        var attributes = new HashMap<Long, List<Attribute>>();
        reading.each(
                ATTRIBUTES,
                row ->
                        attributes
                                .computeIfAbsent(row.number("relation"), _ -> new ArrayList<>())
                                .add(attribute(reading, row)));
        reading.each(
                SQL,
                row -> {
                    var type =
                            new CompositeType(
                                    QualifiedName.of(row.text("schema"), row.text("name")),
                                    attributes.getOrDefault(row.number("relation"), List.of()),
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_type", row.number("oid"), type.id());
                    reading.oids.put("pg_type", row.number("array"), type.id());
                    reading.oids.put("pg_class", row.number("relation"), type.id());
                    reading.objects.add(type);
                });
    }

    private static Attribute attribute(Reading reading, Rows row) throws SQLException {
        var type = QualifiedName.of(row.text("schema"), row.text("name"));
        var name = Identifier.of(row.text("attribute"));
        reading.oids.putMember(
                "pg_class",
                row.number("relation"),
                row.integer("number"),
                ObjectId.member(Kind.COLUMN, type, name));
        return new Attribute(
                name, row.text("type"), row.textOrNull("collation"), row.textOrNull("comment"));
    }
}
