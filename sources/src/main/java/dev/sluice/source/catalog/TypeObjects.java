package dev.sluice.source.catalog;

import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.List;

/// Ranges, base types, shells and collations.
final class TypeObjects {
    private TypeObjects() {}

    private static final String NAMED = DefinitionRows.named("typnamespace", "typname");

    private static final String RANGE =
            """
            SELECT 'CREATE TYPE ' || %s || ' AS RANGE (SUBTYPE = ' || format_type(r.rngsubtype, NULL)
                || CASE WHEN NOT oc.opcdefault THEN ', SUBTYPE_OPCLASS = ' || oc.opcnamespace::regnamespace || '.'
                             || quote_ident(oc.opcname) ELSE '' END
                || CASE WHEN r.rngcollation <> st.typcollation AND r.rngcollation <> 0
                        THEN ', COLLATION = ' || r.rngcollation::regcollation ELSE '' END
                %s %s
                || coalesce(', MULTIRANGE_TYPE_NAME = ' || mt.typnamespace::regnamespace || '.'
                            || quote_ident(mt.typname), '') || ')'
            FROM pg_range r JOIN pg_type st ON st.oid = r.rngsubtype
            JOIN pg_opclass oc ON oc.oid = r.rngsubopc
            LEFT JOIN pg_type mt ON mt.oid = r.rngmultitypid
            WHERE r.rngtypid = o.oid\
            """
                    .formatted(
                            NAMED,
                            DefinitionRows.function("CANONICAL", "r.rngcanonical"),
                            DefinitionRows.function("SUBTYPE_DIFF", "r.rngsubdiff"));

    private static final String BASE =
            "CASE WHEN NOT o.typisdefined THEN 'CREATE TYPE ' || "
                    + NAMED
                    + " ELSE 'CREATE TYPE ' || "
                    + NAMED
                    + " || ' (INPUT = ' || o.typinput::regproc || ', OUTPUT = ' || o.typoutput::regproc"
                    + DefinitionRows.function("RECEIVE", "o.typreceive")
                    + DefinitionRows.function("SEND", "o.typsend")
                    + DefinitionRows.function("TYPMOD_IN", "o.typmodin")
                    + DefinitionRows.function("TYPMOD_OUT", "o.typmodout")
                    + DefinitionRows.function("ANALYZE", "o.typanalyze")
                    + DefinitionRows.function(
                            "SUBSCRIPT", "coalesce((to_jsonb(o) ->> 'typsubscript')::regproc, 0)")
                    + """
                     || ', INTERNALLENGTH = ' || CASE WHEN o.typlen < 0 THEN 'VARIABLE' ELSE o.typlen::text END
                     || CASE WHEN o.typbyval THEN ', PASSEDBYVALUE' ELSE '' END
                     || ', ALIGNMENT = ' || CASE o.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2'
                            WHEN 'i' THEN 'int4' ELSE 'double' END
                     || ', STORAGE = ' || CASE o.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external'
                            WHEN 'm' THEN 'main' ELSE 'extended' END
                     || ', CATEGORY = ' || quote_literal(o.typcategory::text)
                     || CASE WHEN o.typispreferred THEN ', PREFERRED = true' ELSE '' END
                     || coalesce(', DEFAULT = ' || quote_literal(o.typdefault), '')
                     || CASE WHEN o.typelem <> 0 THEN ', ELEMENT = ' || format_type(o.typelem, NULL) ELSE '' END
                     || CASE WHEN o.typdelim <> ',' THEN ', DELIMITER = ' || quote_literal(o.typdelim::text) ELSE '' END
                     || CASE WHEN o.typcollation <> 0 THEN ', COLLATABLE = true' ELSE '' END || ')' END\
                    """;

    /// The ICU locale stands in other columns from 15 and from 17 on.
    private static final String COLLATION =
            "'CREATE COLLATION ' || "
                    + DefinitionRows.named("collnamespace", "collname")
                    + """
                     || ' (PROVIDER = ' || CASE o.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' ELSE 'builtin' END
                     || CASE WHEN o.collprovider = 'c' AND o.collcollate = o.collctype
                             THEN ', LOCALE = ' || quote_literal(o.collcollate)
                             WHEN o.collprovider = 'c'
                             THEN ', LC_COLLATE = ' || quote_literal(o.collcollate)
                                  || ', LC_CTYPE = ' || quote_literal(o.collctype)
                             ELSE ', LOCALE = ' || quote_literal(coalesce(to_jsonb(o) ->> 'colllocale',
                                  to_jsonb(o) ->> 'colliculocale', to_jsonb(o) ->> 'collcollate')) END
                     || coalesce(', RULES = ' || quote_literal(to_jsonb(o) ->> 'collicurules'), '')
                     || CASE WHEN o.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END || ')'\
                    """;

    static final List<DefinitionRows.Objects> KINDS =
            List.of(
                    new DefinitionRows.Objects(
                            Kind.RANGE,
                            "pg_type",
                            "o.typtype = 'r'",
                            "o.typnamespace",
                            "o.typname",
                            null,
                            null,
                            "'TYPE ' || " + NAMED,
                            RANGE,
                            null),
                    new DefinitionRows.Objects(
                            Kind.BASE_TYPE,
                            "pg_type",
                            """
                            (o.typtype = 'b' AND o.typcategory <> 'A' OR NOT o.typisdefined)
                            AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = o.oid)\
                            """,
                            "o.typnamespace",
                            "o.typname",
                            null,
                            null,
                            "'TYPE ' || " + NAMED,
                            BASE,
                            null),
                    new DefinitionRows.Objects(
                            Kind.COLLATION,
                            "pg_collation",
                            "true",
                            "o.collnamespace",
                            "o.collname",
                            null,
                            null,
                            "'COLLATION ' || " + DefinitionRows.named("collnamespace", "collname"),
                            COLLATION,
                            null));

    /// Arrays and multiranges stand for the type that brings them.
    private static final String OTHERS =
            """
            SELECT t.oid::int8 AS type, t.typarray::int8 AS other FROM pg_type t
            WHERE t.oid >= 16384 AND t.typtype IN ('b', 'r') AND t.typarray <> 0
            UNION ALL SELECT r.rngtypid::int8, m.oid::int8 FROM pg_range r
            JOIN pg_type m ON m.oid = r.rngmultitypid OR m.oid = (SELECT a.typarray FROM pg_type a
                 WHERE a.oid = r.rngmultitypid) WHERE r.rngtypid >= 16384\
            """;

    static void others(Reading reading) {
        reading.each(
                OTHERS,
                row -> {
                    ObjectId id = reading.oids.find("pg_type", row.number("type"));
                    if (id != null) reading.oids.put("pg_type", row.number("other"), id);
                });
    }
}
