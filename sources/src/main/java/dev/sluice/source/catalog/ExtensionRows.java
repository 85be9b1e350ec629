package dev.sluice.source.catalog;

import dev.sluice.schema.Extension;
import dev.sluice.schema.Identifier;
import java.sql.SQLException;

final class ExtensionRows {
    private ExtensionRows() {}

    /// plpgsql stands in every database. The comment that the extension brings is not the user's.
    private static final String SQL =
            """
            SELECT e.oid::int8 AS oid, e.extname AS name, n.nspname AS schema,
                   e.extversion AS version,
                   nullif(d.description, a.comment) AS comment
            FROM pg_extension e
            JOIN pg_namespace n ON n.oid = e.extnamespace
            LEFT JOIN pg_available_extensions a ON a.name = e.extname
            """
                    + Rows.comment("pg_extension", "e.oid", "0")
                    + " WHERE e.extname <> 'plpgsql'";

    private static final String MEMBERS =
            """
            SELECT c.relname AS catalog, m.objid::int8 AS member, m.refobjid::int8 AS extension
            FROM pg_depend m JOIN pg_class c ON c.oid = m.classid
            WHERE m.deptype = 'e' AND m.refclassid = 'pg_extension'::regclass
            """;

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    var extension =
                            new Extension(
                                    Identifier.of(row.text("name")),
                                    Identifier.of(row.text("schema")),
                                    row.text("version"),
                                    row.textOrNull("comment"));
                    reading.oids.put("pg_extension", row.number("oid"), extension.id());
                    reading.objects.add(extension);
                });
        reading.each(
                MEMBERS,
                row -> {
                    var owner = reading.oids.find("pg_extension", row.number("extension"));
                    if (owner != null)
                        reading.oids.put(row.text("catalog"), row.number("member"), owner);
                });
    }
}
