package dev.sluice.picture;

import java.util.List;

/// Where the parts of a box stand, from its upper left corner.
record Shape(Box box, String schema, double keysAt, double nameAt, double typeAt, double width) {
    static final double SIZE = 12;
    static final double SMALL = 9.5;
    static final double HEAD = 26;
    static final double LINE = 20;
    static final double EDGE = 10;
    private static final double GAP = 14;
    private static final double DOT = 14;
    private static final int LONGEST_TYPE = 40;
    private static final int LONGEST_LABEL = 60;

    /// `schema` is told in the head where it isn't empty.
    static Shape of(Box box, boolean manySchemas) {
        String schema = manySchemas ? box.name().schema().text() + "." : "";
        double keys = 0;
        double names = 0;
        double types = 0;
        for (Row row : box.rows()) {
            keys = Math.max(keys, Measure.width(keys(row), SMALL));
            names = Math.max(names, Measure.width(name(row), SIZE));
            types = Math.max(types, Measure.width(type(row), SIZE));
        }
        double keysAt = EDGE + (box.look() == Box.Look.TABLE ? DOT : 0);
        double nameAt = keysAt + (keys == 0 ? 0 : keys + 8);
        double typeAt = nameAt + names + GAP;
        double rows = types == 0 ? nameAt + names : typeAt + types;
        double head =
                EDGE
                        + Measure.width(Shown.of(schema + box.name().name().text()), SIZE + 1)
                        + (kind(box).isEmpty() ? 0 : GAP + Measure.width(kind(box), SMALL));
        double note = EDGE + Measure.width(note(box), SIZE);
        double width = Math.ceil(Math.max(Math.max(rows, head), note) + EDGE);
        return new Shape(box, schema, keysAt, nameAt, typeAt, width);
    }

    static String keys(Row row) {
        return String.join(" ", row.keys());
    }

    static String name(Row row) {
        return Measure.cut(Shown.of(row.name()), LONGEST_LABEL);
    }

    static String type(Row row) {
        return Measure.cut(Shown.of(row.type()), LONGEST_TYPE);
    }

    static String note(Box box) {
        return Measure.cut(Shown.of(box.note()), LONGEST_LABEL);
    }

    /// What a table need not be told.
    static String kind(Box box) {
        return box.look() == Box.Look.TABLE ? "" : box.look().words();
    }

    double height() {
        return HEAD + (box.rows().size() + (box.note().isEmpty() ? 0 : 1)) * LINE + 4;
    }

    /// The middle of a row, of the head for -1.
    double middle(int row) {
        return row < 0 ? HEAD / 2 : HEAD + 2 + row * LINE + LINE / 2;
    }

    static List<Shape> all(Diagram diagram) {
        boolean many = diagram.schemas().size() > 1;
        return diagram.boxes().stream().map(b -> of(b, many)).toList();
    }
}
