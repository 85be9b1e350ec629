package dev.sluice.source.catalog;

import dev.sluice.schema.Definition;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Properties that a statement of their own sets and that no record holds.
final class SettingRows {
    private SettingRows() {}

    /// In place of a catalog: an index that its parent's made, if that is no object of its own.
    private static final String PART = "part";

    private static final String ATTACHED = "attached";

    private static final String PARTS =
            """
            SELECT i.oid::int8 AS oid, i.relname AS name, x.indrelid::int8 AS relation, h.inhparent::int8 AS whole
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_inherits h ON h.inhrelid = i.oid
            WHERE i.oid >= 16384 AND i.relispartition\
            """;

    private static final String SQL =
            """
            SELECT 'pg_class' AS catalog, c.oid::int8 AS oid, a.attnum::int4 AS sub, split_part(o, '=', 1) AS name,
                   format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', c.oid::regclass, a.attname, o) AS "set",
                   format('ALTER TABLE %s ALTER COLUMN %I RESET (%s)', c.oid::regclass, a.attname,
                          split_part(o, '=', 1)) AS reset
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, unnest(a.attoptions) o
            WHERE a.attrelid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'm') AND NOT a.attisdropped
            UNION ALL
            SELECT 'pg_class', i.oid::int8, 0, split_part(o, '=', 1),
                   format('ALTER INDEX %s SET (%s)', i.oid::regclass, o),
                   format('ALTER INDEX %s RESET (%s)', i.oid::regclass, split_part(o, '=', 1))
            FROM pg_constraint k JOIN pg_class i ON i.oid = k.conindid, unnest(i.reloptions) o
            WHERE k.oid >= 16384 AND k.contype IN ('p', 'u', 'x')
            UNION ALL
            SELECT 'pg_class', i.oid::int8, 0, 'comment on the index',
                   format('COMMENT ON INDEX %s IS %s', i.oid::regclass, quote_literal(d.description)),
                   format('COMMENT ON INDEX %s IS NULL', i.oid::regclass)
            FROM pg_constraint k JOIN pg_class i ON i.oid = k.conindid
            JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = i.oid AND d.objsubid = 0
            WHERE k.oid >= 16384 AND k.contype IN ('p', 'u', 'x')
            UNION ALL
            SELECT '{part}', i.oid::int8, 0, 'comment on the index',
                   format('COMMENT ON INDEX %s IS %s', i.oid::regclass, quote_literal(d.description)),
                   format('COMMENT ON INDEX %s IS NULL', i.oid::regclass)
            FROM pg_class i
            JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = i.oid AND d.objsubid = 0
            WHERE i.oid >= 16384 AND i.relkind IN ('i', 'I') AND i.relispartition
              AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x'))
            UNION ALL
            SELECT 'pg_class', k.conrelid::int8, 0, 'comment on constraint ' || k.conname,
                   format('COMMENT ON CONSTRAINT %I ON %s IS %s', k.conname, k.conrelid::regclass, quote_literal(d.description)),
                   format('COMMENT ON CONSTRAINT %I ON %s IS NULL', k.conname, k.conrelid::regclass)
            FROM pg_constraint k
            JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
            WHERE k.oid >= 16384 AND k.conparentid <> 0 AND NOT EXISTS (SELECT FROM pg_constraint p JOIN pg_index x
                ON x.indexrelid = p.conindid WHERE p.oid = k.conparentid AND p.contype <> 'f' AND NOT x.indisvalid)
            UNION ALL
            SELECT 'pg_class', k.conrelid::int8, 0, 'called as part of ' || p.conname,
                   format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', k.conrelid::regclass, m.name, k.conname),
                   format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', k.conrelid::regclass, k.conname, m.name)
            FROM pg_constraint k JOIN pg_constraint p ON p.oid = k.conparentid AND p.conrelid <> k.conrelid
            LEFT JOIN pg_index x ON x.indexrelid = p.conindid AND p.contype <> 'f'
            JOIN pg_class c ON c.oid = k.conrelid
            CROSS JOIN LATERAL (SELECT CASE k.contype WHEN 'f' THEN p.conname::text WHEN 'p' THEN c.relname || '_pkey'
                ELSE c.relname || (SELECT string_agg('_' || a.attname, '' ORDER BY a.attnum) FROM pg_attribute a
                     WHERE a.attrelid = k.conindid) || CASE k.contype WHEN 'x' THEN '_excl' ELSE '_key' END END) m (name)
            WHERE k.oid >= 16384 AND k.contype IN ('p', 'u', 'x', 'f') AND octet_length(m.name) < 64 AND coalesce(x.indisvalid, true)
              AND k.conname <> m.name AND regexp_replace(k.conname, '_?\\d+$', '') <> m.name
            UNION ALL
            SELECT 'pg_class', h.inhrelid::int8, 0, '{attached}',
                   format('ALTER INDEX %s ATTACH PARTITION %s', h.inhparent::regclass, h.inhrelid::regclass), ''
            FROM pg_inherits h JOIN pg_index x ON x.indexrelid = h.inhparent AND NOT x.indisvalid
            WHERE h.inhrelid >= 16384
            UNION ALL
            SELECT 'pg_class', i.oid::int8, 0, 'cluster',
                   format('ALTER %s %s CLUSTER ON %I', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
                          c.oid::regclass, i.relname),
                   format('ALTER %s %s SET WITHOUT CLUSTER', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW'
                          ELSE 'TABLE' END, c.oid::regclass)
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
            WHERE x.indexrelid >= 16384 AND x.indisclustered
            UNION ALL
            SELECT 'pg_class', i.oid::int8, 0, 'statistics of column ' || a.attnum,
                   format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', i.oid::regclass, a.attnum, a.attstattarget),
                   format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS -1', i.oid::regclass, a.attnum)
            FROM pg_attribute a JOIN pg_class i ON i.oid = a.attrelid
            WHERE i.oid >= 16384 AND i.relkind IN ('i', 'I') AND a.attstattarget >= 0
            UNION ALL
            SELECT 'pg_class', c.oid::int8, a.attnum, 'statistics',
                   format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET STATISTICS %s', c.oid::regclass, a.attname, a.attstattarget),
                   format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET STATISTICS -1', c.oid::regclass, a.attname)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.oid >= 16384 AND c.relkind = 'm' AND a.attnum > 0 AND a.attstattarget >= 0 AND NOT a.attisdropped
            UNION ALL
            SELECT 'pg_class', c.oid::int8, a.attnum, 'storage',
                   format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET STORAGE %s', c.oid::regclass, a.attname, w.word),
                   format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET STORAGE %s', c.oid::regclass, a.attname, u.word)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
            JOIN (VALUES ('p', 'PLAIN'), ('e', 'EXTERNAL'), ('m', 'MAIN'), ('x', 'EXTENDED')) w (letter, word)
                 ON w.letter = a.attstorage::text
            JOIN (VALUES ('p', 'PLAIN'), ('e', 'EXTERNAL'), ('m', 'MAIN'), ('x', 'EXTENDED')) u (letter, word)
                 ON u.letter = t.typstorage::text
            WHERE c.oid >= 16384 AND c.relkind = 'm' AND a.attstorage <> t.typstorage AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT 'pg_class', c.oid::int8, a.attnum, 'compression',
                   format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET COMPRESSION %s', c.oid::regclass, a.attname,
                          CASE a.attcompression WHEN 'p' THEN 'pglz' ELSE 'lz4' END),
                   format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET COMPRESSION DEFAULT', c.oid::regclass, a.attname)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.oid >= 16384 AND c.relkind = 'm' AND a.attcompression <> '' AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT 'pg_class', c.oid::int8, 0, 'comment on its sequence',
                   format('COMMENT ON SEQUENCE %s IS %s', c.oid::regclass, quote_literal(d.description)),
                   format('COMMENT ON SEQUENCE %s IS NULL', c.oid::regclass)
            FROM pg_depend i JOIN pg_class c ON c.oid = i.objid AND c.relkind = 'S'
            JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
            WHERE i.objid >= 16384 AND {behind identity}
            UNION ALL
            SELECT 'pg_type', r.rngmultitypid::int8, 0, 'comment on its multirange',
                   format('COMMENT ON TYPE %s IS %s', format_type(r.rngmultitypid, NULL), quote_literal(d.description)),
                   format('COMMENT ON TYPE %s IS NULL', format_type(r.rngmultitypid, NULL))
            FROM pg_range r
            JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = r.rngmultitypid AND d.objsubid = 0
            WHERE r.rngtypid >= 16384
            UNION ALL
            SELECT 'pg_class', c.oid::int8, 0, 'log of its sequence',
                   format('ALTER SEQUENCE %s SET %s', c.oid::regclass, CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END),
                   format('ALTER SEQUENCE %s SET %s', c.oid::regclass, CASE t.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END)
            FROM pg_depend i JOIN pg_class c ON c.oid = i.objid AND c.relkind = 'S' JOIN pg_class t ON t.oid = i.refobjid
            WHERE i.objid >= 16384 AND c.relpersistence <> t.relpersistence AND {behind identity}
              AND current_setting('server_version_num')::int >= 150000
            UNION ALL
            SELECT 'pg_class', c.oid::int8, 0, 'type', format('ALTER TABLE %s OF %s', c.oid::regclass,
                   format_type(c.reloftype, NULL)), format('ALTER TABLE %s NOT OF', c.oid::regclass)
            FROM pg_class c WHERE c.oid >= 16384 AND c.reloftype <> 0
            UNION ALL
            SELECT 'pg_class', c.oid::int8, 0, 'tablespace', format('ALTER %s %s SET TABLESPACE %I', k.word, c.oid::regclass, s.spcname),
                   format('ALTER %s %s SET TABLESPACE %I', k.word, c.oid::regclass, usual.spcname)
            FROM pg_class c JOIN pg_tablespace s ON s.oid = c.reltablespace
            JOIN pg_database b ON b.datname = current_database() JOIN pg_tablespace usual ON usual.oid = b.dattablespace
            JOIN (VALUES ('r', 'TABLE'), ('p', 'TABLE'), ('i', 'INDEX'), ('I', 'INDEX')) k (letter, word) ON k.letter = c.relkind::text
            WHERE c.oid >= 16384
            UNION ALL
            SELECT 'pg_class', f.ftrelid::int8, 0, 'option ' || o.option_name,
                   format('ALTER FOREIGN TABLE %s OPTIONS (ADD %I %L)', f.ftrelid::regclass, o.option_name, {value}),
                   format('ALTER FOREIGN TABLE %s OPTIONS (DROP %I)', f.ftrelid::regclass, o.option_name)
            FROM pg_foreign_table f, pg_options_to_table(f.ftoptions) o
            UNION ALL
            SELECT 'pg_foreign_data_wrapper', w.oid::int8, 0, 'option ' || o.option_name,
                   format('ALTER FOREIGN DATA WRAPPER %I OPTIONS (ADD %I %L)', w.fdwname, o.option_name, {value}),
                   format('ALTER FOREIGN DATA WRAPPER %I OPTIONS (DROP %I)', w.fdwname, o.option_name)
            FROM pg_foreign_data_wrapper w, pg_options_to_table(w.fdwoptions) o WHERE w.oid >= 16384
            UNION ALL
            SELECT 'pg_foreign_server', s.oid::int8, 0, 'option ' || o.option_name,
                   format('ALTER SERVER %I OPTIONS (ADD %I %L)', s.srvname, o.option_name, {value}),
                   format('ALTER SERVER %I OPTIONS (DROP %I)', s.srvname, o.option_name)
            FROM pg_foreign_server s, pg_options_to_table(s.srvoptions) o WHERE s.oid >= 16384
            UNION ALL
            SELECT 'pg_foreign_server', s.oid::int8, 0, 'version',
                   format('ALTER SERVER %I VERSION %L', s.srvname, s.srvversion), format('ALTER SERVER %I VERSION NULL', s.srvname)
            FROM pg_foreign_server s WHERE s.oid >= 16384 AND s.srvversion IS NOT NULL
            UNION ALL
            SELECT 'pg_class', c.oid::int8, a.attnum, 'option ' || o.option_name,
                   format('ALTER FOREIGN TABLE %s ALTER COLUMN %I OPTIONS (ADD %I %L)', c.oid::regclass, a.attname,
                          o.option_name, {value}),
                   format('ALTER FOREIGN TABLE %s ALTER COLUMN %I OPTIONS (DROP %I)', c.oid::regclass, a.attname,
                          o.option_name)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, pg_options_to_table(a.attfdwoptions) o
            WHERE a.attrelid >= 16384 AND NOT a.attisdropped
            UNION ALL
            SELECT 'pg_statistic_ext', s.oid::int8, 0, 'statistics',
                   format('ALTER STATISTICS %s.%I SET STATISTICS %s', s.stxnamespace::regnamespace, s.stxname, s.stxstattarget),
                   format('ALTER STATISTICS %s.%I SET STATISTICS -1', s.stxnamespace::regnamespace, s.stxname)
            FROM pg_statistic_ext s WHERE s.oid >= 16384 AND s.stxstattarget >= 0
            UNION ALL
            SELECT 'pg_rewrite', r.oid::int8, 0, 'enabled',
                   format('ALTER TABLE %s %s RULE %I', r.ev_class::regclass, e.word, r.rulename),
                   format('ALTER TABLE %s ENABLE RULE %I', r.ev_class::regclass, r.rulename)
            FROM pg_rewrite r JOIN (VALUES ('D', 'DISABLE'), ('R', 'ENABLE REPLICA'), ('A', 'ENABLE ALWAYS')) e (letter, word)
                 ON e.letter = r.ev_enabled::text
            WHERE r.oid >= 16384 AND r.rulename <> '_RETURN'
            UNION ALL
            SELECT 'pg_event_trigger', t.oid::int8, 0, 'enabled',
                   format('ALTER EVENT TRIGGER %I %s', t.evtname, e.word),
                   format('ALTER EVENT TRIGGER %I ENABLE', t.evtname)
            FROM pg_event_trigger t JOIN (VALUES ('D', 'DISABLE'), ('R', 'ENABLE REPLICA'), ('A', 'ENABLE ALWAYS')) e (letter, word)
                 ON e.letter = t.evtenabled::text
            WHERE t.oid >= 16384
            UNION ALL
            SELECT 'pg_class', c.oid::int8, 0, 'trigger ' || quote_ident(t.tgname),
                   format('ALTER TABLE %s %s TRIGGER %I', c.oid::regclass, e.word, t.tgname),
                   format('ALTER TABLE %s %s TRIGGER %I', c.oid::regclass, p.word, t.tgname)
            FROM pg_trigger t JOIN pg_trigger above ON above.oid = t.tgparentid JOIN pg_class c ON c.oid = t.tgrelid
            JOIN (VALUES ('O', 'ENABLE'), ('D', 'DISABLE'), ('R', 'ENABLE REPLICA'), ('A', 'ENABLE ALWAYS')) e (letter, word)
                 ON e.letter = t.tgenabled::text
            JOIN (VALUES ('O', 'ENABLE'), ('D', 'DISABLE'), ('R', 'ENABLE REPLICA'), ('A', 'ENABLE ALWAYS')) p (letter, word)
                 ON p.letter = above.tgenabled::text
            WHERE t.oid >= 16384 AND t.tgenabled <> above.tgenabled AND t.tgname !~ '^RI_ConstraintTrigger_'
            UNION ALL
            SELECT l.classoid::regclass::text, l.objoid::int8, l.objsubid, 'security label of ' || quote_ident(l.provider),
                   format('SECURITY LABEL FOR %I ON %s IS %L', l.provider, k.word || ' ' || i.identity, l.label),
                   format('SECURITY LABEL FOR %I ON %s IS NULL', l.provider, k.word || ' ' || i.identity)
            FROM pg_seclabel l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) i
            CROSS JOIN LATERAL (SELECT upper(regexp_replace(i.type, '^table column$', 'column'))) k (word)
            WHERE l.objoid >= 16384\
            """
                    .replace("{part}", PART)
                    .replace("{attached}", ATTACHED)
                    .replace("{value}", ForeignObjects.value("o"))
                    .replace(
                            "{behind identity}",
                            """
                            i.classid = 'pg_class'::regclass AND i.deptype = 'i'
                              AND i.refclassid = 'pg_class'::regclass AND i.refobjsubid > 0\
                            """);

    private record Part(String name, long relation, long whole) {}

    static void read(Reading reading, There there) {
        if (!there.has("settings")) return;
        var parts = new HashMap<Long, Part>();
        reading.each(
                PARTS,
                row ->
                        parts.put(
                                row.number("oid"),
                                new Part(
                                        row.text("name"),
                                        row.number("relation"),
                                        row.number("whole"))));
        reading.each(SQL, row -> add(reading, row, parts));
    }

    /// What is said of a part that is no object of its own is said of its table.
    private static void add(Reading reading, Rows row, Map<Long, Part> parts) throws SQLException {
        boolean isOfPart = row.text("catalog").equals(PART);
        String catalog = isOfPart ? "pg_class" : row.text("catalog");
        ObjectId of = reading.oids.find(catalog, row.number("oid"), row.integer("sub"));
        String name = row.text("name");
        Part part = parts.get(row.number("oid"));
        if (isOfPart && of != null) return;
        if (of == null && part != null) {
            of = reading.oids.find("pg_class", part.relation());
            name += " " + part.name();
        }
        if (of == null || of.kind() == Kind.EXTENSION) return;
        var setting = Definition.setting(of, name, row.text("set"), row.text("reset"));
        reading.objects.add(setting);
        if (part != null && row.text("name").equals(ATTACHED))
            joins(reading, setting.id(), reading.oids.find("pg_class", part.whole()));
    }

    /// What joins a part to an index that lacks another needs them both.
    private static void joins(Reading reading, ObjectId setting, @Nullable ObjectId whole) {
        if (whole != null) reading.dependencies.add(new Dependency(setting, whole));
    }
}
