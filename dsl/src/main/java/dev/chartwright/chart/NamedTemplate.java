package dev.chartwright.chart;

import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.NestingLimit;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.problem.SourceLine;
import java.util.Objects;
import java.util.Optional;

/**
 * A named template of {@code _helpers.tpl}. Immutable.
 *
 * @param name without the chart's prefix, such as {@code labels}
 * @param description the comment above it
 * @param body a {@link Node.Scalar} or {@link Node.Choice} of scalars for text, else a map or list
 * @param declaredAt the line of Java that declared it; two templates are equal without regard to it
 */
public record NamedTemplate(
    String name, String description, Node body, Optional<SourceLine> declaredAt) {
  public NamedTemplate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(declaredAt, "declaredAt");
    body = NestingLimit.limited(body, "the template '" + name + "'");
  }

  public NamedTemplate(String name, String description, Node body) {
    this(name, description, body, SourceLine.ofCaller());
  }

  /** Returns this template with another body. */
  public NamedTemplate withBody(Node changed) {
    return new NamedTemplate(name, description, changed, declaredAt);
  }

  /** Whether a named template can have this body. */
  boolean hasBody() {
    return body instanceof Node.Mapping
        || body instanceof Node.Sequence
        || isText(body)
        || (body instanceof Node.Insert insert && insert.expr() instanceof Expr.Invalid);
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

  @Override
  public boolean equals(Object other) {
    return other instanceof NamedTemplate that
        && name.equals(that.name)
        && description.equals(that.description)
        && body.equals(that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, description, body);
  }

  /** A reference to it as a map. */
  public Expr map() {
    return new Include(name, Kind.MAP, false);
  }
}
