package dev.sluice.source.catalog;

import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.sql.SQLException;

/// Rules: that of a view is the view itself, any other cannot be modelled.
final class RuleRows {
    private RuleRows() {}

    private static final String SQL =
            """
            SELECT r.oid::int8 AS oid, r.ev_class::int8 AS relation, r.rulename AS name,
                   n.nspname AS schema, c.relname AS table_name, r.ev_enabled AS enabled,
                   CASE WHEN r.rulename <> '_RETURN' THEN pg_get_ruledef(r.oid) END AS definition,
                   d.description AS comment
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
            JOIN pg_namespace n ON n.oid = c.relnamespace
            """
                    + Rows.comment("pg_rewrite", "r.oid", "0")
                    + " WHERE c.relpersistence <> 't' AND {user r.oid} AND "
                    + Rows.notMember("pg_class", "c.oid");

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    String definition = row.textOrNull("definition");
                    ObjectId relation = reading.oids.find("pg_class", row.number("relation"));
                    if (definition == null) {
                        if (relation != null)
                            reading.oids.put("pg_rewrite", row.number("oid"), relation);
                        return;
                    }
                    String name = row.text("table_name") + "." + row.text("name");
                    String comment = row.textOrNull("comment");
                    reading.unsupported(
                            "rule",
                            row.text("schema"),
                            name,
                            definition
                                    + " "
                                    + row.text("enabled")
                                    + (comment == null ? "" : " " + comment));
                    reading.oids.put(
                            "pg_rewrite",
                            row.number("oid"),
                            new ObjectId(Kind.UNSUPPORTED, row.text("schema"), name, "rule"));
                });
    }
}
