package dev.sluice.coverage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Why a column is not read; a whole catalog has the column `*`.
record Waivers(Map<CatalogColumn, String> reasons) {
    static final String ALL = "*";

    static Waivers of(String text) {
        var reasons = new LinkedHashMap<CatalogColumn, String>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] said = line.split(": ", 2);
            var first = CatalogColumn.of(said[0].substring(0, (said[0] + " ").indexOf(' ')));
            for (String column :
                    List.of(said[0].substring(first.catalog().length() + 1).split(" ")))
                if (reasons.put(new CatalogColumn(first.catalog(), column), said[1]) != null)
                    throw new IllegalStateException(
                            "waived twice: " + first.catalog() + "." + column);
        }
        return new Waivers(reasons);
    }

    boolean has(CatalogColumn column) {
        return reasons.containsKey(column) || isWhole(column.catalog());
    }

    boolean isWhole(String catalog) {
        return reasons.containsKey(new CatalogColumn(catalog, ALL));
    }

    String reason(CatalogColumn column) {
        return reasons.getOrDefault(
                column, reasons.getOrDefault(new CatalogColumn(column.catalog(), ALL), "?"));
    }
}
