package dev.chartwright.resource;

import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.problem.Finding;
import java.util.List;

/**
 * Text in place of an invalid setting: it carries the finding to the chart that has the resource.
 */
final class InvalidText {
  private InvalidText() {}

  static String of(Finding finding) {
    return new Expr.Invalid(finding, Kind.STRING, List.of()).asString();
  }
}
