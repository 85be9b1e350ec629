package dev.sluice.picture;

import java.util.List;

/// Places for boxes, by their upper left corners, and ways for lines, each from what needs to what
/// is needed.
record Placed(List<Point> corners, List<List<Point>> lines, double width, double height) {
    record Point(double x, double y) {
        Point moved(Point by) {
            return new Point(x + by.x, y + by.y);
        }
    }

    Placed {
        corners = List.copyOf(corners);
        lines = List.copyOf(lines);
    }
}
