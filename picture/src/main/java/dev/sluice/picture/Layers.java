package dev.sluice.picture;

import dev.sluice.picture.Placed.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Boxes that belong together in the layers of Eclipse ELK: what is needed stands left of what
/// needs it. A line leaves and reaches a box at its row.
final class Layers {
    /// Lines with the same mark at their end share it; where there are both, they stand apart.
    private record Place(int box, int row, PortSide side, boolean optional) {
        Place twin() {
            return new Place(box, row, side, !optional);
        }
    }

    private final List<Shape> shapes;
    private final Set<Place> places = new HashSet<>();
    private final Map<Place, ElkPort> ports = new HashMap<>();
    private final List<ElkNode> nodes = new ArrayList<>();

    private Layers(List<Shape> shapes) {
        this.shapes = shapes;
    }

    /// The links name these shapes by their places.
    static Placed of(List<Shape> shapes, List<Link> links) {
        return new Layers(shapes).placed(links);
    }

    private Placed placed(List<Link> links) {
        ElkNode graph = ElkGraphUtil.createGraph();
        options(graph);
        for (Shape s : shapes) {
            ElkNode node = ElkGraphUtil.createNode(graph);
            node.setDimensions(s.width(), s.height());
            node.setProperty(LayeredOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
            nodes.add(node);
        }
        for (Link l : links) {
            places.add(needed(l));
            places.add(needs(l));
        }
        List<ElkEdge> edges =
                links.stream()
                        .map(l -> ElkGraphUtil.createSimpleEdge(port(needed(l)), port(needs(l))))
                        .toList();
        LayoutMetaDataService.getInstance(); // tells ELK how to copy the values of its options
        new LayeredLayoutProvider().layout(graph, new BasicProgressMonitor());
        return new Placed(
                nodes.stream().map(n -> new Point(n.getX(), n.getY())).toList(),
                edges.stream().map(Layers::line).toList(),
                graph.getWidth(),
                graph.getHeight());
    }

    private static void options(ElkNode graph) {
        graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
        graph.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(LayeredOptions.SEPARATE_CONNECTED_COMPONENTS, false);
        graph.setProperty(
                LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        graph.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 28.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_SELF_LOOP, 20.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 16.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 10.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 24.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 10.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 56.0);
    }

    private static Place needed(Link l) {
        return new Place(l.to(), l.toRow(), PortSide.EAST, l.means().isOptional());
    }

    /// A line from a box to itself stays on one side.
    private static Place needs(Link l) {
        PortSide side = l.from() == l.to() ? PortSide.EAST : PortSide.WEST;
        return new Place(l.from(), l.fromRow(), side, !l.means().isMany());
    }

    private ElkPort port(Place place) {
        return ports.computeIfAbsent(
                place,
                p -> {
                    Shape shape = shapes.get(p.box());
                    ElkPort port = ElkGraphUtil.createPort(nodes.get(p.box()));
                    port.setProperty(LayeredOptions.PORT_SIDE, p.side());
                    double apart = !places.contains(p.twin()) ? 0 : p.optional() ? 4 : -4;
                    port.setLocation(
                            p.side() == PortSide.EAST ? shape.width() : 0,
                            shape.middle(p.row()) + apart);
                    return port;
                });
    }

    private static List<Point> line(ElkEdge edge) {
        ElkEdgeSection section = edge.getSections().getFirst();
        var points = new ArrayList<Point>();
        points.add(new Point(section.getEndX(), section.getEndY()));
        for (ElkBendPoint bend : section.getBendPoints().reversed())
            points.add(new Point(bend.getX(), bend.getY()));
        points.add(new Point(section.getStartX(), section.getStartY()));
        return points;
    }
}
