package dev.chartwright.chart.tree;

/** The kind of result of an {@link Expr}, which decides how it is written into YAML. */
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
