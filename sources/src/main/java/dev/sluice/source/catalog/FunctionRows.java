package dev.sluice.source.catalog;

import dev.sluice.schema.Function;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;

/// Functions, window functions and procedures; aggregates are in [DefinitionRows].
final class FunctionRows {
    private FunctionRows() {}

    private static final String SQL =
            """
            SELECT p.oid::int8 AS oid, n.nspname AS schema, p.proname AS name,
                           oidvectortypes(p.proargtypes) AS arguments, p.prokind = 'p' AS procedure,
                           concat_ws(' ', p.prokind, p.proretset, format_type(p.prorettype, NULL), p.proargnames,
                                     p.proargmodes, p.proallargtypes::regtype[]) AS shape,
                           p.pronargdefaults AS defaulted,
                           pg_get_functiondef(p.oid) AS definition, d.description AS comment
                    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            """
                    + Rows.comment("pg_proc", "p.oid", "0")
                    + " WHERE p.prokind IN ('f', 'w', 'p') AND {user p.oid} AND "
                    + Rows.notMember("pg_proc", "p.oid")
                    // the constructors that a range type brings
                    + """
                     AND NOT EXISTS (SELECT FROM pg_depend i
                         WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')
                    """;

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var function =
                            new Function(
                                    QualifiedName.of(row.text("schema"), row.text("name")),
                                    row.text("arguments"),
                                    row.flag("procedure"),
                                    row.text("shape"),
                                    row.integer("defaulted"),
                                    row.text("definition").stripTrailing(),
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_proc", row.number("oid"), function.id());
                    reading.objects.add(function);
                });
    }
}
