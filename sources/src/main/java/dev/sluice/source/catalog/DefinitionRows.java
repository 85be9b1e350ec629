package dev.sluice.source.catalog;

import static java.util.stream.Collectors.joining;

import dev.sluice.schema.Definition;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Objects that one statement makes whole. Read before columns, so that a column knows a range or
/// base type as its type.
final class DefinitionRows {
    private DefinitionRows() {}

    /// How the objects of one kind are found and said, as SQL expressions over a row `o` of
    /// `catalog`. `name` and `member` are those of its [ObjectId]; `owner` gives four texts, the
    /// [ObjectId] of what takes it along; `drop` says `DROP` and the target where it is null.
    record Objects(
            Kind kind,
            String catalog,
            String where,
            String namespace,
            String name,
            @Nullable String member,
            @Nullable String owner,
            String target,
            String create,
            @Nullable String drop) {
        private String sql() {
            return """
            SELECT '%s' AS kind, '%s' AS catalog, o.oid, %s AS namespace, (%s)::text AS name,
                   (%s)::text AS member, %s AS owner,
                   (%s)::text AS target, (%s)::text AS "create", (%s)::text AS "drop"
            FROM %s o WHERE o.oid >= 16384 AND %s
            """
                    .formatted(
                            kind,
                            catalog,
                            namespace,
                            name,
                            member == null ? "''" : member,
                            owner == null ? "NULL::text[]" : owner,
                            target,
                            create,
                            drop == null ? "NULL" : drop,
                            catalog,
                            where);
        }
    }

    /// `s.n` of an object.
    static String named(String namespace, String name) {
        return "o.%s::regnamespace || '.' || quote_ident(o.%s)".formatted(namespace, name);
    }

    /// `, WORD = function` where there is one.
    static String function(String word, String column) {
        return " || CASE WHEN %2$s <> 0 THEN ', %1$s = ' || %2$s::regproc ELSE '' END"
                .formatted(word, column);
    }

    /// The [ObjectId] of the relation with this oid.
    static String relation(String oid) {
        return """
        (SELECT ARRAY[CASE rc.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW'
                      ELSE 'TABLE' END, rn.nspname, rc.relname, '']
         FROM pg_class rc JOIN pg_namespace rn ON rn.oid = rc.relnamespace WHERE rc.oid = %s)\
        """
                .formatted(oid);
    }

    private static List<Objects> kinds(int major) {
        return Stream.of(
                        TypeObjects.KINDS,
                        OperatorObjects.KINDS,
                        TextSearchObjects.KINDS,
                        ForeignObjects.KINDS,
                        ServerObjects.KINDS,
                        ReplicationObjects.kinds(major))
                .flatMap(List::stream)
                .toList();
    }

    /// What is the same for all kinds is asked for once: planning it for each takes longer than
    /// running it.
    private static String sql(List<Objects> kinds, There there) {
        return """
        SELECT u.kind, u.catalog, u.oid::int8 AS oid, coalesce(n.nspname::text, '') AS schema,
               u.name, u.member, u.owner, u.target, u."create", u."drop",
               d.description AS comment
        FROM (%s OFFSET 0) u LEFT JOIN pg_namespace n ON n.oid = u.namespace
        LEFT JOIN pg_description d ON d.classoid = u.catalog::regclass AND d.objoid = u.oid
                  AND d.objsubid = 0
        WHERE (u.namespace = 0 OR {user})
          AND NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = u.catalog::regclass
                          AND m.objid = u.oid AND m.deptype = 'e')
        """
                .formatted(
                        kinds.stream()
                                .filter(k -> there.has(k.catalog()))
                                .map(Objects::sql)
                                .collect(joining(" UNION ALL ")));
    }

    static void read(Reading reading, There there, int major) {
        List<Objects> kinds = kinds(major);
        if (kinds.stream().anyMatch(k -> there.has(k.catalog())))
            reading.each(sql(kinds, there), row -> add(reading, row));
        UnknownRows.read(reading, there.catalogs(), kinds);
        if (there.has("pg_type")) TypeObjects.others(reading);
        if (there.has("pg_opclass")) OperatorObjects.members(reading);
        if (there.has("pg_ts_config")) TextSearchObjects.mappings(reading);
    }

    private static void add(Reading reading, Rows row) throws SQLException {
        var id =
                new ObjectId(
                        Kind.valueOf(row.text("kind")),
                        row.text("schema"),
                        row.text("name"),
                        row.text("member"));
        List<String> owner = row.texts("owner");
        String drop = row.textOrNull("drop");
        String target = row.text("target");
        reading.oids.put(row.text("catalog"), row.number("oid"), id);
        reading.objects.add(
                new Definition(
                        id,
                        owner.isEmpty()
                                ? null
                                : new ObjectId(
                                        Kind.valueOf(owner.get(0)),
                                        owner.get(1),
                                        owner.get(2),
                                        owner.get(3)),
                        target,
                        row.text("create"),
                        drop == null ? "DROP " + target : drop,
                        target.isEmpty() ? null : row.textOrNull("comment")));
    }
}
