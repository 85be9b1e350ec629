package dev.sluice.source.catalog;

import static java.util.stream.Collectors.joining;

import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every object that the model has no record for. Read before columns, so that a column knows a
/// range or base type as its type.
final class UnsupportedRows {
    private UnsupportedRows() {}

    /// The objects of one kind: rows of the catalog, `where` it says so.
    private record Objects(String catalog, String where, String sql) {
        String exist() {
            return "SELECT '%1$s' WHERE EXISTS (SELECT FROM %1$s o WHERE o.oid >= 16384 AND %2$s)"
                    .formatted(catalog, where);
        }
    }

    private static Objects kind(
            String words, String catalog, String namespace, String detail, String where) {
        return new Objects(
                catalog,
                where,
                """
                SELECT '%1$s' AS kind, '%2$s' AS catalog, o.oid, %3$s AS namespace, (%4$s) AS detail
                FROM %2$s o WHERE o.oid >= 16384 AND %5$s
                """
                        .formatted(words, catalog, namespace, detail, where));
    }

    private static Objects inSchema(
            String words, String catalog, String namespaceColumn, String detail, String where) {
        return kind(words, catalog, "o." + namespaceColumn, detail, where);
    }

    private static Objects global(String words, String catalog, String detail, String where) {
        return kind(words, catalog, "0::oid", detail, where);
    }

    private static final List<Objects> KINDS =
            List.of(
                    inSchema(
                            "aggregate",
                            "pg_proc",
                            "pronamespace",
                            """
                            SELECT concat_ws(' ', pg_get_function_arguments(o.oid),
                                   pg_get_function_result(o.oid), a.aggtransfn, a.aggfinalfn,
                                   a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn,
                                   a.aggminvtransfn, a.aggmfinalfn, a.aggkind, a.aggsortop::regoperator,
                                   format_type(a.aggtranstype, NULL), a.agginitval, a.aggminitval,
                                   o.proparallel) FROM pg_aggregate a WHERE a.aggfnoid = o.oid\
                            """,
                            "o.prokind = 'a'"),
                    inSchema(
                            "operator",
                            "pg_operator",
                            "oprnamespace",
                            "concat_ws(' ', o.oprcode, o.oprcom::regoperator, o.oprnegate::regoperator,"
                                    + " o.oprrest, o.oprjoin, o.oprcanhash, o.oprcanmerge)",
                            "o.oprcode <> 0"),
                    inSchema(
                            "operator class",
                            "pg_opclass",
                            "opcnamespace",
                            "concat_ws(' ', format_type(o.opcintype, NULL), o.opcdefault,"
                                    + " format_type(o.opckeytype, NULL))",
                            "true"),
                    inSchema(
                            "operator family",
                            "pg_opfamily",
                            "opfnamespace",
                            """
                            SELECT coalesce(string_agg(e, ' ' ORDER BY e), '') FROM (
                              SELECT concat_ws(' ', amopstrategy, amopopr::regoperator) AS e
                              FROM pg_amop WHERE amopfamily = o.oid
                              UNION ALL SELECT concat_ws(' ', amprocnum, amproc::regprocedure)
                              FROM pg_amproc WHERE amprocfamily = o.oid) m\
                            """,
                            "true"),
                    inSchema(
                            "collation",
                            "pg_collation",
                            "collnamespace",
                            // the ICU locale stands in other columns from 15 and from 17 on
                            "concat_ws(' ', o.collprovider, o.collcollate, o.collctype, o.collisdeterministic,"
                                    + " to_jsonb(o) ->> 'colliculocale', to_jsonb(o) ->> 'colllocale',"
                                    + " to_jsonb(o) ->> 'collicurules')",
                            "true"),
                    inSchema(
                            "conversion",
                            "pg_conversion",
                            "connamespace",
                            "concat_ws(' ', o.conforencoding, o.contoencoding, o.conproc, o.condefault)",
                            "true"),
                    inSchema(
                            "statistics",
                            "pg_statistic_ext",
                            "stxnamespace",
                            "pg_get_statisticsobjdef(o.oid)",
                            "true"),
                    inSchema(
                            "text search configuration",
                            "pg_ts_config",
                            "cfgnamespace",
                            """
                            SELECT coalesce(string_agg(concat_ws(' ', maptokentype, mapdict::regdictionary),
                                   ', ' ORDER BY maptokentype, mapseqno), '')
                            FROM pg_ts_config_map WHERE mapcfg = o.oid\
                            """,
                            "true"),
                    inSchema(
                            "text search dictionary",
                            "pg_ts_dict",
                            "dictnamespace",
                            "concat_ws(' ', (SELECT tmplname FROM pg_ts_template t WHERE t.oid = o.dicttemplate),"
                                    + " o.dictinitoption)",
                            "true"),
                    inSchema(
                            "text search parser",
                            "pg_ts_parser",
                            "prsnamespace",
                            "concat_ws(' ', o.prsstart, o.prstoken, o.prsend, o.prsheadline, o.prslextype)",
                            "true"),
                    inSchema(
                            "text search template",
                            "pg_ts_template",
                            "tmplnamespace",
                            "concat_ws(' ', o.tmplinit, o.tmpllexize)",
                            "true"),
                    inSchema(
                            "range type",
                            "pg_type",
                            "typnamespace",
                            """
                            SELECT concat_ws(' ', format_type(r.rngsubtype, NULL), r.rngcollation::regcollation,
                                   r.rngsubopc::text, r.rngcanonical, r.rngsubdiff, format_type(r.rngmultitypid, NULL))
                            FROM pg_range r WHERE r.rngtypid = o.oid\
                            """,
                            "o.typtype = 'r'"),
                    inSchema(
                            "base type",
                            "pg_type",
                            "typnamespace",
                            "concat_ws(' ', o.typinput, o.typoutput, o.typlen, o.typalign, o.typstorage, o.typisdefined,"
                                    + " o.typcategory, o.typispreferred, o.typdelim, o.typdefault)",
                            "o.typtype IN ('b', 'p') AND o.typcategory <> 'A'"),
                    inSchema(
                            "foreign table",
                            "pg_class",
                            "relnamespace",
                            """
                            SELECT concat_ws(' ', s.srvname, f.ftoptions::text,
                               (SELECT string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
                                       a.attnotnull, a.attfdwoptions::text, col_description(o.oid, a.attnum)),
                                       ', ' ORDER BY a.attname)
                                FROM pg_attribute a WHERE a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped))
                            FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
                            WHERE f.ftrelid = o.oid\
                            """,
                            "o.relkind = 'f'"),
                    global(
                            "cast",
                            "pg_cast",
                            "concat_ws(' ', o.castfunc::regprocedure, o.castcontext, o.castmethod)",
                            "NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_cast'::regclass"
                                    + " AND i.objid = o.oid AND i.deptype = 'i')"),
                    global(
                            "event trigger",
                            "pg_event_trigger",
                            "concat_ws(' ', o.evtevent, o.evtfoid::regprocedure, o.evtenabled, o.evttags::text)",
                            "NOT EXISTS (SELECT FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace"
                                    + " WHERE f.oid = o.evtfoid AND fn.nspname = 'sluice')"),
                    global(
                            "language",
                            "pg_language",
                            "concat_ws(' ', o.lanpltrusted, o.lanplcallfoid::regprocedure)",
                            "true"),
                    global("access method", "pg_am", "o.amhandler::text", "true"),
                    global(
                            "transform",
                            "pg_transform",
                            "concat_ws(' ', o.trffromsql::regprocedure, o.trftosql::regprocedure)",
                            "true"),
                    global(
                            "publication",
                            "pg_publication",
                            """
                            SELECT concat_ws(' ', o.puballtables, o.pubinsert, o.pubupdate, o.pubdelete,
                                   o.pubtruncate, o.pubviaroot,
                                   (SELECT string_agg(r.prrelid::regclass::text, ', ' ORDER BY r.prrelid::regclass::text)
                                    FROM pg_publication_rel r WHERE r.prpubid = o.oid))\
                            """,
                            "true"),
                    global(
                            "foreign data wrapper",
                            "pg_foreign_data_wrapper",
                            "concat_ws(' ', o.fdwhandler::regproc, o.fdwvalidator::regproc, o.fdwoptions::text)",
                            "true"),
                    global(
                            "server",
                            "pg_foreign_server",
                            "concat_ws(' ', o.srvtype, o.srvversion, o.srvoptions::text)",
                            "true"));

    private static final Set<String> HOLD_OTHERS = Set.of("pg_class", "pg_proc", "pg_type");

    /// What pg_depend may have no row of: all that they need may be built in. (What is in a schema
    /// depends on that; `public` is not pinned.)
    private static final Set<String> MAY_STAND_ALONE =
            Set.of(
                    "pg_am",
                    "pg_cast",
                    "pg_event_trigger",
                    "pg_foreign_data_wrapper",
                    "pg_language",
                    "pg_publication",
                    "pg_transform");

    /// The catalogs that hold any such object.
    private static final String CATALOGS =
            """
            SELECT DISTINCT classid::regclass::text AS catalog FROM pg_depend
            WHERE objid >= 16384 AND classid NOT IN (%s)
            UNION %s\
            """
                    .formatted(
                            HOLD_OTHERS.stream()
                                    .map("'%s'::regclass"::formatted)
                                    .collect(joining(", ")),
                            KINDS.stream()
                                    .filter(k ->
                                            HOLD_OTHERS.contains(k.catalog())
                                                    || MAY_STAND_ALONE.contains(k.catalog()))
                                    .map(Objects::exist)
                                    .collect(joining(" UNION ")));

    /// What is the same for all kinds is asked for once: planning it for each takes longer than
    /// running it.
    private static String sql(Set<String> catalogs) {
        return """
        SELECT u.kind, u.catalog, u.oid::int8 AS oid, coalesce(n.nspname::text, '') AS schema,
               (pg_identify_object(u.catalog::regclass, u.oid, 0)).identity AS name, u.detail,
               obj_description(u.oid, u.catalog::name) AS comment
        FROM (%s OFFSET 0) u LEFT JOIN pg_namespace n ON n.oid = u.namespace
        WHERE (u.namespace = 0 OR {user})
          AND NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = u.catalog::regclass
                          AND m.objid = u.oid AND m.deptype = 'e')
        """
                .formatted(
                        KINDS.stream()
                                .filter(k -> catalogs.contains(k.catalog()))
                                .map(Objects::sql)
                                .collect(joining(" UNION ALL ")));
    }

    /// Most databases have next to none of them, and to plan and open two dozen catalogs takes
    /// longer than half of all the rest of a reading: so those that matter are found out first.
    static void read(Reading reading, Connection connection) throws SQLException {
        Set<String> catalogs = new HashSet<>();
        try (Rows rows = Rows.of(connection, CATALOGS)) {
            while (rows.next()) catalogs.add(rows.text("catalog"));
        }
        if (KINDS.stream().noneMatch(k -> catalogs.contains(k.catalog()))) return;
        reading.each(
                sql(catalogs),
                row -> {
                    String schema = row.text("schema");
                    String name = bare(schema, row.text("name"));
                    String kind = row.text("kind");
                    String comment = row.textOrNull("comment");
                    String detail = row.textOrNull("detail");
                    reading.unsupported(
                            kind,
                            schema,
                            name,
                            (detail == null ? "" : detail)
                                    + (comment == null ? "" : " / " + comment));
                    reading.oids.put(
                            row.text("catalog"),
                            row.number("oid"),
                            new ObjectId(Kind.UNSUPPORTED, schema, name, kind));
                });
    }

    /// An identity prints its schema, which stands in a component of its own.
    private static String bare(String schema, String identity) {
        String plain = schema + ".";
        String quoted = "\"" + schema.replace("\"", "\"\"") + "\".";
        if (identity.startsWith(plain)) return identity.substring(plain.length());
        return identity.startsWith(quoted) ? identity.substring(quoted.length()) : identity;
    }
}
