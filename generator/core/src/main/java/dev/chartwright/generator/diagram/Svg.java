package dev.chartwright.generator.diagram;

import dev.chartwright.generator.diagram.Layout.Area;
import dev.chartwright.generator.diagram.Layout.Place;
import dev.chartwright.generator.diagram.Layout.Point;
import dev.chartwright.generator.diagram.Layout.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A diagram as a picture that needs nothing else: no font, no script, no other file. It is light or
 * dark as its reader likes it; programs that do not know of that show the light one.
 */
public final class Svg {
  /** Fonts of equal widths, those of {@link TextWidth}. */
  private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";

  private static final double MARGIN = 24;
  private static final double HEADER = 64;
  private static final double FOOTER = 34;
  private static final double CORNER = 7;
  private static final double HEAD_LENGTH = 9;
  private static final double HEAD_WIDTH = 4.5;
  private static final double SAMPLE = 34;
  private static final double ASCENT = 0.76;

  private final Diagram diagram;
  private final Layout layout;
  private final StringBuilder out = new StringBuilder();

  private Svg(Diagram diagram) {
    this.diagram = diagram;
    this.layout = Layout.of(diagram);
  }

  /** The text of the SVG file. */
  public static String of(Diagram diagram) {
    return new Svg(diagram).draw();
  }

  private String draw() {
    Text headline = new Text(Style.HEADLINE, diagram.title());
    Text subtitle = new Text(Style.SUBTITLE, diagram.subtitle());
    double inner =
        Math.max(Math.max(layout.width(), legendWidth()), Text.width(List.of(headline, subtitle)));
    head(inner + 2 * MARGIN, MARGIN + HEADER + layout.height() + FOOTER + MARGIN);
    write(List.of(headline), MARGIN, MARGIN, Paint.PAGE);
    write(List.of(subtitle), MARGIN, MARGIN + Style.HEADLINE.height(), Paint.SOFT);
    open(MARGIN, MARGIN + HEADER);
    layout.places().forEach(this::draw);
    layout.routes().forEach(this::draw);
    layout.routes().forEach(this::label);
    close();
    open(MARGIN, MARGIN + HEADER + layout.height() + FOOTER - Style.LABEL.height() / 2);
    legend();
    close();
    return out.append("</svg>\n").toString();
  }

  private void head(double width, double height) {
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" \
        role="img" aria-labelledby="diagram-title diagram-description" font-family="%3$s">
          <title id="diagram-title">%4$s</title>
          <desc id="diagram-description">%5$s</desc>
          <style>
            @media (prefers-color-scheme: dark) {
        %6$s
            }
          </style>
          <rect class="page" width="%1$s" height="%2$s" fill="%7$s"/>
        """
            .formatted(
                number(width),
                number(height),
                FONTS,
                escaped(diagram.title()),
                escaped(diagram.description()),
                Arrays.stream(Paint.values())
                    .map(paint -> "      " + paint.darkRules())
                    .collect(Collectors.joining("\n")),
                Paint.PAGE.fill()));
  }

  private void open(double x, double y) {
    out.append("  <g transform=\"translate(%s %s)\">\n".formatted(number(x), number(y)));
  }

  private void close() {
    out.append("  </g>\n");
  }

  private void draw(Place place) {
    Area area = place.area();
    Paint paint = Paint.of(place.element().role());
    if (place.element().role() == Role.VOLUME) {
      cylinder(area, paint);
    } else {
      boolean group = place.element() instanceof Group;
      rectangle(area, group ? CORNER + 3 : CORNER, paint, group ? 1 : 1.5);
    }
    double y = area.y() + place.top();
    for (Text text : place.texts()) {
      Paint ink =
          switch (text.style()) {
            case KICKER -> paint;
            case TITLE -> Paint.PAGE;
            default -> Paint.SOFT;
          };
      write(List.of(text), area.x() + Place.PADDING, y, ink);
      y += text.style().height();
    }
  }

  private void rectangle(Area area, double corner, Paint paint, double stroke) {
    out.append(
        "    <rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>\n"
            .formatted(
                paint.cssClass(),
                number(area.x()),
                number(area.y()),
                number(area.width()),
                number(area.height()),
                number(corner),
                paint.fill(),
                paint.outline(),
                number(stroke)));
  }

  private void cylinder(Area area, Paint paint) {
    double half = area.width() / 2;
    double cap = Place.CAP / 2;
    out.append(
        "    <path class=\"%s\" d=\"M%s %sv%sa%s %s 0 0 0 %s 0v%sa%s %s 0 0 0 %s 0a%s %s 0 0 0 %s 0\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"/>\n"
            .formatted(
                paint.cssClass(),
                number(area.x()),
                number(area.y() + cap),
                number(area.height() - 2 * cap),
                number(half),
                number(cap),
                number(area.width()),
                number(2 * cap - area.height()),
                number(half),
                number(cap),
                number(-area.width()),
                number(half),
                number(cap),
                number(area.width()),
                paint.fill(),
                paint.outline()));
  }

  private void draw(Route route) {
    line(route.points(), route.arrow().kind());
  }

  /** A line with round corners, and a head unless it only says that two belong together. */
  private void line(List<Point> points, Arrow.Kind kind) {
    Paint paint = Paint.of(kind);
    List<Point> shaft = new ArrayList<>(points);
    Point tip = points.get(points.size() - 1);
    Point before = points.get(points.size() - 2);
    boolean headed = kind != Arrow.Kind.MOUNTS;
    if (headed) {
      shaft.set(shaft.size() - 1, towards(tip, before, HEAD_LENGTH - 1));
    }
    out.append(
        "    <path class=\"%s\" d=\"%s\" fill=\"none\" style=\"fill:none\" stroke=\"%s\" stroke-width=\"1.6\"%s/>\n"
            .formatted(paint.cssClass(), path(shaft), paint.outline(), dashes(kind)));
    if (headed) {
      Point base = towards(tip, before, HEAD_LENGTH);
      double dx = (tip.x() - base.x()) / HEAD_LENGTH * HEAD_WIDTH;
      double dy = (tip.y() - base.y()) / HEAD_LENGTH * HEAD_WIDTH;
      out.append(
          "    <path class=\"%s\" d=\"M%s %sL%s %sL%s %sz\" fill=\"%s\" stroke=\"none\" style=\"stroke:none\"/>\n"
              .formatted(
                  paint.cssClass(),
                  number(tip.x()),
                  number(tip.y()),
                  number(base.x() - dy),
                  number(base.y() + dx),
                  number(base.x() + dy),
                  number(base.y() - dx),
                  paint.fill()));
    }
  }

  private static String dashes(Arrow.Kind kind) {
    return switch (kind) {
      case CONNECTS -> "";
      case SCALES -> " stroke-dasharray=\"7 4\"";
      case MOUNTS -> " stroke-dasharray=\"2 3\"";
      case FALLS_BACK -> " stroke-dasharray=\"4 4\"";
    };
  }

  private static String path(List<Point> points) {
    StringBuilder path = new StringBuilder("M" + point(points.get(0)));
    for (int index = 1; index < points.size() - 1; index++) {
      Point corner = points.get(index);
      Point before = points.get(index - 1);
      Point after = points.get(index + 1);
      double radius =
          Math.min(CORNER, Math.min(distance(corner, before), distance(corner, after)) / 2);
      path.append('L')
          .append(point(towards(corner, before, radius)))
          .append('Q')
          .append(point(corner))
          .append(' ')
          .append(point(towards(corner, after, radius)));
    }
    return path.append('L').append(point(points.get(points.size() - 1))).toString();
  }

  private static double distance(Point from, Point to) {
    return Math.hypot(to.x() - from.x(), to.y() - from.y());
  }

  /** The point at this distance on the way. */
  private static Point towards(Point from, Point to, double length) {
    double distance = distance(from, to);
    double share = distance == 0 ? 0 : length / distance;
    return new Point(
        from.x() + (to.x() - from.x()) * share, from.y() + (to.y() - from.y()) * share);
  }

  private void label(Route route) {
    route
        .label()
        .ifPresent(
            area -> {
              rectangle(area, CORNER, Paint.LABEL, 1);
              double y = area.y() + Route.PADDING;
              for (Text text : route.texts()) {
                double x = area.x() + (area.width() - text.width()) / 2;
                write(List.of(text), x, y, Paint.of(route.arrow().kind()));
                y += text.style().height();
              }
            });
  }

  private List<Arrow.Kind> kinds() {
    return Arrays.stream(Arrow.Kind.values())
        .filter(kind -> diagram.arrows().stream().anyMatch(arrow -> arrow.kind() == kind))
        .toList();
  }

  private static double legendWidth(Arrow.Kind kind) {
    return SAMPLE + 8 + Style.LABEL.widthOf(kind.label()) + 28;
  }

  private double legendWidth() {
    return kinds().stream().mapToDouble(Svg::legendWidth).sum();
  }

  private void legend() {
    double x = 0;
    for (Arrow.Kind kind : kinds()) {
      line(List.of(new Point(x, 0), new Point(x + SAMPLE, 0)), kind);
      write(
          List.of(new Text(Style.LABEL, kind.label())),
          x + SAMPLE + 8,
          -Style.LABEL.height() / 2,
          Paint.SOFT);
      x += legendWidth(kind);
    }
  }

  private void write(List<Text> texts, double x, double top, Paint paint) {
    double y = top;
    for (Text text : texts) {
      Style style = text.style();
      double baseline = y + style.height() / 2 + style.size() * (ASCENT - 0.4);
      out.append(
          "    <text class=\"%s\" x=\"%s\" y=\"%s\" font-size=\"%s\"%s%s fill=\"%s\">%s</text>\n"
              .formatted(
                  paint.cssClass(),
                  number(x),
                  number(baseline),
                  number(style.size()),
                  style.isBold() ? " font-weight=\"bold\"" : "",
                  style.spacing() > 0 ? " letter-spacing=\"" + number(style.spacing()) + "\"" : "",
                  paint.ink(),
                  escaped(text.text())));
      y += style.height();
    }
  }

  private static String point(Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  /** At most one decimal, with a point on any machine. */
  private static String number(double number) {
    long tenths = Math.round(number * 10);
    String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10;
    return tenths % 10 == 0 ? whole : whole + "." + Math.abs(tenths) % 10;
  }

  /** What XML does not allow at all is replaced too. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(point) ? point : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int point) {
    return point >= ' '
        && Character.getType(point) != Character.SURROGATE
        && (point & 0xFFFE) != 0xFFFE;
  }
}
