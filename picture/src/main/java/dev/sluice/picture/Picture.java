package dev.sluice.picture;

import dev.sluice.schema.Catalog;

/// A catalog as a picture: tables, views and enums as boxes, foreign keys as lines. Partitions are
/// part of their table. Equal catalogs give equal texts.
public final class Picture {
    private Picture() {}

    /// The text of a Mermaid `erDiagram`.
    public static String mermaid(Catalog catalog) {
        return Mermaid.text(Diagram.of(catalog));
    }

    /// One SVG document without scripts or references, light and dark by the reader's wish.
    public static String svg(Catalog catalog) {
        return Svg.text(Diagram.of(catalog));
    }
}
