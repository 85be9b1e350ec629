package dev.sluice.source.catalog;

import dev.sluice.schema.Dependency;
import dev.sluice.schema.ObjectId;
import java.sql.SQLException;

/// pg_depend between what was read. What initdb made (oids below 16384) can't be in the way. A row
/// type, an array type, a toast table, a key's index and a key's triggers are parts of what they
/// depend on, and half of all there is.
final class DependencyRows {
    private DependencyRows() {}

    private static final String SQL =
            """
            SELECT dc.relname AS catalog, p.objid::int8 AS oid, p.objsubid AS sub,
                   rc.relname AS on_catalog, p.refobjid::int8 AS on_oid, p.refobjsubid AS on_sub
            FROM pg_depend p JOIN pg_class dc ON dc.oid = p.classid
            JOIN pg_class rc ON rc.oid = p.refclassid
            WHERE p.objid >= 16384 AND p.refobjid >= 16384 AND p.deptype <> 'e'
              AND NOT (p.deptype = 'i' AND p.refobjsubid = 0 AND (
                  p.classid = 'pg_type'::regclass AND p.refclassid IN ('pg_type'::regclass, 'pg_class'::regclass)
                  OR p.classid = 'pg_class'::regclass
                     AND p.refclassid IN ('pg_class'::regclass, 'pg_constraint'::regclass)
                  OR p.classid = 'pg_trigger'::regclass AND p.refclassid = 'pg_constraint'::regclass))
            """;

    static void read(Reading reading) throws SQLException {
        reading.each(
                SQL,
                row -> {
                    ObjectId dependent =
                            reading.oids.find(
                                    row.text("catalog"), row.number("oid"), row.integer("sub"));
                    ObjectId on =
                            reading.oids.find(
                                    row.text("on_catalog"),
                                    row.number("on_oid"),
                                    row.integer("on_sub"));
                    if (dependent != null && on != null && !dependent.equals(on))
                        reading.dependencies.add(new Dependency(dependent, on));
                });
    }
}
