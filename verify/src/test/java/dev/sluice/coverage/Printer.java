package dev.sluice.coverage;

import java.util.List;

/// A function of PostgreSQL that prints columns which no question names.
/// <https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-CATALOG-TABLE>,
/// <https://www.postgresql.org/docs/18/catalogs.html> for what each column says.
enum Printer {
    PG_GET_CONSTRAINTDEF(
            "pg_constraint",
            "confkey confupdtype confdeltype confmatchtype confdelsetcols condeferrable condeferred"
                    + " conenforced conperiod conexclop conbin"),
    PG_GET_FUNCTIONDEF(
            "pg_proc",
            "prolang procost prorows prosupport prosecdef proleakproof proisstrict provolatile"
                    + " provariadic proargdefaults protrftypes prosrc probin prosqlbody proconfig"),
    PG_GET_PARTKEYDEF(
            "pg_partitioned_table",
            "partrelid partstrat partnatts partattrs partclass partcollation partexprs"),
    PG_GET_RULEDEF("pg_rewrite", "ev_type is_instead ev_qual ev_action"),
    PG_GET_STATISTICSOBJDEF("pg_statistic_ext", "stxkind stxexprs"),
    PG_GET_TRIGGERDEF(
            "pg_trigger",
            "tgtype tgfoid tgnargs tgargs tgattr tgqual tgdeferrable tginitdeferred tgconstrrelid"
                    + " tgoldtable tgnewtable");

    private final String catalog;
    private final String columns;

    Printer(String catalog, String columns) {
        this.catalog = catalog;
        this.columns = columns;
    }

    String function() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    List<CatalogColumn> columns() {
        return List.of(columns.split(" ")).stream()
                .map(c -> new CatalogColumn(catalog, c))
                .toList();
    }
}
