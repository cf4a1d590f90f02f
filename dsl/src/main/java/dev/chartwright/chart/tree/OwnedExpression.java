package dev.chartwright.chart.tree;

import dev.chartwright.problem.Finding;

/**
 * An expression that belongs to a declaration, such as a value of a chart. The declaration gets
 * every finding about the expression, even when what was made with it reaches no manifest.
 */
public abstract class OwnedExpression implements Expression {
  /** Remembers what is wrong with the use of this expression. */
  protected abstract void report(Finding finding);
}
