package dev.chartwright.problem;

/** How much a {@link Problem} weighs. */
public enum Severity {
  /** The model cannot be rendered; nothing is written. */
  ERROR,
  /** Written and reported; can be accepted by rule id with a reason. */
  WARNING,
  /** Worth knowing, nothing to do. */
  NOTE
}
