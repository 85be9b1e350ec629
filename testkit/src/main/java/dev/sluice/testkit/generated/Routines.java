package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.List;

/// Functions, and what is made of them. Bodies use `$1`, so that names of parameters can change.
final class Routines {
    private static final List<String> STRICTNESS = List.of("", "STRICT");
    private static final List<String> PARALLEL =
            List.of("", "PARALLEL SAFE", "PARALLEL RESTRICTED");
    private static final List<String> COST = List.of("", "COST 7", "LEAKPROOF");
    private static final List<String> SETTINGS =
            List.of("", "SET work_mem = '8MB'", "SET search_path = pg_catalog, pg_temp");

    private final Draft draft;

    Routines(Draft draft) {
        this.draft = draft;
    }

    private Making routine(Feature feature, String stem, String words) {
        return draft.make(feature, Item.Form.QUALIFIED).in(draft.home()).named(stem).words(words);
    }

    void function() {
        List<Runnable> ways =
                List.of(
                        this::number,
                        this::number,
                        this::text,
                        this::reading,
                        this::overload,
                        this::ofType);
        draft.pick(ways).run();
    }

    /// A cast that PostgreSQL does by itself leads from every number to double precision.
    private void number() {
        routine(Feature.FUNCTION, "calc", "FUNCTION")
                .of(Category.NUMBER)
                .signature("(double precision)")
                .text("CREATE FUNCTION {}")
                .slot(
                        "parameters",
                        "(double precision)",
                        "(x double precision)",
                        "(y double precision)")
                .slot("returns", "RETURNS integer", "RETURNS double precision", "RETURNS numeric")
                .slot("strict", STRICTNESS)
                .slot("parallel", PARALLEL)
                .slot("cost", COST)
                .text("IMMUTABLE")
                .slot(
                        "body",
                        "LANGUAGE sql RETURN ($1 + 1)::integer",
                        "LANGUAGE sql AS 'SELECT ($1 * 2)::integer'",
                        "LANGUAGE plpgsql AS $$ BEGIN RETURN $1 + 3; -- it's\nEND $$",
                        "LANGUAGE sql BEGIN ATOMIC SELECT abs($1)::integer; END")
                .add();
    }

    private void text() {
        routine(Feature.FUNCTION, "say", "FUNCTION")
                .of(Category.TEXT)
                .signature("(text)")
                .text("CREATE FUNCTION {}")
                .slot("parameters", "(text)", "(said text DEFAULT 'x')", "(said text)")
                .text("RETURNS text IMMUTABLE")
                .slot("strict", STRICTNESS)
                .slot("parallel", PARALLEL)
                .slot("setting", SETTINGS)
                .slot(
                        "body",
                        "LANGUAGE sql AS $f$ SELECT $1 || 'v' $f$",
                        "LANGUAGE plpgsql AS $$ BEGIN RETURN lower($1); END $$",
                        "LANGUAGE sql AS 'SELECT ''v\\'' || $1'")
                .add();
    }

    /// Its body reads a table: known to PostgreSQL only where it is BEGIN ATOMIC.
    private void reading() {
        List<Item> tables = draft.tables();
        if (tables.isEmpty()) return;
        String table = "{" + draft.pick(tables).id() + "}";
        routine(Feature.FUNCTION, "tell", "FUNCTION")
                .signature("()")
                .text("CREATE FUNCTION {}() RETURNS bigint")
                .slot("volatility", "STABLE", "VOLATILE")
                .slot("security", "", "SECURITY DEFINER")
                .slot(
                        "body",
                        "LANGUAGE sql AS $$ SELECT count(*) FROM " + table + " $$",
                        "LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM " + table + "; END",
                        "LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM "
                                + table
                                + "); END $$")
                .add();
    }

    private void overload() {
        List<Item> others =
                draft.all(Feature.FUNCTION).stream()
                        .filter(f -> !f.name().startsWith("@"))
                        .toList();
        if (others.isEmpty()) return;
        Item other = draft.pick(others);
        boolean taken =
                draft.all(Feature.FUNCTION).stream()
                        .anyMatch(f -> f.name().equals("@" + other.id()));
        if (taken) return;
        draft.make(Feature.FUNCTION, Item.Form.QUALIFIED)
                .in(other.home())
                .exactly("@" + other.id())
                .words("FUNCTION")
                .signature("(uuid, boolean)")
                .text("CREATE FUNCTION {}(uuid, flag boolean{!" + other.id() + "}")
                .slot("default", "", "DEFAULT false")
                .text(") RETURNS boolean LANGUAGE sql")
                .slot("body", "AS 'SELECT $2'", "AS 'SELECT $1 IS NULL'")
                .add();
    }

    private void ofType() {
        List<Item> types = draft.all(Feature.ENUM, Feature.DOMAIN, Feature.COMPOSITE);
        if (types.isEmpty()) {
            number();
            return;
        }
        String type = "{" + draft.pick(types).id() + "}";
        routine(Feature.FUNCTION, "show", "FUNCTION")
                .signature("(" + type + ")")
                .text("CREATE FUNCTION {}")
                .slot("parameters", "(" + type + ")", "(IN x " + type + ")")
                .slot("returns", "RETURNS text", "RETURNS SETOF text", "RETURNS TABLE (shown text)")
                .text("LANGUAGE sql STABLE")
                .slot("body", "AS 'SELECT $1::text'", "AS 'SELECT coalesce($1::text, ''-'')'")
                .add();
    }

    void procedure() {
        routine(Feature.PROCEDURE, "act", "PROCEDURE")
                .signature("(integer)")
                .text("CREATE PROCEDURE {}")
                .slot("parameters", "(n integer)", "(n integer DEFAULT 3)", "(integer)")
                .slot("security", "", "SECURITY DEFINER")
                .slot(
                        "body",
                        "LANGUAGE plpgsql AS $$ BEGIN PERFORM $1; END $$",
                        "LANGUAGE plpgsql AS $$ BEGIN NULL; END $$",
                        "LANGUAGE sql AS 'SELECT 1'")
                .add();
    }

    void aggregate() {
        var ways =
                new ArrayList<>(
                        List.of(
                                "SFUNC = float8pl, STYPE = double precision, INITCOND = '0'",
                                "SFUNC = float8pl, STYPE = double precision",
                                "SFUNC = float8larger, STYPE = double precision, PARALLEL = safe",
                                "SFUNC = float8mul, STYPE = double precision, INITCOND = '1', COMBINEFUNC = float8mul"));
        routine(Feature.AGGREGATE, "total", "AGGREGATE")
                .signature("(double precision)")
                .text("CREATE AGGREGATE {}(double precision) (")
                .slot("way", ways)
                .text(")")
                .add();
    }

    void operator() {
        String sign =
                draft.pick(List.of("<+", "=#", "&%", "~=", "#-", "?|"))
                        + "%~!@#&?|".charAt(draft.random.nextInt(8));
        if (draft.all(Feature.OPERATOR).stream().anyMatch(o -> o.name().equals(sign))) return;
        List<Item> functions =
                draft.all(Feature.FUNCTION).stream()
                        .filter(f -> f.category() == Category.NUMBER)
                        .toList();
        var ways =
                new ArrayList<>(
                        List.of(
                                "FUNCTION = float8pl, LEFTARG = double precision, RIGHTARG = double precision"));
        ways.add(
                "FUNCTION = float8mul, LEFTARG = double precision, RIGHTARG = double precision, COMMUTATOR = OPERATOR({})");
        if (functions.isEmpty())
            draft.make(Feature.OPERATOR, Item.Form.OPERATOR)
                    .in(draft.home())
                    .exactly(sign)
                    .words("OPERATOR")
                    .signature("(double precision, double precision)")
                    .text("CREATE OPERATOR {} (")
                    .slot("way", ways)
                    .text(")")
                    .add();
        else
            draft.make(Feature.OPERATOR, Item.Form.OPERATOR)
                    .in(draft.home())
                    .exactly(sign)
                    .words("OPERATOR")
                    .signature("(NONE, double precision)")
                    .text(
                            "CREATE OPERATOR {} (FUNCTION = {"
                                    + draft.pick(functions).id()
                                    + "}, RIGHTARG = double precision)")
                    .add();
    }

    void cast() {
        List<Item> types = draft.all(Feature.COMPOSITE);
        if (types.isEmpty()) return;
        Item type = draft.pick(types);
        if (draft.all(Feature.CAST).stream().anyMatch(c -> c.target() == type.id())) return;
        draft.make(Feature.CAST, Item.Form.NAMELESS)
                .target(type.id())
                .text("CREATE CAST ({" + type.id() + "} AS json) WITH INOUT")
                .slot("context", "", "AS ASSIGNMENT")
                .add();
    }

    void textSearch() {
        int dictionary =
                routine(Feature.TEXT_SEARCH, "dict", "TEXT SEARCH DICTIONARY")
                        .text("CREATE TEXT SEARCH DICTIONARY {} (TEMPLATE = simple")
                        .slot("accept", "", ", ACCEPT = false", ", ACCEPT = true")
                        .text(")")
                        .add();
        int configuration =
                routine(Feature.TEXT_SEARCH, "config", "TEXT SEARCH CONFIGURATION")
                        .text("CREATE TEXT SEARCH CONFIGURATION {} (COPY = simple)")
                        .add();
        draft.make(Feature.TEXT_SEARCH, Item.Form.NAMELESS)
                .slot(
                        "mapping",
                        "ALTER TEXT SEARCH CONFIGURATION {%d} ALTER MAPPING FOR word, asciiword WITH {%d}"
                                .formatted(configuration, dictionary),
                        "ALTER TEXT SEARCH CONFIGURATION {%d} DROP MAPPING FOR email{!%d}"
                                .formatted(configuration, dictionary),
                        "")
                .add();
    }

    void foreignTable() {
        int wrapper =
                draft.make(Feature.FOREIGN_TABLE, Item.Form.GLOBAL)
                        .named("wrapper")
                        .words("FOREIGN DATA WRAPPER")
                        .text("CREATE FOREIGN DATA WRAPPER {}")
                        .add();
        int server =
                draft.make(Feature.FOREIGN_TABLE, Item.Form.GLOBAL)
                        .named("far")
                        .words("SERVER")
                        .text("CREATE SERVER {}")
                        .slot("version", "", "VERSION '2'")
                        .text("FOREIGN DATA WRAPPER {" + wrapper + "}")
                        .slot("options", "", "OPTIONS (host 'h', port '1')")
                        .add();
        routine(Feature.FOREIGN_TABLE, "away", "FOREIGN TABLE")
                .text("CREATE FOREIGN TABLE {}")
                .slot(
                        "columns",
                        "(a integer)",
                        "(a integer NOT NULL, b text)",
                        "(a bigint OPTIONS (n '1'), b text)")
                .text("SERVER {" + server + "}")
                .slot("options", "", "OPTIONS (t 'x')")
                .add();
    }
}
