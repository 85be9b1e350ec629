package dev.sluice.picture;

import dev.sluice.picture.Placed.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rectangles side by side and below each other, the tall ones first, each as far up as it fits.
final class Packing {
    static final double GAP = 36;
    private static final double RATIO = 1.6;
    private static final int TRIES = 24;

    record Size(double width, double height) {}

    /// From `x` on nothing stands below `y`, up to the next one.
    private record Step(double x, double y) {}

    private final double width;
    private List<Step> skyline = List.of(new Step(0, 0));

    private Packing(double width) {
        this.width = width;
    }

    /// The upper left corners, in the order of the sizes: of some widths the best.
    static List<Point> corners(List<Size> sizes) {
        double area = 0;
        double widest = 0;
        for (Size s : sizes) {
            area += (s.width() + GAP) * (s.height() + GAP);
            widest = Math.max(widest, s.width() + GAP);
        }
        List<Point> best = List.of();
        double least = Double.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            double width = widest + i * Math.max(0, 2 * Math.sqrt(area) - widest) / TRIES;
            List<Point> corners = new Packing(width).placed(sizes);
            double right = 0;
            double bottom = 0;
            for (int j = 0; j < sizes.size(); j++) {
                right = Math.max(right, corners.get(j).x() + sizes.get(j).width());
                bottom = Math.max(bottom, corners.get(j).y() + sizes.get(j).height());
            }
            if (right / RATIO + bottom < least) {
                least = right / RATIO + bottom;
                best = corners;
            }
        }
        return best;
    }

    private List<Point> placed(List<Size> sizes) {
        var corners = new Point[sizes.size()];
        IntStream.range(0, sizes.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -sizes.get(i).height()))
                .forEach(i -> corners[i] = place(sizes.get(i)));
        return List.of(corners);
    }

    private Point place(Size size) {
        double wide = size.width() + GAP;
        Point best =
                skyline.stream()
                        .filter(s -> s.x() + wide <= width)
                        .map(s -> new Point(s.x(), top(s.x(), s.x() + wide)))
                        .min(Comparator.comparingDouble(Point::y).thenComparingDouble(Point::x))
                        .orElseGet(() -> new Point(0, top(0, wide)));
        double end = best.x() + wide;
        double after = skyline.stream().filter(s -> s.x() <= end).toList().getLast().y();
        var changed = new ArrayList<Step>();
        Stream.of(
                        skyline.stream().filter(s -> s.x() < best.x()),
                        Stream.of(new Step(best.x(), best.y() + size.height() + GAP)),
                        end < width ? Stream.of(new Step(end, after)) : Stream.<Step>of(),
                        skyline.stream().filter(s -> s.x() > end))
                .flatMap(s -> s)
                .forEach(changed::add);
        skyline = changed;
        return best;
    }

    private double top(double from, double to) {
        double top = 0;
        for (int i = 0; i < skyline.size(); i++) {
            double next = i + 1 < skyline.size() ? skyline.get(i + 1).x() : width;
            if (skyline.get(i).x() < to && next > from) top = Math.max(top, skyline.get(i).y());
        }
        return top;
    }
}
