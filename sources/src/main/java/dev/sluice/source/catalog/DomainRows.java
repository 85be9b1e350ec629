package dev.sluice.source.catalog;

import dev.sluice.schema.Domain;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;

final class DomainRows {
    private DomainRows() {}

    /// Since 17 a domain's NOT NULL is a constraint as well; it is printed as the plain one.
    private static final String SQL =
            """
            SELECT\
            """
                    + Rows.owned("t.typowner", "t.typacl IS NOT NULL")
                    + """
                              t.oid::int8 AS oid, t.typarray::int8 AS "array", n.nspname AS schema,
                           t.typname AS name, d.description AS comment,
                           'CREATE DOMAIN ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname)
                           || ' AS ' || format_type(t.typbasetype, t.typtypmod)
                           || CASE WHEN t.typcollation <> b.typcollation
                                   THEN ' COLLATE ' || quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
                                   ELSE '' END
                           || coalesce(' DEFAULT ' || pg_get_expr(t.typdefaultbin, 0), '')
                           || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
                           || coalesce((SELECT string_agg(' CONSTRAINT ' || quote_ident(k.conname) || ' '
                                               || pg_get_constraintdef(k.oid), '' ORDER BY k.conname)
                                        FROM pg_constraint k
                                        WHERE k.contypid = t.oid AND k.contype = 'c' AND k.convalidated), '')
                               AS definition
                    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                    JOIN pg_type b ON b.oid = t.typbasetype
                    LEFT JOIN pg_collation co ON co.oid = t.typcollation
                    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
                    """
                    + Rows.comment("pg_type", "t.oid", "0")
                    + " WHERE t.typtype = 'd' AND {user t.oid} AND "
                    + Rows.notMember("pg_type", "t.oid");

    private static final String CONSTRAINTS =
            """
            SELECT k.oid::int8 AS oid, k.contypid::int8 AS domain, k.conname AS name,
                   n.nspname AS schema, t.typname AS type, k.convalidated AS validated,
                   pg_get_constraintdef(k.oid) AS definition, d.description AS comment
            FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid
            JOIN pg_namespace n ON n.oid = t.typnamespace
            """
                    + Rows.comment("pg_constraint", "k.oid", "0")
                    + " WHERE {user k.oid}";

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var domain =
                            new Domain(
                                    QualifiedName.of(row.text("schema"), row.text("name")),
                                    row.text("definition"),
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_type", row.number("oid"), domain.id());
                    reading.oids.put("pg_type", row.number("array"), domain.id());
                    reading.ownership(domain.id(), row);
                    reading.objects.add(domain);
                });
        reading.each(CONSTRAINTS, row -> constraint(reading, row));
    }

    /// What CREATE DOMAIN cannot say about a constraint.
    private static void constraint(Reading reading, Rows row) throws SQLException {
        ObjectId domain = reading.oids.find("pg_type", row.number("domain"));
        if (domain == null || domain.kind() != dev.sluice.schema.Kind.DOMAIN) return;
        reading.oids.put("pg_constraint", row.number("oid"), domain);
        String name = row.text("type") + "." + row.text("name");
        if (!row.flag("validated")) {
            reading.lost(domain, "constraints that are not valid");
            reading.unsupported(
                    "domain constraint not valid",
                    row.text("schema"),
                    name,
                    row.text("definition"));
        }
        String comment = row.textOrNull("comment");
        if (comment != null) {
            reading.lost(domain, "comments on constraints");
            reading.unsupported("domain constraint comment", row.text("schema"), name, comment);
        }
    }
}
