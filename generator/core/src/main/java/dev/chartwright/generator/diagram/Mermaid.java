package dev.chartwright.generator.diagram;

import java.util.List;
import java.util.stream.Collectors;

/** A diagram as a flowchart of Mermaid, which GitHub and many others draw within Markdown. */
public final class Mermaid {
  /** No id has an underscore. */
  private static final String NOTE = "_note";

  private final Diagram diagram;
  private final StringBuilder out = new StringBuilder();

  private Mermaid(Diagram diagram) {
    this.diagram = diagram;
  }

  /** The text of the flowchart, without the fence of Markdown. */
  public static String of(Diagram diagram) {
    return new Mermaid(diagram).write();
  }

  private String write() {
    out.append("flowchart LR\n");
    out.append("  accTitle: ").append(plain(diagram.title())).append('\n');
    out.append("  accDescr: ").append(plain(diagram.description())).append('\n');
    diagram.elements().forEach(element -> write(element, "  "));
    diagram.arrows().forEach(this::write);
    classes();
    return out.toString();
  }

  private void write(Element element, String indent) {
    if (element instanceof Group group) {
      out.append(indent).append("subgraph ").append(group.id()).append("[\"");
      out.append(group.role().label()).append(" <b>").append(escaped(group.title()));
      out.append("</b>\"]\n");
      if (!group.lines().isEmpty()) {
        // Above the elements of a group, Mermaid has room for one line only.
        out.append(indent).append("  ").append(group.id()).append(NOTE).append("[\"");
        out.append(lines(group.lines())).append("\"]\n");
      }
      group.elements().forEach(child -> write(child, indent + "  "));
      out.append(indent).append("end\n");
    } else {
      boolean volume = element.role() == Role.VOLUME;
      out.append(indent).append(element.id()).append(volume ? "[(\"" : "[\"");
      out.append(label(element)).append(volume ? "\")]\n" : "\"]\n");
    }
  }

  private static String label(Element element) {
    String head = element.role().label() + "<br/><b>" + escaped(element.title()) + "</b>";
    return element.lines().isEmpty() ? head : head + "<br/>" + lines(element.lines());
  }

  private static String lines(List<String> lines) {
    return lines.stream().map(Mermaid::escaped).collect(Collectors.joining("<br/>"));
  }

  private void write(Arrow arrow) {
    out.append("  ").append(arrow.from()).append(' ');
    out.append(
        switch (arrow.kind()) {
          case CONNECTS -> "-->";
          case SCALES, FALLS_BACK -> "-.->";
          case MOUNTS -> "---";
        });
    List<String> lines =
        arrow.kind() == Arrow.Kind.FALLS_BACK && arrow.lines().isEmpty()
            ? List.of(arrow.kind().label())
            : arrow.lines();
    if (!lines.isEmpty()) {
      out.append("|\"").append(lines(lines)).append("\"|");
    }
    out.append(' ').append(arrow.to()).append('\n');
  }

  /** The colours of the SVG, for each role that occurs. */
  private void classes() {
    List<Element> elements = List.copyOf(diagram.byId().values());
    for (Role role : Role.values()) {
      String ids =
          elements.stream()
              .filter(element -> element.role() == role)
              .map(Element::id)
              .collect(Collectors.joining(","));
      if (!ids.isEmpty()) {
        Paint paint = Paint.of(role);
        out.append("  classDef ").append(paint.cssClass());
        out.append(" fill:").append(paint.fill());
        out.append(",stroke:").append(paint.outline());
        out.append(",color:").append(Paint.PAGE.ink()).append('\n');
        out.append("  class ").append(ids).append(' ').append(paint.cssClass()).append('\n');
      }
    }
    String notes =
        elements.stream()
            .filter(element -> element instanceof Group && !element.lines().isEmpty())
            .map(element -> element.id() + NOTE)
            .collect(Collectors.joining(","));
    if (!notes.isEmpty()) {
      out.append("  classDef note fill:none,stroke:none,color:").append(Paint.SOFT.ink());
      out.append("\n  class ").append(notes).append(" note\n");
    }
  }

  /** Without what could be syntax: entities are not turned back where Mermaid reads aloud. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints().forEach(point -> plain.appendCodePoint(isHarmless(point) ? point : ' '));
    return plain.toString();
  }

  /**
   * Letters, digits and harmless signs stay, the rest becomes a numeric entity, which Mermaid turns
   * back when all its syntax has been read.
   */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                escaped.appendCodePoint(point);
              } else {
                escaped.append('#').append(point).append(';');
              }
            });
    return escaped.toString();
  }

  private static boolean isHarmless(int point) {
    return Character.isLetterOrDigit(point) || " -.,/()=·–×…".indexOf(point) >= 0;
  }
}
