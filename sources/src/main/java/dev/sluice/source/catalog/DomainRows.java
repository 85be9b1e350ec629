package dev.sluice.source.catalog;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Domain;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

final class DomainRows {
    private DomainRows() {}

    private static final String SQL =
            """
            SELECT t.oid::int8 AS oid, t.typarray::int8 AS "array", n.nspname AS schema,
                   t.typname AS name, format_type(t.typbasetype, t.typtypmod) AS type,
                   CASE WHEN t.typcollation <> b.typcollation
                        THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
                   pg_get_expr(t.typdefaultbin, 0) AS expression, t.typnotnull AS not_null,
                   d.description AS comment
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            JOIN pg_type b ON b.oid = t.typbasetype
            LEFT JOIN pg_collation co ON co.oid = t.typcollation
            LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
            """
                    + Rows.comment("pg_type", "t.oid", "0")
                    + " WHERE t.typtype = 'd' AND {user t.oid} AND "
                    + Rows.notMember("pg_type", "t.oid");

    /// Since 17 a domain's NOT NULL is a constraint as well.
    private static final String CONSTRAINTS =
            """
            SELECT k.oid::int8 AS oid, k.contypid::int8 AS domain, k.conname AS name, k.contype = 'n' AS not_null,
                   n.nspname AS schema, t.typname AS type, k.convalidated AS validated, pg_get_constraintdef(k.oid) AS definition,
                   d.description AS comment
            FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid
            JOIN pg_namespace n ON n.oid = t.typnamespace
            """
                    + Rows.comment("pg_constraint", "k.oid", "0")
                    + " WHERE k.contype IN ('c', 'n') AND {user k.oid} AND "
                    + Rows.notMember("pg_type", "t.oid")
                    + " ORDER BY k.conname";

    static void read(Reading reading) throws SQLException {
        var constraints = new HashMap<Long, List<Constraint>>();
        reading.each(
                CONSTRAINTS,
                row -> {
                    var name = Identifier.of(row.text("name"));
                    var domain = QualifiedName.of(row.text("schema"), row.text("type"));
                    Constraint c = constraint(row, name);
                    if (c.isUnsaid() && name.equals(Domain.madeUpNotNull(domain))) return;
                    reading.oids.put(
                            "pg_constraint",
                            row.number("oid"),
                            ObjectId.member(Kind.CONSTRAINT, domain, name));
                    constraints
                            .computeIfAbsent(row.number("domain"), _ -> new ArrayList<>())
                            .add(c);
                });
        reading.each(
                SQL,
                row -> {
                    var domain =
                            new Domain(
                                    QualifiedName.of(row.text("schema"), row.text("name")),
                                    row.text("type"),
                                    row.textOrNull("collation"),
                                    row.textOrNull("expression"),
                                    row.flag("not_null"),
                                    constraints.getOrDefault(row.number("oid"), List.of()),
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_type", row.number("oid"), domain.id());
                    reading.oids.put("pg_type", row.number("array"), domain.id());
                    reading.objects.add(domain);
                });
    }

    private static Constraint constraint(Rows row, Identifier name) throws SQLException {
        return new Constraint(
                name,
                row.flag("not_null") ? ConstraintKind.NOT_NULL : ConstraintKind.CHECK,
                List.of(),
                row.text("definition"),
                null,
                row.flag("validated"),
                true,
                row.textOrNull("comment"));
    }
}
