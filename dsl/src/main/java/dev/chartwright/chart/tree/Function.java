package dev.chartwright.chart.tree;

import java.util.EnumSet;
import java.util.Set;

/**
 * The template functions that an {@link Expr} may call. Left out on purpose: {@code tpl} and {@code
 * lookup}, which run user text or ask the cluster, random functions, which change with every
 * rendering, and {@code default} on numbers and booleans, which takes 0 and false for absent.
 * {@link #KEPT_RANDOM} is the one exception.
 */
public enum Function {
  ADD("add", Kind.INTEGER),
  BASE64("b64enc", Kind.STRING),
  CONTAINS("contains", Kind.STRING),
  DEFAULT("default", Kind.STRING),
  INDENT("indent", Kind.STRING),
  INT64("int64", Kind.INTEGER, Kind.DECIMAL, Kind.STRING),
  JOIN("join", Kind.LIST),
  /**
   * Base64 of random text: of a key, of a length, in a Secret of a name. If the Secret has the key,
   * what it holds there.
   */
  KEPT_RANDOM("lookup", Kind.STRING),
  KIND_IS("kindIs", Kind.values()),
  LEN("len", Kind.STRING, Kind.LIST, Kind.MAP),
  LOWER("lower", Kind.STRING),
  MATCHES("regexMatch", Kind.STRING),
  MAX("max", Kind.INTEGER),
  MOD("mod", Kind.INTEGER),
  /** A map, or an empty one in place of a map that is not there. */
  OR_EMPTY("dict", Kind.MAP),
  PRINTF("printf", Kind.STRING),
  REPLACE("replace", Kind.STRING),
  REQUIRED("required", Kind.STRING),
  SEMVER("semverCompare", Kind.STRING),
  SHA256("sha256sum", Kind.STRING),
  TO_JSON("toJson", Kind.values()),
  TO_STRING("toString", Kind.STRING, Kind.INTEGER, Kind.DECIMAL, Kind.BOOLEAN),
  TO_YAML("toYaml", Kind.values()),
  TRIM("trim", Kind.STRING),
  TRIM_ALL("trimAll", Kind.STRING),
  TRIM_PREFIX("trimPrefix", Kind.STRING),
  TRIM_SUFFIX("trimSuffix", Kind.STRING),
  TRUNC("trunc", Kind.STRING),
  UPPER("upper", Kind.STRING);

  private final String template;
  private final Set<Kind> subjects = EnumSet.noneOf(Kind.class);

  Function(String template, Kind... subjects) {
    this.template = template;
    this.subjects.addAll(Set.of(subjects));
  }

  /** The function's name in a Go template. */
  public String template() {
    return template;
  }

  /**
   * Whether its last argument may be of a kind; with others it fails when the chart is installed.
   */
  boolean takes(Kind kind) {
    return subjects.contains(kind);
  }
}
