package dev.sluice.source.catalog;

import dev.sluice.schema.Kind;
import java.util.List;

/// Languages, access methods, extended statistics, rules and event triggers.
final class ServerObjects {
    private ServerObjects() {}

    /// Its columns by name: PostgreSQL keeps them in the order of the table's.
    private static final String STATISTICS =
            """
            (SELECT coalesce(replace(d, ' ON ' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
                                     ' ON ' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)), d)
             FROM pg_get_statisticsobjdef(o.oid) d
             LEFT JOIN pg_attribute a ON a.attrelid = o.stxrelid AND a.attnum = ANY (o.stxkeys) GROUP BY d)\
            """;

    private static final String RULE_ON =
            "quote_ident(o.rulename) || ' ON ' || o.ev_class::regclass";

    static final List<DefinitionRows.Objects> KINDS =
            List.of(
                    new DefinitionRows.Objects(
                            Kind.LANGUAGE,
                            "pg_language",
                            "o.lanispl",
                            "0::oid",
                            "o.lanname",
                            null,
                            null,
                            "'LANGUAGE ' || quote_ident(o.lanname)",
                            """
                            'CREATE ' || CASE WHEN o.lanpltrusted THEN 'TRUSTED ' ELSE '' END || 'LANGUAGE '
                            || quote_ident(o.lanname) || ' HANDLER ' || o.lanplcallfoid::regproc
                            || CASE WHEN o.laninline <> 0 THEN ' INLINE ' || o.laninline::regproc ELSE '' END
                            || CASE WHEN o.lanvalidator <> 0 THEN ' VALIDATOR ' || o.lanvalidator::regproc ELSE '' END\
                            """,
                            null),
                    new DefinitionRows.Objects(
                            Kind.ACCESS_METHOD,
                            "pg_am",
                            "true",
                            "0::oid",
                            "o.amname",
                            null,
                            null,
                            "'ACCESS METHOD ' || quote_ident(o.amname)",
                            "'CREATE ACCESS METHOD ' || quote_ident(o.amname) || ' TYPE '"
                                    + " || CASE o.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END || ' HANDLER ' || o.amhandler::regproc",
                            null),
                    new DefinitionRows.Objects(
                            Kind.STATISTICS,
                            "pg_statistic_ext",
                            "true",
                            "o.stxnamespace",
                            "o.stxname",
                            null,
                            DefinitionRows.relation("o.stxrelid"),
                            "'STATISTICS ' || " + DefinitionRows.named("stxnamespace", "stxname"),
                            STATISTICS,
                            null),
                    new DefinitionRows.Objects(
                            Kind.RULE,
                            "pg_rewrite",
                            "o.rulename <> '_RETURN' AND "
                                    + Rows.notMember("pg_class", "o.ev_class"),
                            "(SELECT relnamespace FROM pg_class WHERE oid = o.ev_class)",
                            "(SELECT relname FROM pg_class WHERE oid = o.ev_class)",
                            "o.rulename",
                            DefinitionRows.relation("o.ev_class"),
                            "'RULE ' || " + RULE_ON,
                            "rtrim(pg_get_ruledef(o.oid), ';')",
                            null),
                    new DefinitionRows.Objects(
                            Kind.EVENT_TRIGGER,
                            "pg_event_trigger",
                            "NOT EXISTS (SELECT FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace"
                                    + " WHERE f.oid = o.evtfoid AND fn.nspname = 'sluice')",
                            "0::oid",
                            "o.evtname",
                            null,
                            null,
                            "'EVENT TRIGGER ' || quote_ident(o.evtname)",
                            """
                            'CREATE EVENT TRIGGER ' || quote_ident(o.evtname) || ' ON ' || o.evtevent
                            || coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ')
                                        FROM unnest(o.evttags) t) || ')', '')
                            || ' EXECUTE FUNCTION ' || o.evtfoid::regproc || '()'\
                            """,
                            null));
}
