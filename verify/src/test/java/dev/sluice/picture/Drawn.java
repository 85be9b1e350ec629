package dev.sluice.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// What an SVG shows: the boxes, and the ways of the lines as their corners.
record Drawn(List<Rectangle> boxes, List<List<double[]>> ways, Rectangle ground) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");

    record Rectangle(String name, double left, double top, double right, double bottom) {
        /// What only touches does not meet.
        boolean meets(Rectangle other) {
            return left < other.right
                    && other.left < right
                    && top < other.bottom
                    && other.top < bottom;
        }

        boolean holds(Rectangle other) {
            return left <= other.left
                    && top <= other.top
                    && right >= other.right
                    && bottom >= other.bottom;
        }
    }

    static Drawn of(Document svg) {
        var boxes = new ArrayList<Rectangle>();
        var ways = new ArrayList<List<double[]>>();
        var groups = svg.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            Element g = (Element) groups.item(i);
            if (g.getAttribute("class").startsWith("box ")) boxes.add(box(g));
            if (g.getAttribute("class").startsWith("line "))
                ways.add(points(child(g, "path").getAttribute("d")));
        }
        Element root = svg.getDocumentElement();
        return new Drawn(
                boxes,
                ways,
                new Rectangle(
                        "the picture",
                        0,
                        0,
                        Double.parseDouble(root.getAttribute("width")),
                        Double.parseDouble(root.getAttribute("height"))));
    }

    List<String> faults() {
        var faults = new ArrayList<String>();
        for (Rectangle box : boxes) {
            if (!ground.holds(box)) faults.add(box.name + " is cut off");
            for (Rectangle other : boxes)
                if (box != other && box.meets(other))
                    faults.add(box.name + " lies on " + other.name);
            for (List<double[]> way : ways)
                for (int i = 1; i < way.size(); i++)
                    if (box.meets(span(way.get(i - 1), way.get(i))))
                        faults.add("a line runs through " + box.name);
        }
        return faults;
    }

    /// A straight piece of a line, as thin as it is.
    private static Rectangle span(double[] a, double[] b) {
        return new Rectangle(
                "",
                Math.min(a[0], b[0]),
                Math.min(a[1], b[1]),
                Math.max(a[0], b[0]),
                Math.max(a[1], b[1]));
    }

    private static Rectangle box(Element g) {
        double[] at = points(g.getAttribute("transform")).getFirst();
        Element body = child(g, "rect");
        return new Rectangle(
                child(g, "title").getTextContent(),
                at[0],
                at[1],
                at[0] + Double.parseDouble(body.getAttribute("width")),
                at[1] + Double.parseDouble(body.getAttribute("height")));
    }

    private static Element child(Element g, String name) {
        return (Element) g.getElementsByTagName(name).item(0);
    }

    private static List<double[]> points(String text) {
        var numbers = new ArrayList<Double>();
        var found = NUMBER.matcher(text);
        while (found.find()) numbers.add(Double.parseDouble(found.group()));
        var points = new ArrayList<double[]>();
        for (int i = 0; i + 1 < numbers.size(); i += 2)
            points.add(new double[] {numbers.get(i), numbers.get(i + 1)});
        return points;
    }
}
