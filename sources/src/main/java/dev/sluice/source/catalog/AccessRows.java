package dev.sluice.source.catalog;

import dev.sluice.schema.Definition;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.Literal;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import dev.sluice.sql.CommentSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whose objects are, and who may do what with them, as far as that is not what PostgreSQL gives to
/// what the database's owner makes. <https://www.postgresql.org/docs/18/ddl-priv.html>
final class AccessRows {
    /// `usual` is whose it would be unsaid.
    private record Owned(ObjectId id, Identifier role, String usual) {}

    private final List<Owned> owned = new ArrayList<>();

    private AccessRows() {}

    /// One who owns, the type of the object for acldefault() where it can be granted, its name in
    /// GRANT, and its list of rights.
    private static final String OBJECTS =
            """
            SELECT 'pg_class' AS catalog, c.oid, 0 AS sub, c.relowner AS owner,
                   CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END AS type,
                   CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.oid::regclass AS target,
                   c.relacl AS acl, '' AS columns
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't' AND {user c.oid}
            UNION ALL
            SELECT 'pg_class', c.oid, a.attnum, c.relowner, 'c', 'TABLE ' || c.oid::regclass, a.attacl,
                   ' (' || quote_ident(a.attname) || ')'
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND {user a.attrelid}
            UNION ALL
            SELECT 'pg_proc', p.oid, 0, p.proowner, 'f',
                   CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || p.oid::regprocedure, p.proacl, ''
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {user p.oid}
            UNION ALL
            SELECT 'pg_type', t.oid, 0, t.typowner, 'T', 'TYPE ' || format_type(t.oid, NULL), t.typacl, ''
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE (t.typtype IN ('b', 'd', 'e', 'r') AND t.typelem = 0
                   OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
              AND t.typisdefined AND {user t.oid}
            UNION ALL
            SELECT 'pg_namespace', n.oid, 0, n.nspowner, 'n', 'SCHEMA ' || quote_ident(n.nspname), n.nspacl, ''
            FROM pg_namespace n WHERE {user}
            UNION ALL
            SELECT 'pg_language', l.oid, 0, l.lanowner, 'l', 'LANGUAGE ' || quote_ident(l.lanname), l.lanacl, ''
            FROM pg_language l WHERE l.oid >= 16384 OR l.lanname = 'plpgsql'
            UNION ALL
            SELECT 'pg_foreign_data_wrapper', w.oid, 0, w.fdwowner, 'F', 'FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname),
                   w.fdwacl, '' FROM pg_foreign_data_wrapper w WHERE w.oid >= 16384
            UNION ALL
            SELECT 'pg_foreign_server', s.oid, 0, s.srvowner, 'S', 'FOREIGN SERVER ' || quote_ident(s.srvname), s.srvacl, ''
            FROM pg_foreign_server s WHERE s.oid >= 16384\
            """;

    private static final String OWNERS =
            """
            WITH me AS (SELECT datdba FROM pg_database WHERE datname = current_database())
            SELECT o.catalog, o.oid::int8 AS oid, pg_get_userbyid(o.owner) AS owner,
                   CASE WHEN o.catalog = 'pg_namespace' AND o.oid = 2200 AND current_setting('server_version_num')::int >= 150000
                        THEN 'pg_database_owner' ELSE 'CURRENT_USER' END AS usual FROM (
            %s
            UNION ALL SELECT 'pg_operator', o.oid, 0, o.oprowner, '', '', NULL, '' FROM pg_operator o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_opclass', o.oid, 0, o.opcowner, '', '', NULL, '' FROM pg_opclass o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_opfamily', o.oid, 0, o.opfowner, '', '', NULL, '' FROM pg_opfamily o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_collation', o.oid, 0, o.collowner, '', '', NULL, '' FROM pg_collation o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_conversion', o.oid, 0, o.conowner, '', '', NULL, '' FROM pg_conversion o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_ts_dict', o.oid, 0, o.dictowner, '', '', NULL, '' FROM pg_ts_dict o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_ts_config', o.oid, 0, o.cfgowner, '', '', NULL, '' FROM pg_ts_config o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_statistic_ext', o.oid, 0, o.stxowner, '', '', NULL, '' FROM pg_statistic_ext o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_publication', o.oid, 0, o.pubowner, '', '', NULL, '' FROM pg_publication o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_subscription', o.oid, 0, o.subowner, '', '', NULL, '' FROM pg_subscription o WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_event_trigger', o.oid, 0, o.evtowner, '', '', NULL, '' FROM pg_event_trigger o WHERE o.oid >= 16384
            ) o, me WHERE o.owner <> me.datdba AND o.sub = 0
              AND NOT (o.catalog = 'pg_namespace' AND (o.oid = 2200 AND o.owner = 10 OR pg_get_userbyid(o.owner) = 'pg_database_owner'))
              AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_class'::regclass AND i.objid = o.oid
                              AND o.catalog = 'pg_class' AND i.deptype IN ('a', 'i')
                              AND i.refclassid = 'pg_class'::regclass AND i.refobjsubid > 0)\
            """
                    .formatted(OBJECTS);

    private static final String GRANTS =
            """
            WITH o AS (SELECT *, coalesce((SELECT i.initprivs FROM pg_init_privs i
                      WHERE i.objoid = x.oid AND i.classoid = x.catalog::regclass AND i.objsubid = x.sub AND i.privtype = 'e'),
                    CASE WHEN catalog = 'pg_namespace' AND oid = 2200
                    THEN CASE WHEN current_setting('server_version_num')::int < 150000
                         THEN ARRAY['=UC/' || quote_ident(pg_get_userbyid(owner)), quote_ident(pg_get_userbyid(owner)) || '=UC/' || quote_ident(pg_get_userbyid(owner))]
                         ELSE ARRAY['=U/' || quote_ident(pg_get_userbyid(owner)), quote_ident(pg_get_userbyid(owner)) || '=UC/' || quote_ident(pg_get_userbyid(owner))]
                         END::aclitem[]
                    WHEN type = 'c' THEN NULL ELSE acldefault(type::"char", owner) END) AS usual
                FROM (%s) x WHERE acl IS NOT NULL),
            held AS (SELECT o.*, e.grantor, e.grantee, e.privilege_type, e.is_grantable FROM o, aclexplode(CASE WHEN cardinality(o.acl) > 0 THEN o.acl END) e),
            given AS (SELECT o.*, e.grantor, e.grantee, e.privilege_type, e.is_grantable FROM o, aclexplode(o.usual) e)
            SELECT catalog, oid::int8 AS oid, sub, target, columns, privilege_type AS privilege, is_grantable AS grantable,
                   false AS revoked, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS grantee,
                   CASE WHEN grantor <> owner THEN pg_get_userbyid(grantor) ELSE '' END AS grantor,
                   CASE WHEN grantor <> owner THEN quote_ident(pg_get_userbyid(grantor)) ELSE '' END AS giver
            FROM held h WHERE NOT EXISTS (SELECT FROM given g WHERE g.catalog = h.catalog AND g.oid = h.oid AND g.sub = h.sub
                AND g.grantee = h.grantee AND g.privilege_type = h.privilege_type AND g.is_grantable = h.is_grantable)
            UNION ALL
            SELECT catalog, oid::int8, sub, target, columns, privilege_type, false, true,
                   CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END, '', ''
            FROM given g WHERE NOT EXISTS (SELECT FROM held h WHERE g.catalog = h.catalog AND g.oid = h.oid AND g.sub = h.sub
                AND g.grantee = h.grantee AND g.privilege_type = h.privilege_type)\
            """
                    .formatted(OBJECTS);

    private static final String DEFAULTS =
            """
            WITH d AS (SELECT d.oid, pg_get_userbyid(d.defaclrole) AS role, d.defaclrole, n.nspname AS schema,
                       d.defaclobjtype AS type, d.defaclacl AS acl,
                       CASE WHEN d.defaclnamespace = 0 THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's'
                            ELSE d.defaclobjtype END, d.defaclrole) END AS usual
                FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
                WHERE d.defaclnamespace = 0 OR n.nspname NOT IN ('sluice', 'sluice_archive')),
            held AS (SELECT d.*, e.* FROM d, aclexplode(CASE WHEN cardinality(d.acl) > 0 THEN d.acl END) e),
            given AS (SELECT d.*, e.* FROM d, aclexplode(d.usual) e)
            SELECT role, schema, type, privilege_type AS privilege, is_grantable AS grantable, false AS revoked,
                   CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS grantee, '' AS grantor
            FROM held h WHERE NOT EXISTS (SELECT FROM given g WHERE g.oid = h.oid AND g.grantee = h.grantee
                AND g.privilege_type = h.privilege_type AND g.is_grantable = h.is_grantable)
            UNION ALL
            SELECT role, schema, type, privilege_type, false, true,
                   CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END, ''
            FROM given g WHERE NOT EXISTS (SELECT FROM held h WHERE g.oid = h.oid AND g.grantee = h.grantee
                AND g.privilege_type = h.privilege_type)\
            """;

    static AccessRows read(Reading reading, There there) {
        var rows = new AccessRows();
        if (there.has("owners")) rows.owners(reading);
        if (there.has("grants"))
            reading.each(
                    GRANTS,
                    row -> {
                        ObjectId id = granted(reading, row);
                        if (id != null) {
                            Definition grant = grant(row, id);
                            reading.objects.add(grant);
                            standsOnGrantor(reading, row, id, grant);
                        }
                    });
        if (there.has("default rights"))
            reading.each(DEFAULTS, row -> reading.objects.add(byDefault(row)));
        return rows;
    }

    private void owners(Reading reading) {
        reading.each(
                OWNERS,
                row -> {
                    ObjectId id = find(reading, row, 0);
                    if (id != null)
                        owned.add(
                                new Owned(id, Identifier.of(row.text("owner")), row.text("usual")));
                });
    }

    /// A schema that is no object of its own, `public`, can be granted all the same.
    private static @Nullable ObjectId find(Reading reading, Rows row, int sub) throws SQLException {
        ObjectId id = reading.oids.find(row.text("catalog"), row.number("oid"), sub);
        if (id == null && row.text("catalog").equals("pg_namespace") && row.number("oid") == 2200)
            return new ObjectId(Kind.SCHEMA, "", "public", "");
        return id == null || id.kind() == Kind.EXTENSION ? null : id;
    }

    /// Members of extensions have no name of their own in a catalog, plpgsql stands in every
    /// database: their rights are granted all the same.
    private static @Nullable ObjectId granted(Reading reading, Rows row) throws SQLException {
        if (row.text("target").equals("LANGUAGE plpgsql"))
            return new ObjectId(Kind.LANGUAGE, "", "plpgsql", "");
        ObjectId member =
                reading.oids.find(row.text("catalog"), row.number("oid"), row.integer("sub"));
        return member != null ? member : find(reading, row, row.integer("sub"));
    }

    /// Whoever grants what is another's was granted it, with the right to.
    private static void standsOnGrantor(Reading reading, Rows row, ObjectId of, Definition grant)
            throws SQLException {
        if (row.text("grantor").isEmpty()) return;
        String which = part(row, of) + which(false, row.text("giver"), "", row.text("privilege"));
        reading.dependencies.add(
                new Dependency(grant.id(), Definition.of(Kind.GRANT, of, which, "", "").id()));
    }

    private static String which(boolean revoked, String grantee, String grantor, String privilege) {
        return (revoked ? "not to " : "to ")
                + (grantee.equals("PUBLIC") ? "public" : grantee)
                + (grantor.isEmpty() ? "" : " by " + grantor)
                + ": "
                + privilege.toLowerCase(Locale.ROOT);
    }

    private static Definition grant(Rows row, ObjectId of) throws SQLException {
        String on = row.text("privilege") + row.text("columns") + " ON " + row.text("target");
        String grantee = row.text("grantee");
        String give =
                "GRANT "
                        + on
                        + " TO "
                        + grantee
                        + (row.flag("grantable") ? " WITH GRANT OPTION" : "");
        String take = "REVOKE " + on + " FROM " + grantee;
        String grantor = row.text("grantor");
        return grantor.isEmpty()
                ? said(Kind.GRANT, row, of, part(row, of), give, take)
                : said(Kind.GRANT, row, of, part(row, of), as(grantor, give), as(grantor, take));
    }

    private static String part(Rows row, ObjectId of) throws SQLException {
        if (of.kind() == Kind.EXTENSION) return row.text("target") + row.text("columns") + " ";
        return of.kind() == Kind.COLUMN && row.integer("sub") == 0 ? "its sequence " : "";
    }

    /// GRANTED BY takes the current role alone.
    private static String as(String role, String statement) {
        return """
        DO $sluice$
        DECLARE was text := pg_catalog.current_setting('role');
        BEGIN
            PERFORM pg_catalog.set_config('role', %s, true);
            %s;
            PERFORM pg_catalog.set_config('role', was, true);
        END $sluice$\
        """
                .formatted(Literal.quoted(role).strip(), statement);
    }

    private static Definition byDefault(Rows row) throws SQLException {
        String schema = row.textOrNull("schema");
        String on =
                switch (row.text("type")) {
                    case "r" -> "TABLES";
                    case "S" -> "SEQUENCES";
                    case "f" -> "FUNCTIONS";
                    case "T" -> "TYPES";
                    case "n" -> "SCHEMAS";
                    default -> "LARGE OBJECTS";
                };
        String alter =
                "ALTER DEFAULT PRIVILEGES FOR ROLE "
                        + Identifier.of(row.text("role")).quoted()
                        + (schema == null ? "" : " IN SCHEMA " + Identifier.of(schema).quoted());
        String what = " " + row.text("privilege") + " ON " + on;
        String grantee = row.text("grantee");
        String give =
                alter
                        + " GRANT"
                        + what
                        + " TO "
                        + grantee
                        + (row.flag("grantable") ? " WITH GRANT OPTION" : "");
        String take = alter + " REVOKE" + what + " FROM " + grantee;
        var of =
                schema == null
                        ? new ObjectId(Kind.DEFAULT_PRIVILEGES, "", row.text("role"), on)
                        : new ObjectId(Kind.SCHEMA, "", schema, "");
        Definition said = said(Kind.DEFAULT_PRIVILEGES, row, of, "", give, take);
        String which = said.id().name() + " of " + row.text("role") + " on " + on;
        return new Definition(
                new ObjectId(Kind.DEFAULT_PRIVILEGES, "", which, ""),
                schema == null ? null : of,
                "",
                said.create(),
                said.drop(),
                null);
    }

    /// `part` tells apart what is granted on one object.
    private static Definition said(
            Kind kind, Rows row, ObjectId of, String part, String give, String take)
            throws SQLException {
        boolean revoked = row.flag("revoked");
        return Definition.of(
                kind,
                of,
                part
                        + which(
                                revoked,
                                row.text("grantee"),
                                row.text("grantor"),
                                row.text("privilege")),
                revoked ? take : give,
                revoked ? give : take);
    }

    /// To be called when all objects are known.
    void add(Reading reading, Map<ObjectId, SchemaObject> objects) {
        for (Owned o : owned) {
            String alter = "ALTER " + CommentSql.target(o.id(), objects.get(o.id())) + " OWNER TO ";
            reading.objects.add(
                    Definition.of(
                            Kind.OWNER, o.id(), "", alter + o.role().quoted(), alter + o.usual()));
        }
    }
}
