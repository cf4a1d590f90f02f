package dev.chartwright.chart;

/**
 * The template functions that an {@link Expr} may call. Left out on purpose: {@code tpl} and {@code
 * lookup}, which run user text or ask the cluster, random functions, which change with every
 * rendering, and {@code default} on numbers and booleans, which takes 0 and false for absent.
 */
public enum Function {
  CONTAINS("contains"),
  INT64("int64"),
  JOIN("join"),
  LEN("len"),
  LOWER("lower"),
  /** Maps joined into one; the first that has a key wins. */
  MERGE("merge"),
  MATCHES("regexMatch"),
  PRINTF("printf"),
  REPLACE("replace"),
  REQUIRED("required"),
  SHA256("sha256sum"),
  TO_JSON("toJson"),
  TO_STRING("toString"),
  TO_YAML("toYaml"),
  TRIM_SUFFIX("trimSuffix"),
  TRUNC("trunc");

  private final String template;

  Function(String template) {
    this.template = template;
  }

  /** The function's name in a Go template. */
  public String template() {
    return template;
  }
}
