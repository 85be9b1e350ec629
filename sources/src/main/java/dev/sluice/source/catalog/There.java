package dev.sluice.source.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/// What a database has anything of: the catalogs that hold objects of users, the kinds of
/// relations, types and routines, and whether something may be owned, granted or set.
///
/// Most databases have next to none of all that there is, and to plan a question for each of it
/// takes longer than half of all the rest of a reading: so what matters is found out first.
final class There {
    private final Set<String> names = new HashSet<>();

    private There() {}

    /// Of each: its name, and whether any of it may be another's than the database's owner's, may
    /// be granted, or may have a setting of its own.
    ///
    /// pg_depend may have no row of what stands in no schema: all that it needs may be built in.
    /// (What is in a schema depends on that; `public` is not pinned.) What belongs to a role that
    /// initdb made has no row in pg_shdepend.
    private static final String SQL =
            """
            WITH b AS (SELECT oid, datdba FROM pg_database WHERE datname = current_database()),
            own AS (SELECT oid FROM pg_namespace WHERE nspname IN ('sluice', 'sluice_archive'))
            SELECT what, bool_or(owned) AS owned, bool_or(granted) AS granted, bool_or("set") AS "set" FROM (
            SELECT classid::regclass::text AS what, false AS owned, false AS granted, false AS "set"
            FROM (SELECT DISTINCT classid FROM pg_depend WHERE objid >= 16384
                  AND classid NOT IN ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass)) d
            UNION ALL SELECT 'relation ' || relkind::text, bool_or(relowner <> (SELECT datdba FROM b)), bool_or(relacl IS NOT NULL),
                bool_or(reloftype <> 0 OR reltablespace <> 0 OR relpersistence = 'u' OR relkind = 'm' OR relkind IN ('i', 'I') AND reloptions IS NOT NULL)
            FROM pg_class WHERE oid >= 16384 AND relkind <> 't' GROUP BY relkind
            UNION ALL SELECT CASE WHEN typtype = 'b' AND typcategory = 'A' THEN 'array' WHEN typtype IN ('b', 'p', 'r') THEN 'pg_type'
                ELSE 'type ' || typtype::text END, bool_or(typowner <> (SELECT datdba FROM b)), bool_or(typacl IS NOT NULL),
                bool_or(typtype = 'r')
            FROM pg_type WHERE oid >= 16384 GROUP BY 1
            UNION ALL SELECT CASE prokind WHEN 'a' THEN 'pg_proc' ELSE 'routine' END,
                bool_or(proowner <> (SELECT datdba FROM b)), bool_or(proacl IS NOT NULL), false
            FROM pg_proc WHERE oid >= 16384 AND pronamespace NOT IN (SELECT oid FROM own) GROUP BY 1
            UNION ALL SELECT 'columns', false, bool_or(attacl IS NOT NULL),
                bool_or(attnum > 0 AND (attoptions IS NOT NULL OR attfdwoptions IS NOT NULL OR attstattarget >= 0))
            FROM pg_attribute WHERE attrelid >= 16384
            UNION ALL SELECT 'schema', nspowner <> (SELECT datdba FROM b) AND (oid >= 16384 OR nspowner NOT IN (10, 'pg_database_owner'::regrole)),
                nspacl IS NOT NULL AND (oid >= 16384
                    OR nspacl::text NOT IN ('{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}', '{postgres=UC/postgres,=UC/postgres}')), false
            FROM pg_namespace WHERE oid >= 16384 OR oid = 2200
            UNION ALL SELECT 'trigger', false, false, g.tgparentid <> 0 FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
            WHERE (NOT g.tgisinternal OR g.tgparentid <> 0) AND c.relnamespace NOT IN (SELECT oid FROM own)
            UNION ALL SELECT 'part', false, false, true FROM pg_constraint WHERE oid >= 16384 AND conparentid <> 0
            UNION ALL SELECT 'clustered', false, false, true FROM pg_index WHERE indexrelid >= 16384 AND indisclustered
            UNION ALL SELECT 'comment on a part', false, false, true FROM pg_description d JOIN pg_class c ON c.oid = d.objoid
            WHERE d.objoid >= 16384 AND d.classoid = 'pg_class'::regclass AND c.relkind IN ('i', 'I', 'S')
            UNION ALL SELECT 'enabled', false, false, true FROM pg_rewrite WHERE oid >= 16384 AND ev_enabled <> 'O'
            UNION ALL SELECT 'extension', false, false, false FROM pg_extension WHERE extname <> 'plpgsql'
            UNION ALL SELECT 'pg_am', false, false, false FROM pg_am WHERE oid >= 16384
            UNION ALL SELECT 'pg_cast', false, false, false FROM pg_cast WHERE oid >= 16384
            UNION ALL SELECT 'pg_event_trigger', false, false, evtenabled <> 'O' FROM pg_event_trigger
            UNION ALL SELECT 'pg_foreign_data_wrapper', false, fdwacl IS NOT NULL, true FROM pg_foreign_data_wrapper
            UNION ALL SELECT 'pg_foreign_server', false, srvacl IS NOT NULL, true FROM pg_foreign_server
            UNION ALL SELECT CASE WHEN oid >= 16384 THEN 'pg_language' ELSE 'plpgsql' END, false, lanacl IS NOT NULL, false
            FROM pg_language WHERE oid >= 16384 OR lanname = 'plpgsql'
            UNION ALL SELECT 'pg_publication', pubowner <> (SELECT datdba FROM b), false, false FROM pg_publication
            UNION ALL SELECT 'pg_subscription', false, false, false FROM pg_subscription WHERE subdbid = (SELECT oid FROM b)
            UNION ALL SELECT 'pg_transform', false, false, false FROM pg_transform WHERE oid >= 16384
            UNION ALL SELECT 'pg_statistic_ext', stxowner <> (SELECT datdba FROM b), false, true FROM pg_statistic_ext
            UNION ALL SELECT 'label', false, false, true FROM pg_seclabel WHERE objoid >= 16384
            UNION ALL SELECT 'default rights', false, false, false FROM pg_default_acl
            UNION ALL SELECT 'owner', true, false, false FROM pg_shdepend s JOIN b ON s.dbid = b.oid
            WHERE s.deptype = 'o' AND s.refobjid <> b.datdba) u GROUP BY what\
            """;

    static There in(Connection connection) throws SQLException {
        var there = new There();
        try (Rows rows = Rows.of(connection, SQL)) {
            while (rows.next()) {
                there.names.add(rows.text("what"));
                if (rows.flag("owned")) there.names.add("owners");
                if (rows.flag("granted")) there.names.add("grants");
                if (rows.flag("set")) there.names.add("settings");
            }
        }
        return there;
    }

    boolean has(String... any) {
        for (String one : any) if (names.contains(one)) return true;
        return false;
    }

    /// The names of those catalogs that hold anything, pg_class, pg_type and pg_proc only where an
    /// object is there that one statement makes whole.
    Set<String> catalogs() {
        var catalogs = new HashSet<>(names);
        catalogs.removeIf(n -> !n.startsWith("pg_"));
        return catalogs;
    }
}
