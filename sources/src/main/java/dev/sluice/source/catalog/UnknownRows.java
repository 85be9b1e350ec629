package dev.sluice.source.catalog;

import dev.sluice.schema.Unsupported;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Objects of catalogs that nothing here reads: a newer PostgreSQL may bring some. They are named,
/// so that nothing is left out without a word.
final class UnknownRows {
    private UnknownRows() {}

    private static final Set<String> READ =
            Set.of(
                    "pg_attrdef",
                    "pg_constraint",
                    "pg_default_acl",
                    "pg_extension",
                    "pg_namespace",
                    "pg_policy",
                    "pg_rewrite",
                    "pg_trigger");

    private static final String SQL =
            """
            SELECT DISTINCT p.classid::regclass::text AS catalog, p.objid::int8 AS oid, i.type,
                   coalesce(i.schema, '') AS schema, i.identity
            FROM pg_depend p CROSS JOIN LATERAL pg_identify_object(p.classid, p.objid, 0) i
            WHERE p.objid >= 16384 AND p.classid::regclass::text IN ('%s')
              AND NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = p.classid AND m.objid = p.objid AND m.deptype = 'e')
            """;

    /// `catalogs`: those that hold anything, among other things that there are.
    static void read(Reading reading, Set<String> catalogs, List<DefinitionRows.Objects> kinds) {
        Set<String> unknown = new HashSet<>(catalogs);
        unknown.removeIf(c -> !c.startsWith("pg_") || READ.contains(c));
        kinds.forEach(k -> unknown.remove(k.catalog()));
        if (unknown.isEmpty()) return;
        reading.each(
                SQL.formatted(String.join("', '", unknown)),
                row -> {
                    String name = row.text("identity");
                    var object = new Unsupported(row.text("type"), row.text("schema"), name, name);
                    reading.oids.put(row.text("catalog"), row.number("oid"), object.id());
                    reading.objects.add(object);
                });
    }
}
