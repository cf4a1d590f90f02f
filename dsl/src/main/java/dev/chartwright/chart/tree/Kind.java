package dev.chartwright.chart.tree;

/** What an {@link Expr} yields when Helm evaluates it; decides how it is written into YAML. */
public enum Kind {
  STRING,
  INTEGER,
  DECIMAL,
  BOOLEAN,
  LIST,
  MAP;

  /** Whether a value of this kind fits on one line as a YAML scalar. */
  public boolean isScalar() {
    return this != LIST && this != MAP;
  }
}
