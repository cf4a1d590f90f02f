package dev.chartwright.chart;

import dev.chartwright.chart.Expr.Include;

/**
 * A named template of {@code _helpers.tpl}. Immutable.
 *
 * @param name without the chart's prefix, such as {@code labels}
 * @param description the comment above it
 * @param body a {@link Node.Scalar} or {@link Node.Choice} of scalars for text, else a map or list
 */
public record NamedTemplate(String name, String description, Node body) {
  public NamedTemplate {
    if (!name.matches("[a-zA-Z][a-zA-Z0-9.]*")) {
      throw new IllegalArgumentException("not a name of a template: '" + name + "'");
    }
    if (description.isBlank()) {
      throw new IllegalArgumentException("the template '" + name + "' needs a description");
    }
    Levels.require(body, "the template '" + name + "'");
    if (!isBody(body)) {
      throw new IllegalArgumentException(
          "the template '"
              + name
              + "' must hold text, a choice of texts, a map or a list, not "
              + body);
    }
  }

  private static boolean isBody(Node node) {
    return node instanceof Node.Mapping || node instanceof Node.Sequence || isText(node);
  }

  private static boolean isText(Node node) {
    if (node instanceof Node.Choice choice) {
      return isText(choice.then()) && isText(choice.otherwise());
    }
    return (node instanceof Node.Scalar scalar && scalar.value() instanceof String)
        || (node instanceof Node.Insert insert && insert.expr().kind().isScalar());
  }

  /** A reference to it as text; {@code plain} as in {@link Expr#plain()}. */
  public Expr text(boolean plain) {
    return new Include(name, Kind.STRING, plain);
  }

  /** A reference to it as a map. */
  public Expr map() {
    return new Include(name, Kind.MAP, false);
  }
}
