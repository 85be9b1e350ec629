package dev.sluice.picture;

import static java.util.stream.Collectors.joining;

import dev.sluice.picture.Placed.Point;
import java.util.List;
import java.util.Locale;

/// A diagram as an SVG document.
final class Svg {
    private static final double MARGIN = 16;
    private static final double LEAST_WIDTH = 560;
    private static final double ROUND = 5;

    private final Diagram diagram;
    private final StringBuilder out = new StringBuilder();

    private Svg(Diagram diagram) {
        this.diagram = diagram;
    }

    static String text(Diagram diagram) {
        return new Svg(diagram).text();
    }

    private String text() {
        List<Shape> shapes = Shape.all(diagram);
        Placed placed = Layout.of(shapes, diagram.links());
        double inside = Math.max(placed.width(), LEAST_WIDTH);
        Legend legend = Legend.of(diagram, inside);
        double width = Math.ceil(inside + 2 * MARGIN);
        double height = Math.ceil(placed.height() + legend.height() + 2 * MARGIN);
        out.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" role="img" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s">
                <title>Schema: %3$s</title>
                <style>
                %4$s</style>
                <rect class="ground" width="%1$s" height="%2$s"/>
                """
                        .formatted(n(width), n(height), diagram.words(), Style.TEXT));
        out.append("<g transform=\"translate(%1$s %1$s)\">\n".formatted(n(MARGIN)));
        for (int i = 0; i < diagram.links().size(); i++)
            line(diagram.links().get(i), placed.lines().get(i));
        for (int i = 0; i < shapes.size(); i++) box(shapes.get(i), placed.corners().get(i));
        out.append(legend.svg(placed.height()));
        return out.append("</g>\n</svg>").toString();
    }

    private void box(Shape shape, Point corner) {
        Box box = shape.box();
        String words = box.look().words() + " " + Shown.of(box.name().toString());
        String comment = box.comment();
        double round = box.look() == Box.Look.TABLE ? 3 : 9;
        out.append(
                "<g class=\"box %s %s\" transform=\"translate(%s %s)\"><title>%s</title>\n"
                        .formatted(
                                box.look().name().toLowerCase(Locale.ROOT),
                                Style.colour(diagram.schemas(), box.name().schema().text()),
                                n(corner.x()),
                                n(corner.y()),
                                xml(comment == null ? words : words + ": " + Shown.of(comment))));
        out.append(
                "<rect class=\"body\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n"
                        .formatted(n(shape.width()), n(shape.height()), n(round)));
        out.append(
                "<path class=\"head\" d=\"M0 %1$s V%2$s Q0 0 %2$s 0 H%3$s Q%4$s 0 %4$s %2$s V%1$s Z\"/>\n"
                        .formatted(
                                n(Shape.HEAD),
                                n(round),
                                n(shape.width() - round),
                                n(shape.width())));
        out.append(
                "<text class=\"name\" x=\"%s\" y=\"17.5\">%s<tspan class=\"own\">%s</tspan></text>\n"
                        .formatted(
                                n(Shape.EDGE),
                                xml(Shown.of(shape.schema())),
                                xml(Shown.of(box.name().name().text()))));
        if (!Shape.kind(box).isEmpty())
            text("kind", shape.width() - Shape.EDGE, 17, Shape.kind(box));
        for (int i = 0; i < box.rows().size(); i++) row(shape, box.rows().get(i), shape.middle(i));
        if (!box.note().isEmpty())
            text("note", Shape.EDGE, shape.middle(box.rows().size()) + 4, Shape.note(box));
        out.append("</g>\n");
    }

    private void row(Shape shape, Row row, double middle) {
        if (shape.box().look() == Box.Look.TABLE)
            out.append(
                    "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"2.6\"/>"
                            .formatted(
                                    row.notNull() ? "must" : "may", n(Shape.EDGE + 3), n(middle)));
        if (!row.keys().isEmpty()) text("key", shape.keysAt(), middle + 3.5, Shape.keys(row));
        String name = Shape.name(row);
        String type = Shape.type(row);
        boolean cut = !name.equals(Shown.of(row.name())) || !type.equals(Shown.of(row.type()));
        if (cut)
            out.append("<g><title>")
                    .append(xml(Shown.of(row.name() + " " + row.type())))
                    .append("</title>");
        text("row", shape.nameAt(), middle + 4, name);
        if (!type.isEmpty()) text("type", shape.typeAt(), middle + 4, type);
        if (cut) out.append("</g>\n");
    }

    private void text(String look, double x, double y, String text) {
        out.append(
                "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
                        .formatted(look, n(x), n(y), xml(text)));
    }

    /// `points` lead from what needs to what is needed.
    private void line(Link link, List<Point> points) {
        String look =
                switch (link.means()) {
                    case READS -> "reads";
                    case INHERITS -> "inherits";
                    case ANY_NUMBER_MUST, ANY_NUMBER_MAY, ONE_AT_MOST_MUST, ONE_AT_MOST_MAY ->
                            "key";
                };
        out.append("<g class=\"line %s\"><title>".formatted(look))
                .append(xml(Shown.of(link.words())))
                .append("</title><path d=\"")
                .append(way(points))
                .append("\"/>");
        if (link.means().isKey()) {
            needing(link.means(), points.getFirst(), away(points.getFirst(), points.get(1)));
            needed(
                    link.means(),
                    points.getLast(),
                    away(points.getLast(), points.reversed().get(1)));
        } else {
            Point end = points.getLast();
            end(end, away(end, points.reversed().get(1)), "M0 0 L9 -5 V5 Z");
        }
        out.append("</g>\n");
    }

    private static int away(Point end, Point next) {
        return next.x() < end.x() ? -1 : 1;
    }

    /// How many rows may stand here.
    private void needing(Link.Means means, Point end, int away) {
        end(end, away, means.isMany() ? "M0 -6 L11 0 L0 6 M0 0 H11" : "M8 -5 V5");
        ring(end, away);
    }

    private void needed(Link.Means means, Point end, int away) {
        end(end, away, means.isOptional() ? "M7 -5 V5" : "M7 -5 V5 M12 -5 V5");
        if (means.isOptional()) ring(end, away);
    }

    /// Drawn as if the line left to the right.
    private void end(Point end, int away, String shape) {
        out.append(
                "<path class=\"end\" transform=\"translate(%s %s)%s\" d=\"%s\"/>"
                        .formatted(n(end.x()), n(end.y()), away < 0 ? " scale(-1 1)" : "", shape));
    }

    private void ring(Point end, int away) {
        out.append(
                "<circle class=\"ring\" cx=\"%s\" cy=\"%s\" r=\"3.5\"/>"
                        .formatted(n(end.x() + away * 15), n(end.y())));
    }

    /// Corners are a little round, so that one sees where two lines only cross.
    private static String way(List<Point> points) {
        var way = new StringBuilder("M").append(at(points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            double room =
                    Math.min(
                            ROUND,
                            Math.min(
                                            length(points.get(i - 1), corner),
                                            length(corner, points.get(i + 1)))
                                    / 2);
            way.append(" L")
                    .append(at(towards(corner, points.get(i - 1), room)))
                    .append(" Q")
                    .append(at(corner))
                    .append(' ')
                    .append(at(towards(corner, points.get(i + 1), room)));
        }
        return way.append(" L").append(at(points.getLast())).toString();
    }

    private static double length(Point a, Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    private static Point towards(Point from, Point to, double by) {
        double length = length(from, to);
        if (length == 0) return from;
        return new Point(
                from.x() + (to.x() - from.x()) * by / length,
                from.y() + (to.y() - from.y()) * by / length);
    }

    private static String at(Point p) {
        return n(p.x()) + " " + n(p.y());
    }

    /// A number with one digit behind the point at most.
    static String n(double number) {
        long tenths = Math.round(number * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    static String xml(String text) {
        return text.chars()
                .mapToObj(c ->
                        switch (c) {
                            case '&' -> "&amp;";
                            case '<' -> "&lt;";
                            case '>' -> "&gt;";
                            case '"' -> "&quot;";
                            default -> Character.toString((char) c);
                        })
                .collect(joining());
    }
}
