package dev.sluice.source.catalog;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Trigger;
import java.sql.SQLException;

final class TriggerRows {
    private TriggerRows() {}

    private static final String SQL =
            """
            SELECT g.oid::int8 AS oid, n.nspname AS schema, c.relname AS table_name,
                   g.tgname AS name, pg_get_triggerdef(g.oid) AS definition,
                   g.tgenabled AS enabled, g.tgconstraint::int8 AS "constraint",
                   d.description AS comment
            FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            """
                    + Rows.comment("pg_trigger", "g.oid", "0")
                    + """
                     WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND c.relpersistence <> 't'
                       AND c.relkind IN ('r', 'p', 'v', 'f') AND {user g.oid} AND
                    """
                    + Rows.notMember("pg_class", "c.oid")
                    + " AND "
                    + Rows.notMember("pg_trigger", "g.oid");

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var trigger =
                            new Trigger(
                                    QualifiedName.of(row.text("schema"), row.text("table_name")),
                                    Identifier.of(row.text("name")),
                                    row.text("definition"),
                                    row.text("enabled"),
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_trigger", row.number("oid"), trigger.id());
                    if (row.number("constraint") != 0)
                        reading.oids.put("pg_constraint", row.number("constraint"), trigger.id());
                    reading.objects.add(trigger);
                });
    }
}
