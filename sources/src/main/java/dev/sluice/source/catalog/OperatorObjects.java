package dev.sluice.source.catalog;

import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.List;

/// Aggregates, operators, operator classes and families, casts, conversions, transforms.
final class OperatorObjects {
    private OperatorObjects() {}

    private static final String AGGREGATE =
            """
            SELECT 'CREATE AGGREGATE %s(' || CASE WHEN o.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(o.oid) END
                || ') (SFUNC = ' || a.aggtransfn::regproc || ', STYPE = ' || format_type(a.aggtranstype, NULL)
                || CASE WHEN a.aggtransspace <> 0 THEN ', SSPACE = ' || a.aggtransspace ELSE '' END
            """
                            .strip()
                            .replace(
                                    "%s",
                                    "' || "
                                            + DefinitionRows.named("pronamespace", "proname")
                                            + " || '")
                    + DefinitionRows.function("FINALFUNC", "a.aggfinalfn")
                    + """
                     || CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END
                     || CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify
                             WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END ELSE '' END
                    """
                            .stripTrailing()
                    + DefinitionRows.function("COMBINEFUNC", "a.aggcombinefn")
                    + DefinitionRows.function("SERIALFUNC", "a.aggserialfn")
                    + DefinitionRows.function("DESERIALFUNC", "a.aggdeserialfn")
                    + " || coalesce(', INITCOND = ' || quote_literal(a.agginitval), '')"
                    + DefinitionRows.function("MSFUNC", "a.aggmtransfn")
                    + DefinitionRows.function("MINVFUNC", "a.aggminvtransfn")
                    + """
                     || CASE WHEN a.aggmtranstype <> 0 THEN ', MSTYPE = ' || format_type(a.aggmtranstype, NULL) ELSE '' END
                     || CASE WHEN a.aggmtransspace <> 0 THEN ', MSSPACE = ' || a.aggmtransspace ELSE '' END
                    """
                            .stripTrailing()
                    + DefinitionRows.function("MFINALFUNC", "a.aggmfinalfn")
                    + """
                     || CASE WHEN a.aggmfinalextra THEN ', MFINALFUNC_EXTRA' ELSE '' END
                     || CASE WHEN a.aggmfinalfn <> 0 THEN ', MFINALFUNC_MODIFY = ' || CASE a.aggmfinalmodify
                             WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END ELSE '' END
                     || coalesce(', MINITCOND = ' || quote_literal(a.aggminitval), '')
                     || CASE WHEN a.aggsortop <> 0 THEN (SELECT format(', SORTOP = OPERATOR(%s.%s)',
                             so.oprnamespace::regnamespace, so.oprname) FROM pg_operator so WHERE so.oid = a.aggsortop)
                             ELSE '' END
                     || CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' ELSE '' END
                     || CASE o.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED'
                             ELSE '' END || ')'
                    FROM pg_aggregate a WHERE a.aggfnoid = o.oid\
                    """;

    private static final String OPERATOR_NAME = "o.oprnamespace::regnamespace || '.' || o.oprname";

    private static final String SIDES =
            """
            '(' || CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END || ', '
                || CASE WHEN o.oprright = 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END || ')'\
            """;

    private static String other(String word, String column) {
        return """
         || CASE WHEN o.%2$s <> 0 THEN (SELECT ', %1$s = OPERATOR(' || x.oprnamespace::regnamespace || '.' || x.oprname || ')'
                 FROM pg_operator x WHERE x.oid = o.%2$s) ELSE '' END\
        """
                .formatted(word, column);
    }

    private static final String OPERATOR =
            "'CREATE OPERATOR ' || "
                    + OPERATOR_NAME
                    + " || ' (FUNCTION = ' || o.oprcode::regproc"
                    + """
                     || CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || format_type(o.oprleft, NULL) ELSE '' END
                     || CASE WHEN o.oprright <> 0 THEN ', RIGHTARG = ' || format_type(o.oprright, NULL) ELSE '' END\
                    """
                    + other("COMMUTATOR", "oprcom")
                    + other("NEGATOR", "oprnegate")
                    + DefinitionRows.function("RESTRICT", "o.oprrest")
                    + DefinitionRows.function("JOIN", "o.oprjoin")
                    + """
                     || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END
                     || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || ')'\
                    """;

    private static final String FAMILY_NAMED =
            "o.opfnamespace::regnamespace || '.' || quote_ident(o.opfname) || ' USING '"
                    + " || (SELECT quote_ident(amname) FROM pg_am WHERE pg_am.oid = o.opfmethod)";

    private static final String CLASS_NAMED =
            "o.opcnamespace::regnamespace || '.' || quote_ident(o.opcname) || ' USING '"
                    + " || (SELECT quote_ident(amname) FROM pg_am WHERE pg_am.oid = o.opcmethod)";

    /// What belongs to the class itself; the rest is the family's own.
    private static final String CLASS =
            """
            SELECT 'CREATE OPERATOR CLASS ' || o.opcnamespace::regnamespace || '.' || quote_ident(o.opcname)
                || CASE WHEN o.opcdefault THEN ' DEFAULT' ELSE '' END || ' FOR TYPE ' || format_type(o.opcintype, NULL)
                || ' USING ' || (SELECT quote_ident(amname) FROM pg_am WHERE pg_am.oid = o.opcmethod)
                || ' FAMILY ' || (SELECT f.opfnamespace::regnamespace || '.' || quote_ident(f.opfname)
                                  FROM pg_opfamily f WHERE f.oid = o.opcfamily)
                || ' AS ' || concat_ws(', ',
                    CASE WHEN o.opckeytype <> 0 THEN 'STORAGE ' || format_type(o.opckeytype, NULL) END,
                    (SELECT string_agg('OPERATOR ' || p.amopstrategy || ' ' || p.amopopr::regoperator
                            || CASE WHEN p.amopsortfamily <> 0 THEN (SELECT ' FOR ORDER BY '
                                    || sf.opfnamespace::regnamespace || '.' || quote_ident(sf.opfname)
                                    FROM pg_opfamily sf WHERE sf.oid = p.amopsortfamily) ELSE '' END,
                            ', ' ORDER BY p.amopstrategy, p.oid::int8)
                     FROM pg_amop p JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = p.oid
                          AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = o.oid),
                    (SELECT string_agg(format('FUNCTION %s (%s, %s) %s', p.amprocnum,
                            format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL),
                            p.amproc::regprocedure), ', ' ORDER BY p.amprocnum, p.oid::int8)
                     FROM pg_amproc p JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = p.oid
                          AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = o.oid),
                    CASE WHEN o.opckeytype = 0 AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.refclassid = 'pg_opclass'::regclass AND d.refobjid = o.oid
                              AND d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass))
                         THEN 'STORAGE ' || format_type(o.opcintype, NULL) END)\
            """;

    private static String family(String column) {
        return """
        (SELECT f.opfnamespace::regnamespace || '.' || quote_ident(f.opfname) || ' USING '
                || (SELECT quote_ident(amname) FROM pg_am WHERE pg_am.oid = f.opfmethod)
         FROM pg_opfamily f WHERE f.oid = o.%s)\
        """
                .formatted(column);
    }

    private static String familyOwner(String column) {
        return """
        (SELECT ARRAY['OPERATOR_FAMILY', fn.nspname, f.opfname,
                      (SELECT amname FROM pg_am WHERE pg_am.oid = f.opfmethod)]
         FROM pg_opfamily f JOIN pg_namespace fn ON fn.oid = f.opfnamespace WHERE f.oid = o.%s)\
        """
                .formatted(column);
    }

    private static String familyPlace(String column) {
        return """
        (SELECT f.opfname || ' using ' || (SELECT amname FROM pg_am WHERE pg_am.oid = f.opfmethod)
         FROM pg_opfamily f WHERE f.oid = o.%s)\
        """
                .formatted(column);
    }

    private static String loose(String catalog) {
        return """
        NOT EXISTS (SELECT FROM pg_depend ld WHERE ld.classid = '%s'::regclass AND ld.objid = o.oid
                    AND ld.refclassid = 'pg_opclass'::regclass AND ld.deptype = 'i')\
        """
                .formatted(catalog);
    }

    private static DefinitionRows.Objects operatorMember() {
        String types =
                "'(' || format_type(o.amoplefttype, NULL) || ', ' || format_type(o.amoprighttype, NULL) || ')'";
        String alter = "'ALTER OPERATOR FAMILY ' || " + family("amopfamily");
        return new DefinitionRows.Objects(
                Kind.OPERATOR_FAMILY_MEMBER,
                "pg_amop",
                loose("pg_amop") + " AND " + Rows.notMember("pg_opfamily", "o.amopfamily"),
                "(SELECT opfnamespace FROM pg_opfamily f WHERE f.oid = o.amopfamily)",
                familyPlace("amopfamily"),
                "'operator ' || o.amopstrategy || ' ' || " + types,
                familyOwner("amopfamily"),
                "''",
                alter
                        + " || ' ADD OPERATOR ' || o.amopstrategy || ' ' || o.amopopr::regoperator"
                        + " || CASE WHEN o.amopsortfamily <> 0 THEN ' FOR ORDER BY ' || (SELECT sf.opfnamespace::regnamespace"
                        + " || '.' || quote_ident(sf.opfname) FROM pg_opfamily sf WHERE sf.oid = o.amopsortfamily)"
                        + " ELSE '' END",
                alter + " || ' DROP OPERATOR ' || o.amopstrategy || ' ' || " + types);
    }

    private static DefinitionRows.Objects functionMember() {
        String types =
                "'(' || format_type(o.amproclefttype, NULL) || ', ' || format_type(o.amprocrighttype, NULL) || ')'";
        String alter = "'ALTER OPERATOR FAMILY ' || " + family("amprocfamily");
        return new DefinitionRows.Objects(
                Kind.OPERATOR_FAMILY_MEMBER,
                "pg_amproc",
                loose("pg_amproc") + " AND " + Rows.notMember("pg_opfamily", "o.amprocfamily"),
                "(SELECT opfnamespace FROM pg_opfamily f WHERE f.oid = o.amprocfamily)",
                familyPlace("amprocfamily"),
                "'function ' || o.amprocnum || ' ' || " + types,
                familyOwner("amprocfamily"),
                "''",
                alter
                        + " || ' ADD FUNCTION ' || o.amprocnum || ' ' || "
                        + types
                        + " || ' ' || o.amproc::regprocedure",
                alter + " || ' DROP FUNCTION ' || o.amprocnum || ' ' || " + types);
    }

    private static final String CAST =
            "'CAST (' || format_type(o.castsource, NULL) || ' AS ' || format_type(o.casttarget, NULL) || ')'";

    private static final String TRANSFORM =
            "'TRANSFORM FOR ' || format_type(o.trftype, NULL) || ' LANGUAGE '"
                    + " || (SELECT quote_ident(lanname) FROM pg_language l WHERE l.oid = o.trflang)";

    private static final String AGGREGATE_TARGET =
            "'AGGREGATE ' || "
                    + DefinitionRows.named("pronamespace", "proname")
                    + " || '(' || CASE WHEN o.pronargs = 0 THEN '*' ELSE pg_get_function_identity_arguments(o.oid) END || ')'";

    static final List<DefinitionRows.Objects> KINDS =
            List.of(
                    new DefinitionRows.Objects(
                            Kind.AGGREGATE,
                            "pg_proc",
                            "o.prokind = 'a'",
                            "o.pronamespace",
                            "o.proname || '(' || oidvectortypes(o.proargtypes) || ')'",
                            null,
                            null,
                            AGGREGATE_TARGET,
                            AGGREGATE,
                            null),
                    new DefinitionRows.Objects(
                            Kind.OPERATOR,
                            "pg_operator",
                            "o.oprcode <> 0",
                            "o.oprnamespace",
                            "o.oprname || " + SIDES,
                            null,
                            null,
                            "'OPERATOR ' || " + OPERATOR_NAME + " || ' ' || " + SIDES,
                            OPERATOR,
                            null),
                    new DefinitionRows.Objects(
                            Kind.OPERATOR_FAMILY,
                            "pg_opfamily",
                            "true",
                            "o.opfnamespace",
                            "o.opfname",
                            "(SELECT amname FROM pg_am WHERE pg_am.oid = o.opfmethod)",
                            null,
                            "'OPERATOR FAMILY ' || " + FAMILY_NAMED,
                            "'CREATE OPERATOR FAMILY ' || " + FAMILY_NAMED,
                            null),
                    new DefinitionRows.Objects(
                            Kind.OPERATOR_CLASS,
                            "pg_opclass",
                            "true",
                            "o.opcnamespace",
                            "o.opcname",
                            "(SELECT amname FROM pg_am WHERE pg_am.oid = o.opcmethod)",
                            null,
                            "'OPERATOR CLASS ' || " + CLASS_NAMED,
                            CLASS,
                            null),
                    operatorMember(),
                    functionMember(),
                    new DefinitionRows.Objects(
                            Kind.CAST,
                            "pg_cast",
                            "NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_cast'::regclass"
                                    + " AND i.objid = o.oid AND i.deptype = 'i')",
                            "0::oid",
                            "format_type(o.castsource, NULL) || ' as ' || format_type(o.casttarget, NULL)",
                            null,
                            null,
                            CAST,
                            "'CREATE ' || "
                                    + CAST
                                    + """
                                     || CASE o.castmethod WHEN 'f' THEN ' WITH FUNCTION ' || o.castfunc::regprocedure
                                             WHEN 'i' THEN ' WITH INOUT' ELSE ' WITHOUT FUNCTION' END
                                     || CASE o.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT'
                                             ELSE '' END\
                                    """,
                            null),
                    new DefinitionRows.Objects(
                            Kind.CONVERSION,
                            "pg_conversion",
                            "true",
                            "o.connamespace",
                            "o.conname",
                            null,
                            null,
                            "'CONVERSION ' || " + DefinitionRows.named("connamespace", "conname"),
                            "'CREATE ' || CASE WHEN o.condefault THEN 'DEFAULT ' ELSE '' END || 'CONVERSION ' || "
                                    + DefinitionRows.named("connamespace", "conname")
                                    + " || ' FOR ' || quote_literal(pg_encoding_to_char(o.conforencoding)) || ' TO '"
                                    + " || quote_literal(pg_encoding_to_char(o.contoencoding)) || ' FROM ' || o.conproc::regproc",
                            null),
                    new DefinitionRows.Objects(
                            Kind.TRANSFORM,
                            "pg_transform",
                            "true",
                            "0::oid",
                            "format_type(o.trftype, NULL) || ' for ' || (SELECT lanname FROM pg_language l WHERE l.oid = o.trflang)",
                            null,
                            null,
                            TRANSFORM,
                            "'CREATE ' || "
                                    + TRANSFORM
                                    + """
                                     || ' (' || concat_ws(', ',
                                        CASE WHEN o.trffromsql <> 0 THEN 'FROM SQL WITH FUNCTION ' || o.trffromsql::regprocedure END,
                                        CASE WHEN o.trftosql <> 0 THEN 'TO SQL WITH FUNCTION ' || o.trftosql::regprocedure END) || ')'\
                                    """,
                            null));

    /// What a class holds needs what it needs.
    private static final String MEMBERS =
            """
            SELECT d.classid::regclass::text AS catalog, d.objid::int8 AS oid, d.refobjid::int8 AS class
            FROM pg_depend d WHERE d.refclassid = 'pg_opclass'::regclass AND d.refobjid >= 16384
            AND d.deptype = 'i' AND d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass)\
            """;

    static void members(Reading reading) {
        reading.each(
                MEMBERS,
                row -> {
                    ObjectId id = reading.oids.find("pg_opclass", row.number("class"));
                    if (id != null) reading.oids.put(row.text("catalog"), row.number("oid"), id);
                });
    }
}
