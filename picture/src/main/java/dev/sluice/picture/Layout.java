package dev.sluice.picture;

import dev.sluice.picture.Packing.Size;
import dev.sluice.picture.Placed.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What lines hold together is laid out by itself; then these parts are packed.
final class Layout {
    private final List<Shape> shapes;
    private final List<Link> links;

    /// For each box the first one of its part.
    private final int[] parts;

    private Layout(List<Shape> shapes, List<Link> links) {
        this.shapes = shapes;
        this.links = links;
        this.parts = IntStream.range(0, shapes.size()).toArray();
    }

    static Placed of(List<Shape> shapes, List<Link> links) {
        return new Layout(shapes, links).placed();
    }

    /// Boxes and lines of a part, by their places among all.
    private record Part(List<Integer> boxes, List<Integer> links) {
        Part() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private Placed placed() {
        for (Link l : links) parts[part(l.from())] = part(l.to());
        Map<Integer, Part> byPart = new TreeMap<>();
        for (int i = 0; i < shapes.size(); i++)
            byPart.computeIfAbsent(part(i), _ -> new Part()).boxes().add(i);
        for (int i = 0; i < links.size(); i++)
            byPart.computeIfAbsent(part(links.get(i).from()), _ -> new Part()).links().add(i);
        List<Part> all = List.copyOf(byPart.values());
        List<Placed> placed = all.stream().map(this::placed).toList();
        List<Point> at =
                Packing.corners(placed.stream().map(p -> new Size(p.width(), p.height())).toList());
        var corners = new Point[shapes.size()];
        var lines = new ArrayList<List<Point>>(links.stream().map(_ -> List.<Point>of()).toList());
        double width = 0;
        double height = 0;
        for (int i = 0; i < all.size(); i++) {
            Point by = at.get(i);
            Part part = all.get(i);
            for (int j = 0; j < part.boxes().size(); j++)
                corners[part.boxes().get(j)] = placed.get(i).corners().get(j).moved(by);
            for (int j = 0; j < part.links().size(); j++)
                lines.set(
                        part.links().get(j),
                        placed.get(i).lines().get(j).stream().map(p -> p.moved(by)).toList());
            width = Math.max(width, by.x() + placed.get(i).width());
            height = Math.max(height, by.y() + placed.get(i).height());
        }
        return new Placed(Arrays.asList(corners), lines, width, height);
    }

    private int part(int box) {
        int at = box;
        while (parts[at] != at) at = parts[at] = parts[parts[at]];
        return at;
    }

    private Placed placed(Part part) {
        if (part.links().isEmpty()) {
            Shape only = shapes.get(part.boxes().getFirst());
            return new Placed(List.of(new Point(0, 0)), List.of(), only.width(), only.height());
        }
        return Layers.of(
                part.boxes().stream().map(shapes::get).toList(),
                part.links().stream()
                        .map(links::get)
                        .map(l ->
                                l.between(
                                        part.boxes().indexOf(l.from()),
                                        part.boxes().indexOf(l.to())))
                        .toList());
    }
}
