package dev.sluice.source.catalog;

import dev.sluice.schema.EnumType;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;

final class EnumRows {
    private EnumRows() {}

    private static final String SQL =
            """
            SELECT t.oid::int8 AS oid, t.typarray::int8 AS "array", n.nspname AS schema,
                           t.typname AS name, d.description AS comment,
                           ARRAY(SELECT e.enumlabel::text FROM pg_enum e
                                 WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
                    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            """
                    + Rows.comment("pg_type", "t.oid", "0")
                    + " WHERE t.typtype = 'e' AND {user t.oid} AND "
                    + Rows.notMember("pg_type", "t.oid");

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var type =
                            new EnumType(
                                    QualifiedName.of(row.text("schema"), row.text("name")),
                                    row.texts("labels"),
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_type", row.number("oid"), type.id());
                    reading.oids.put("pg_type", row.number("array"), type.id());
                    reading.objects.add(type);
                });
    }
}
