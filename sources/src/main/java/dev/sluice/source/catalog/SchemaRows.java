package dev.sluice.source.catalog;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Schema;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

final class SchemaRows {
    private SchemaRows() {}

    private static final String SQL =
            """
            SELECT n.oid::int8 AS oid, n.nspname AS name, d.description AS comment
            FROM pg_namespace n
            """
                    + Rows.comment("pg_namespace", "n.oid", "0")
                    + " WHERE {user} AND "
                    + Rows.notMember("pg_namespace", "n.oid");

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var schema =
                            new Schema(Identifier.of(row.text("name")), row.textOrNull("comment"));
                    if (isGiven(schema.name().text(), schema.comment())) return;
                    reading.oids.put("pg_namespace", row.number("oid"), schema.id());
                    reading.objects.add(schema);
                });
    }

    /// `public` stands in every database; it is an object only where somebody commented it.
    private static boolean isGiven(String name, @Nullable String comment) {
        return name.equals("public")
                && (comment == null || comment.equals("standard public schema"));
    }
}
