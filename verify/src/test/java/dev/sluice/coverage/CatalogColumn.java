package dev.sluice.coverage;

/// A column of a system catalog.
record CatalogColumn(String catalog, String column) {
    static CatalogColumn of(String dotted) {
        int dot = dotted.indexOf('.');
        return new CatalogColumn(dotted.substring(0, dot), dotted.substring(dot + 1));
    }

    @Override
    public String toString() {
        return catalog + "." + column;
    }
}
