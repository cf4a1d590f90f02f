package dev.chartwright.generator.diagram;

import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where everything of a picture is. The Eclipse Layout Kernel decides; nothing else here knows it.
 *
 * @param width of everything together
 * @param height of everything together
 * @param places of the elements, each group before what is in it
 * @param routes of the arrows
 */
record Layout(double width, double height, List<Place> places, List<Route> routes) {
  private static final int SEED = 1;

  /** How often the kernel tries to cross fewer lines; its own number, 7, takes twice the time. */
  private static final int THOROUGHNESS = 3;

  Layout {
    places = List.copyOf(places);
    routes = List.copyOf(routes);
  }

  /** The same for the same diagram, on any machine. */
  static Layout of(Diagram diagram) {
    return new Drawing(diagram).layout();
  }

  /**
   * A rectangle, its upper left corner counted from that of the picture.
   *
   * @param x from the left
   * @param y from the top
   * @param width to the right
   * @param height downwards
   */
  record Area(double x, double y, double width, double height) {
    boolean overlaps(Area other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    boolean contains(Area other) {
      return x <= other.x
          && y <= other.y
          && other.x + other.width <= x + width
          && other.y + other.height <= y + height;
    }
  }

  /**
   * A point.
   *
   * @param x from the left
   * @param y from the top
   */
  record Point(double x, double y) {}

  /**
   * Where an element is.
   *
   * @param element the element
   * @param texts what is written into it
   * @param area where it is
   */
  record Place(Element element, List<Text> texts, Area area) {
    /** From the border of a box or a group to its text. */
    static final double PADDING = 12;

    /** The height of the lid of a volume. */
    static final double CAP = 12;

    Place {
      texts = List.copyOf(texts);
    }

    /** From the upper border to the first line. */
    double top() {
      return top(element);
    }

    static double top(Element element) {
      return element.role() == Role.VOLUME ? PADDING + CAP : PADDING - 2;
    }
  }

  /**
   * Where an arrow goes.
   *
   * @param arrow the arrow
   * @param points from its start to its head
   * @param texts what is written on it
   * @param label where that is written, if there is any
   */
  record Route(Arrow arrow, List<Point> points, List<Text> texts, Optional<Area> label) {
    /** From the border of a label to its text. */
    static final double PADDING = 6;

    Route {
      points = List.copyOf(points);
      texts = List.copyOf(texts);
    }
  }

  /** One run of the layout kernel. */
  private static final class Drawing {
    private static final double GAP = 24;
    private static final double INSET = 16;
    private static final double STEP = 4;

    static {
      // Tells the kernel how to copy its own values; its registry of algorithms is not needed.
      LayoutMetaDataService.initElkReflect();
    }

    private final Diagram diagram;
    private final Map<String, Element> elements;
    private final Map<String, ElkNode> nodes = new LinkedHashMap<>();
    private final Map<String, List<Text>> texts = new LinkedHashMap<>();
    private final List<ElkNode> apart = new ArrayList<>();

    Drawing(Diagram diagram) {
      this.diagram = diagram;
      this.elements = diagram.byId();
    }

    Layout layout() {
      ElkNode root = ElkGraphUtil.createGraph();
      root.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
      options(root, Direction.DOWN);
      diagram.elements().forEach(element -> add(element, root));
      List<ElkEdge> edges = diagram.arrows().stream().map(this::edge).toList();
      LayeredLayoutProvider kernel = new LayeredLayoutProvider();
      for (ElkNode group : apart) {
        kernel.layout(group, new NullElkProgressMonitor());
        group.setProperty(LayeredOptions.HIERARCHY_HANDLING, HierarchyHandling.SEPARATE_CHILDREN);
      }
      kernel.layout(root, new NullElkProgressMonitor());
      List<Route> routes = new ArrayList<>();
      for (int index = 0; index < edges.size(); index++) {
        routes.add(route(diagram.arrows().get(index), edges.get(index)));
      }
      return new Layout(root.getWidth(), root.getHeight(), places(), routes);
    }

    private static void options(ElkNode parent, Direction direction) {
      parent.setProperty(LayeredOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
      parent.setProperty(LayeredOptions.DIRECTION, direction);
      parent.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
      parent.setProperty(LayeredOptions.RANDOM_SEED, SEED);
      parent.setProperty(LayeredOptions.THOROUGHNESS, THOROUGHNESS);
      parent.setProperty(
          LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
      parent.setProperty(LayeredOptions.SPACING_NODE_NODE, GAP);
      parent.setProperty(LayeredOptions.SPACING_EDGE_NODE, 16.0);
      parent.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 14.0);
      parent.setProperty(LayeredOptions.SPACING_LABEL_LABEL, 6.0);
      parent.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, GAP);
      parent.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
      parent.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 10.0);
    }

    private void add(Element element, ElkNode parent) {
      ElkNode node = ElkGraphUtil.createNode(parent);
      nodes.put(element.id(), node);
      List<Text> inside = Text.of(element);
      texts.put(element.id(), inside);
      double width = Text.width(inside) + 2 * Place.PADDING;
      double height = Place.top(element) + Text.height(inside) + Place.PADDING;
      if (element instanceof Group group) {
        node.setProperty(LayeredOptions.PADDING, new ElkPadding(height, INSET, INSET, INSET));
        node.setProperty(
            LayeredOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
        node.setProperty(LayeredOptions.NODE_SIZE_MINIMUM, new KVector(width, height));
        options(node, group.role() == Role.NETWORK ? Direction.DOWN : Direction.RIGHT);
        if (group.role() == Role.CLUSTER) {
          apart.add(node);
        }
        group.elements().forEach(child -> add(child, node));
        align(node);
      } else {
        node.setDimensions(width, height);
      }
    }

    /** Makes the boxes of a group equally wide. */
    private static void align(ElkNode group) {
      List<ElkNode> boxes =
          group.getChildren().stream().filter(child -> child.getChildren().isEmpty()).toList();
      double widest = boxes.stream().mapToDouble(ElkNode::getWidth).max().orElse(0);
      boxes.forEach(box -> box.setWidth(widest));
    }

    private ElkEdge edge(Arrow arrow) {
      ElkNode from = nodes.get(arrow.from());
      ElkNode to = nodes.get(arrow.to());
      ElkEdge edge =
          isUpwards(arrow)
              ? ElkGraphUtil.createSimpleEdge(to, from)
              : ElkGraphUtil.createSimpleEdge(from, to);
      List<Text> lines = Text.of(arrow);
      if (!lines.isEmpty()) {
        ElkLabel label = ElkGraphUtil.createLabel(lines.get(0).text(), edge);
        label.setDimensions(
            Text.width(lines) + 2 * Route.PADDING, Text.height(lines) + 2 * Route.PADDING);
        label.setProperty(LayeredOptions.EDGE_LABELS_INLINE, true);
      }
      return edge;
    }

    /** Whether the arrow points against the order in which a picture is read. */
    private boolean isUpwards(Arrow arrow) {
      Role from = elements.get(arrow.from()).role();
      Role to = elements.get(arrow.to()).role();
      return arrow.kind() == Arrow.Kind.FALLS_BACK || from.compareTo(to) > 0;
    }

    private List<Place> places() {
      List<Place> places = new ArrayList<>();
      nodes.forEach(
          (id, node) -> {
            Point origin = origin(node);
            places.add(
                new Place(
                    elements.get(id),
                    texts.get(id),
                    new Area(origin.x(), origin.y(), node.getWidth(), node.getHeight())));
          });
      return places;
    }

    /** Moves an end by a hair where that spares a step that looks like a mistake. */
    private static void straighten(List<Point> points) {
      for (int turn = 0; turn < 2; turn++) {
        if (points.size() > 3) {
          Point first = points.get(1);
          Point second = points.get(2);
          double dx = second.x() - first.x();
          double dy = second.y() - first.y();
          if (Math.abs(dx) + Math.abs(dy) < STEP) {
            points.set(0, new Point(points.get(0).x() + dx, points.get(0).y() + dy));
            points.subList(1, 3).clear();
          }
        }
        Collections.reverse(points);
      }
    }

    private static Point origin(ElkNode node) {
      double x = 0;
      double y = 0;
      for (ElkNode at = node; at != null; at = at.getParent()) {
        x += at.getX();
        y += at.getY();
      }
      return new Point(x, y);
    }

    private Route route(Arrow arrow, ElkEdge edge) {
      Point origin = origin(edge.getContainingNode());
      List<Point> points = new ArrayList<>();
      for (ElkEdgeSection section : edge.getSections()) {
        points.add(new Point(origin.x() + section.getStartX(), origin.y() + section.getStartY()));
        for (ElkBendPoint bend : section.getBendPoints()) {
          points.add(new Point(origin.x() + bend.getX(), origin.y() + bend.getY()));
        }
        points.add(new Point(origin.x() + section.getEndX(), origin.y() + section.getEndY()));
      }
      straighten(points);
      if (isUpwards(arrow)) {
        Collections.reverse(points);
      }
      return new Route(
          arrow,
          points,
          Text.of(arrow),
          edge.getLabels().stream()
              .findFirst()
              .map(
                  label ->
                      new Area(
                          origin.x() + label.getX(),
                          origin.y() + label.getY(),
                          label.getWidth(),
                          label.getHeight())));
    }
  }
}
