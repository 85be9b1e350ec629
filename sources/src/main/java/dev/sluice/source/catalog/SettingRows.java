package dev.sluice.source.catalog;

import dev.sluice.schema.Definition;
import dev.sluice.schema.ObjectId;
import java.sql.SQLException;
import java.util.Set;

/// Properties that a statement of their own sets and that no record holds.
final class SettingRows {
    private SettingRows() {}

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
            SELECT 'pg_class', c.oid::int8, 0, 'type', format('ALTER TABLE %s OF %s', c.oid::regclass,
                   format_type(c.reloftype, NULL)), format('ALTER TABLE %s NOT OF', c.oid::regclass)
            FROM pg_class c WHERE c.oid >= 16384 AND c.reloftype <> 0
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
            WHERE t.oid >= 16384 AND t.tgenabled <> above.tgenabled AND NOT t.tgisinternal
            UNION ALL
            SELECT l.classoid::regclass::text, l.objoid::int8, l.objsubid, 'security label of ' || quote_ident(l.provider),
                   format('SECURITY LABEL FOR %I ON %s IS %L', l.provider, k.word || ' ' || i.identity, l.label),
                   format('SECURITY LABEL FOR %I ON %s IS NULL', l.provider, k.word || ' ' || i.identity)
            FROM pg_seclabel l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) i
            CROSS JOIN LATERAL (SELECT upper(regexp_replace(i.type, '^table column$', 'column'))) k (word)
            WHERE l.objoid >= 16384\
            """
                    .replace("{value}", ForeignObjects.value("o"));

    /// Whether there may be any: costs a fraction of looking for them.
    static final String EXIST =
            """
            SELECT 'settings' WHERE EXISTS (SELECT FROM pg_attribute WHERE attrelid >= 16384
                    AND attnum > 0
                    AND (attoptions IS NOT NULL OR attfdwoptions IS NOT NULL OR attstattarget >= 0))
                OR EXISTS (SELECT FROM pg_class WHERE oid >= 16384 AND relkind = 'm')
                OR EXISTS (SELECT FROM pg_class WHERE oid >= 16384
                    AND (reloftype <> 0 OR relkind IN ('i', 'I') AND reloptions IS NOT NULL))
                OR EXISTS (SELECT FROM pg_index WHERE indexrelid >= 16384 AND indisclustered)
                OR EXISTS (SELECT FROM pg_description d JOIN pg_class c ON c.oid = d.objoid WHERE d.objoid >= 16384
                    AND d.classoid = 'pg_class'::regclass AND c.relkind IN ('i', 'I'))
                OR EXISTS (SELECT FROM pg_statistic_ext) OR EXISTS (SELECT FROM pg_event_trigger)
                OR EXISTS (SELECT FROM pg_rewrite WHERE oid >= 16384 AND ev_enabled <> 'O')
                OR EXISTS (SELECT FROM pg_trigger WHERE tgparentid <> 0)
                OR EXISTS (SELECT FROM pg_foreign_data_wrapper) OR EXISTS (SELECT FROM pg_seclabel)\
            """;

    static void read(Reading reading, Set<String> there) {
        if (there.contains("settings")) reading.each(SQL, row -> add(reading, row));
    }

    private static void add(Reading reading, Rows row) throws SQLException {
        ObjectId of = reading.oids.find(row.text("catalog"), row.number("oid"), row.integer("sub"));
        if (of != null && of.kind() != dev.sluice.schema.Kind.EXTENSION)
            reading.objects.add(
                    Definition.setting(of, row.text("name"), row.text("set"), row.text("reset")));
    }
}
