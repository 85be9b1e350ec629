package dev.sluice.picture;

import java.util.List;

/// What the colours and marks of a picture mean, below it, in as many lines as its width asks for.
final class Legend {
    private static final double LINE = 20;
    private static final double ABOVE = 28;
    private static final double GAP = 22;
    private static final double SIGN = 14;

    private final StringBuilder parts = new StringBuilder();
    private final double width;
    private double x;
    private int line;

    private Legend(double width) {
        this.width = width;
    }

    static Legend of(Diagram diagram, double width) {
        var legend = new Legend(width);
        if (diagram.isEmpty()) legend.add("", "There is no table, view or enum.");
        List<String> schemas = diagram.schemas();
        if (schemas.size() > 1)
            for (String schema : schemas)
                legend.add(
                        "<rect class=\"swatch %s\" y=\"-9\" width=\"10\" height=\"10\" rx=\"2\"/>"
                                .formatted(Style.colour(schemas, schema)),
                        Shown.of(schema));
        if (diagram.boxes().stream().anyMatch(b -> b.look() == Box.Look.TABLE)) {
            legend.add("<circle class=\"must\" cx=\"5\" cy=\"-4\" r=\"2.6\"/>", "not null");
            legend.add("<circle class=\"may\" cx=\"5\" cy=\"-4\" r=\"2.6\"/>", "may be null");
            legend.add("", "PK primary, FK foreign, UK unique key");
        }
        return legend;
    }

    private void add(String sign, String words) {
        double textAt = sign.isEmpty() ? 0 : SIGN;
        double wide = textAt + Measure.width(words, Shape.SIZE);
        if (x > 0 && x + wide > width) {
            x = 0;
            line++;
        }
        parts.append(
                "<g transform=\"translate(%s %s)\">%s<text class=\"legend\" x=\"%s\">%s</text></g>\n"
                        .formatted(
                                Svg.n(x), Svg.n(line * LINE), sign, Svg.n(textAt), Svg.xml(words)));
        x += wide + GAP;
    }

    double height() {
        return ABOVE + line * LINE;
    }

    String svg(double below) {
        return "<g transform=\"translate(0 %s)\">\n%s</g>\n"
                .formatted(Svg.n(below + ABOVE - 4), parts);
    }
}
