package dev.sluice.source.catalog;

import dev.sluice.schema.Kind;
import java.util.List;

/// Publications with what they hold, and subscriptions.
final class ReplicationObjects {
    private ReplicationObjects() {}

    private static final String PUBLICATION =
            """
            'CREATE PUBLICATION ' || quote_ident(o.pubname) || CASE WHEN o.puballtables THEN ' FOR ALL TABLES' ELSE '' END
            || ' WITH (publish = ''' || concat_ws(', ', CASE WHEN o.pubinsert THEN 'insert' END,
                 CASE WHEN o.pubupdate THEN 'update' END, CASE WHEN o.pubdelete THEN 'delete' END,
                 CASE WHEN o.pubtruncate THEN 'truncate' END) || ''''
            || CASE WHEN o.pubviaroot THEN ', publish_via_partition_root = true' ELSE '' END
            || CASE to_jsonb(o) ->> 'pubgencols' WHEN 's' THEN ', publish_generated_columns = stored' ELSE '' END || ')'\
            """;

    private static final String PUBLISHER =
            "(SELECT p.pubname FROM pg_publication p WHERE p.oid = o.%s)";

    private static final String PUBLICATION_OWNER =
            "ARRAY['PUBLICATION', '', " + PUBLISHER + ", '']";

    /// Column lists and row filters, from 15 on.
    private static final String PART_OF_TABLE =
            """
            || coalesce((SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
             FROM pg_attribute a WHERE a.attrelid = o.prrelid AND a.attnum = ANY (o.prattrs)), '')
            || coalesce(' WHERE (' || pg_get_expr(o.prqual, o.prrelid) || ')', '')\
            """;

    /// <https://www.postgresql.org/docs/18/catalog-pg-subscription.html>: later columns come later.
    private static final String SUBSCRIPTION =
            """
            'CREATE SUBSCRIPTION ' || quote_ident(o.subname) || ' CONNECTION '
            || quote_literal(regexp_replace(o.subconninfo, '(passw\\w*)\\s*=\\s*(''([^''\\\\]|\\\\.)*''|\\S+)', '\\1=(secret)', 'gi'))
            || ' PUBLICATION ' || (SELECT string_agg(quote_ident(p), ', ') FROM unnest(o.subpublications) p)
            || ' WITH (connect = false, slot_name = ' || coalesce(quote_literal(o.subslotname), 'NONE')
            || CASE WHEN (to_jsonb(o) ->> 'subbinary')::bool THEN ', binary = true' ELSE '' END
            || CASE coalesce(to_jsonb(o) ->> 'substream', 'false') WHEN 'true' THEN ', streaming = on' WHEN 't' THEN ', streaming = on'
                    WHEN 'p' THEN ', streaming = parallel' WHEN 'f' THEN CASE WHEN current_setting('server_version_num')::int >= 180000
                    THEN ', streaming = off' ELSE '' END ELSE '' END
            || CASE WHEN to_jsonb(o) ->> 'subtwophasestate' IN ('p', 'e') THEN ', two_phase = on' ELSE '' END
            || CASE WHEN (to_jsonb(o) ->> 'subdisableonerr')::bool THEN ', disable_on_error = true' ELSE '' END
            || CASE WHEN NOT (to_jsonb(o) ->> 'subpasswordrequired')::bool THEN ', password_required = false' ELSE '' END
            || CASE WHEN (to_jsonb(o) ->> 'subrunasowner')::bool THEN ', run_as_owner = true' ELSE '' END
            || CASE WHEN (to_jsonb(o) ->> 'subfailover')::bool THEN ', failover = true' ELSE '' END
            || CASE WHEN o.subsynccommit <> 'off' THEN ', synchronous_commit = ' || quote_literal(o.subsynccommit) ELSE '' END
            || coalesce(', origin = ' || nullif(to_jsonb(o) ->> 'suborigin', 'any'), '') || ')'\
            """;

    static List<DefinitionRows.Objects> kinds(int major) {
        return List.of(
                new DefinitionRows.Objects(
                        Kind.PUBLICATION,
                        "pg_publication",
                        "true",
                        "0::oid",
                        "o.pubname",
                        null,
                        null,
                        "'PUBLICATION ' || quote_ident(o.pubname)",
                        PUBLICATION,
                        null),
                new DefinitionRows.Objects(
                        Kind.PUBLICATION_MEMBER,
                        "pg_publication_rel",
                        "true",
                        "0::oid",
                        PUBLISHER.formatted("prpubid"),
                        "o.prrelid::regclass",
                        PUBLICATION_OWNER.formatted("prpubid"),
                        "''",
                        "'ALTER PUBLICATION ' || quote_ident("
                                + PUBLISHER.formatted("prpubid")
                                + ") || ' ADD TABLE ONLY ' || o.prrelid::regclass "
                                + (major < 15 ? "" : PART_OF_TABLE),
                        "'ALTER PUBLICATION ' || quote_ident("
                                + PUBLISHER.formatted("prpubid")
                                + ") || ' DROP TABLE ONLY ' || o.prrelid::regclass"),
                new DefinitionRows.Objects(
                        Kind.PUBLICATION_MEMBER,
                        "pg_publication_namespace",
                        "true",
                        "0::oid",
                        PUBLISHER.formatted("pnpubid"),
                        "'tables in schema ' || o.pnnspid::regnamespace",
                        PUBLICATION_OWNER.formatted("pnpubid"),
                        "''",
                        "'ALTER PUBLICATION ' || quote_ident("
                                + PUBLISHER.formatted("pnpubid")
                                + ") || ' ADD TABLES IN SCHEMA ' || o.pnnspid::regnamespace",
                        "'ALTER PUBLICATION ' || quote_ident("
                                + PUBLISHER.formatted("pnpubid")
                                + ") || ' DROP TABLES IN SCHEMA ' || o.pnnspid::regnamespace"),
                new DefinitionRows.Objects(
                        Kind.SUBSCRIPTION,
                        "pg_subscription",
                        "o.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())",
                        "0::oid",
                        "o.subname",
                        null,
                        null,
                        "'SUBSCRIPTION ' || quote_ident(o.subname)",
                        SUBSCRIPTION,
                        """
                        format('DO $sluice$ BEGIN ALTER SUBSCRIPTION %1$I DISABLE;'
                            || ' ALTER SUBSCRIPTION %1$I SET (slot_name = NONE); DROP SUBSCRIPTION %1$I; END $sluice$', o.subname)\
                        """));
    }
}
