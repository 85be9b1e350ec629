package dev.sluice.source.catalog;

import dev.sluice.schema.Definition;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.List;

/// Parsers, templates, dictionaries, configurations and what those map.
final class TextSearchObjects {
    private TextSearchObjects() {}

    private static DefinitionRows.Objects kind(
            Kind kind, String catalog, String prefix, String inside) {
        String named = DefinitionRows.named(prefix + "namespace", prefix + "name");
        String target = "'TEXT SEARCH %s ' || %s".formatted(word(kind), named);
        return new DefinitionRows.Objects(
                kind,
                catalog,
                "true",
                "o." + prefix + "namespace",
                "o." + prefix + "name",
                null,
                null,
                target,
                "'CREATE ' || " + target + " || ' (' || " + inside + " || ')'",
                null);
    }

    private static String word(Kind kind) {
        return kind.name().substring("TEXT_SEARCH_".length());
    }

    static final List<DefinitionRows.Objects> KINDS =
            List.of(
                    kind(
                            Kind.TEXT_SEARCH_PARSER,
                            "pg_ts_parser",
                            "prs",
                            "'START = ' || o.prsstart::regproc || ', GETTOKEN = ' || o.prstoken::regproc || ', END = '"
                                    + " || o.prsend::regproc || ', LEXTYPES = ' || o.prslextype::regproc"
                                    + DefinitionRows.function("HEADLINE", "o.prsheadline")),
                    kind(
                            Kind.TEXT_SEARCH_TEMPLATE,
                            "pg_ts_template",
                            "tmpl",
                            "'LEXIZE = ' || o.tmpllexize::regproc"
                                    + DefinitionRows.function("INIT", "o.tmplinit")),
                    kind(
                            Kind.TEXT_SEARCH_DICTIONARY,
                            "pg_ts_dict",
                            "dict",
                            "'TEMPLATE = ' || (SELECT t.tmplnamespace::regnamespace || '.' || quote_ident(t.tmplname)"
                                    + " FROM pg_ts_template t WHERE t.oid = o.dicttemplate)"
                                    + " || coalesce(', ' || o.dictinitoption, '')"),
                    kind(
                            Kind.TEXT_SEARCH_CONFIGURATION,
                            "pg_ts_config",
                            "cfg",
                            "'PARSER = ' || (SELECT p.prsnamespace::regnamespace || '.' || quote_ident(p.prsname)"
                                    + " FROM pg_ts_parser p WHERE p.oid = o.cfgparser)"));

    /// A mapping has no oid of its own.
    private static final String MAPPINGS =
            """
            SELECT n.nspname AS schema, c.cfgname AS name, tt.alias AS token,
                   c.cfgnamespace::regnamespace || '.' || quote_ident(c.cfgname) AS named,
                   quote_ident(tt.alias) AS quoted,
                   string_agg(di.dictnamespace::regnamespace || '.' || quote_ident(di.dictname), ', '
                              ORDER BY m.mapseqno) AS dictionaries,
                   array_agg(m.mapdict::int8 ORDER BY m.mapseqno)::text[] AS oids
            FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
            JOIN pg_ts_config_map m ON m.mapcfg = c.oid
            JOIN LATERAL ts_token_type(c.cfgparser) tt ON tt.tokid = m.maptokentype
            JOIN pg_ts_dict di ON di.oid = m.mapdict
            WHERE {user c.oid} AND %s GROUP BY c.oid, n.nspname, c.cfgname, tt.alias\
            """
                    .formatted(Rows.notMember("pg_ts_config", "c.oid"));

    static void mappings(Reading reading) {
        reading.each(
                MAPPINGS,
                row -> {
                    var owner =
                            new ObjectId(
                                    Kind.TEXT_SEARCH_CONFIGURATION,
                                    row.text("schema"),
                                    row.text("name"),
                                    "");
                    var id =
                            new ObjectId(
                                    Kind.TEXT_SEARCH_MAPPING,
                                    row.text("schema"),
                                    row.text("name"),
                                    row.text("token"));
                    String alter = "ALTER TEXT SEARCH CONFIGURATION " + row.text("named");
                    reading.objects.add(
                            new Definition(
                                    id,
                                    owner,
                                    "",
                                    alter
                                            + " ADD MAPPING FOR "
                                            + row.text("quoted")
                                            + " WITH "
                                            + row.text("dictionaries"),
                                    alter + " DROP MAPPING FOR " + row.text("quoted"),
                                    null));
                    for (String oid : row.texts("oids")) {
                        ObjectId dictionary = reading.oids.find("pg_ts_dict", Long.parseLong(oid));
                        if (dictionary != null)
                            reading.dependencies.add(new Dependency(id, dictionary));
                    }
                });
    }
}
