package dev.sluice.source.catalog;

import dev.sluice.schema.Kind;
import java.util.List;

/// Foreign-data wrappers, servers and user mappings. What an option's name calls a secret is not
/// read: it would stand in every file and page that shows the catalog.
final class ForeignObjects {
    private ForeignObjects() {}

    /// The value of a row of pg_options_to_table().
    static String value(String option) {
        return """
        CASE WHEN %1$s.option_name ~* '(passw(or)?d|passcode|secret|token)$' THEN '(secret)' ELSE %1$s.option_value END\
        """
                .formatted(option);
    }

    /// `OPTIONS (a 'b')` with what stands before it, or nothing.
    private static String options(String column) {
        return """
        coalesce((SELECT ' OPTIONS (' || string_agg(quote_ident(x.option_name) || ' ' || quote_literal(%s),
                    ', ' ORDER BY x.option_name) || ')' FROM pg_options_to_table(%s) x), '')\
        """
                .formatted(value("x"), column);
    }

    private static final String MAPPED_SERVER =
            "(SELECT s.srvname FROM pg_foreign_server s WHERE s.oid = o.umserver)";

    private static final String MAPPED =
            "CASE WHEN o.umuser = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(o.umuser)) END"
                    + " || ' SERVER ' || quote_ident("
                    + MAPPED_SERVER
                    + ")";

    static final List<DefinitionRows.Objects> KINDS =
            List.of(
                    new DefinitionRows.Objects(
                            Kind.FOREIGN_DATA_WRAPPER,
                            "pg_foreign_data_wrapper",
                            "true",
                            "0::oid",
                            "o.fdwname",
                            null,
                            null,
                            "'FOREIGN DATA WRAPPER ' || quote_ident(o.fdwname)",
                            """
                            'CREATE FOREIGN DATA WRAPPER ' || quote_ident(o.fdwname)
                            || CASE WHEN o.fdwhandler <> 0 THEN ' HANDLER ' || o.fdwhandler::regproc ELSE '' END
                            || CASE WHEN o.fdwvalidator <> 0 THEN ' VALIDATOR ' || o.fdwvalidator::regproc ELSE '' END\
                            """,
                            null),
                    new DefinitionRows.Objects(
                            Kind.SERVER,
                            "pg_foreign_server",
                            "true",
                            "0::oid",
                            "o.srvname",
                            null,
                            null,
                            "'SERVER ' || quote_ident(o.srvname)",
                            """
                            'CREATE SERVER ' || quote_ident(o.srvname)
                            || coalesce(' TYPE ' || quote_literal(o.srvtype), '')
                            || ' FOREIGN DATA WRAPPER '
                            || (SELECT quote_ident(w.fdwname) FROM pg_foreign_data_wrapper w WHERE w.oid = o.srvfdw)\
                            """,
                            null),
                    new DefinitionRows.Objects(
                            Kind.USER_MAPPING,
                            "pg_user_mapping",
                            "true",
                            "0::oid",
                            "CASE WHEN o.umuser = 0 THEN 'public' ELSE pg_get_userbyid(o.umuser) END || ' on ' || "
                                    + MAPPED_SERVER,
                            null,
                            null,
                            "'USER MAPPING FOR ' || " + MAPPED,
                            "'CREATE USER MAPPING FOR ' || "
                                    + MAPPED
                                    + " || "
                                    + options("o.umoptions"),
                            null));
}
