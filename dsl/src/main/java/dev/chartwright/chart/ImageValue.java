package dev.chartwright.chart;

import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Kind;

/**
 * A container image as four values: {@code repository}, {@code tag}, {@code digest} and {@code
 * pullPolicy}. The reference is {@code repository@digest} when there is a digest, else {@code
 * repository:tag}. Immutable.
 *
 * @param template the named template that yields the reference
 */
public record ImageValue(
    Value<String> repository,
    Value<String> tag,
    Value<String> digest,
    Value<String> pullPolicy,
    NamedTemplate template)
    implements Expression {

  @Override
  public Expr expr() {
    return new Include(template.name(), Kind.STRING, true);
  }
}
