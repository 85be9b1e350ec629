package dev.sluice.source.catalog;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Policy;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;

final class PolicyRows {
    private PolicyRows() {}

    private static final String SQL =
            """
            SELECT p.oid::int8 AS oid, n.nspname AS schema, c.relname AS table_name,
                   p.polname AS name, p.polpermissive AS permissive,
                   CASE p.polcmd WHEN '*' THEN 'ALL' WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT'
                        WHEN 'w' THEN 'UPDATE' ELSE 'DELETE' END AS command,
                   CASE WHEN p.polroles = '{0}' THEN ARRAY['public']
                        ELSE ARRAY(SELECT r.rolname::text FROM pg_roles r
                                   WHERE r.oid = ANY (p.polroles) ORDER BY r.rolname COLLATE "C") END AS roles,
                   pg_get_expr(p.polqual, p.polrelid) AS "using",
                   pg_get_expr(p.polwithcheck, p.polrelid) AS "check", d.description AS comment
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            """
                    + Rows.comment("pg_policy", "p.oid", "0")
                    + " WHERE c.relpersistence <> 't' AND {user p.oid} AND "
                    + Rows.notMember("pg_class", "c.oid");

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var policy =
                            new Policy(
                                    QualifiedName.of(row.text("schema"), row.text("table_name")),
                                    Identifier.of(row.text("name")),
                                    row.flag("permissive"),
                                    row.text("command"),
                                    row.texts("roles"),
                                    row.textOrNull("using"),
                                    row.textOrNull("check"),
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_policy", row.number("oid"), policy.id());
                    reading.objects.add(policy);
                });
    }
}
