package dev.sluice.coverage;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What is known of each column.
record Coverage(Resolved resolved, Waivers waivers, Set<CatalogColumn> held) {
    private static final String HEAD =
            """
            # What Sluice reads of PostgreSQL's catalogs

            Every table of `pg_catalog` in PostgreSQL 18 and every column of it. This page is written by `CoverageTest`: it takes down what
            the reader asks a server that holds an object of every kind, and lets PostgreSQL say which columns each question reads. A column
            that is neither read nor has a reason fails the test, and so does a reason that is no longer needed.

            - **read**: a question of the reader names it. What is read is part of an object of the catalog, or finds one, and each part of
              each object is compared: the fingerprint hashes them all.
            - **printed by** a function: PostgreSQL prints it into a text that is read.
            - anything else is why it is not read.

            **✓**: rendered too, whatever stands in it: the schemas of `RoundTripTest`, which are rendered, loaded and read again, hold
            each of its values (`CorpusTest`). The rest are names and numbers by which one thing finds another.
            """;

    /// Neither read, nor printed, nor waived.
    List<String> silent() {
        return resolved.catalogs.stream()
                .filter(c -> said(c).isEmpty() && !waivers.has(c))
                .map(CatalogColumn::toString)
                .toList();
    }

    /// Waivers of what is read, or of what isn't there.
    List<String> needless() {
        return waivers.reasons().keySet().stream()
                .filter(w ->
                        w.column().equals(Waivers.ALL)
                                ? columns(w.catalog()).isEmpty()
                                        || columns(w.catalog()).stream()
                                                .anyMatch(c -> !said(c).isEmpty())
                                : !resolved.catalogs.contains(w) || !said(w).isEmpty())
                .map(CatalogColumn::toString)
                .toList();
    }

    /// Said to be printed, and not there, read anyhow, or printed by what is not called.
    List<String> unprinted() {
        return Stream.of(Printer.values())
                .flatMap(p ->
                        p.columns().stream()
                                .filter(c ->
                                        !resolved.called.contains(p.function())
                                                || !resolved.catalogs.contains(c)
                                                || resolved.read.contains(c))
                                .map(c -> p.function() + ": " + c))
                .toList();
    }

    String page() {
        var page = new StringBuilder(HEAD);
        var whole = new ArrayList<String>();
        byCatalog()
                .forEach((catalog, columns) -> {
                    if (waivers.isWhole(catalog)) {
                        whole.add(
                                "| `%s` | %s |"
                                        .formatted(catalog, waivers.reason(columns.getFirst())));
                        return;
                    }
                    page.append("\n## ")
                            .append(catalog)
                            .append("\n\n| column | | |\n|---|---|---|\n");
                    for (CatalogColumn c : columns)
                        page.append(
                                "| `%s` | %s | %s |\n".formatted(c.column(), words(c), mark(c)));
                });
        page.append("\n## Not read at all\n\n| catalog | why |\n|---|---|\n");
        return page.append(whole.stream().collect(joining("\n", "", "\n"))).toString();
    }

    private String words(CatalogColumn column) {
        String said = said(column);
        return said.isEmpty() ? waivers.reason(column) : said;
    }

    private String mark(CatalogColumn column) {
        return held.contains(column) && !said(column).isEmpty() ? "✓" : "";
    }

    private String said(CatalogColumn column) {
        if (resolved.read.contains(column)) return "read";
        return Stream.of(Printer.values())
                .filter(p -> p.columns().contains(column))
                .findFirst()
                .map(p -> "printed by `" + p.function() + "()`")
                .orElse("");
    }

    private List<CatalogColumn> columns(String catalog) {
        return byCatalog().getOrDefault(catalog, List.of());
    }

    private Map<String, List<CatalogColumn>> byCatalog() {
        var by = new LinkedHashMap<String, List<CatalogColumn>>();
        for (CatalogColumn c : resolved.catalogs)
            by.computeIfAbsent(c.catalog(), _ -> new ArrayList<>()).add(c);
        return by;
    }
}
