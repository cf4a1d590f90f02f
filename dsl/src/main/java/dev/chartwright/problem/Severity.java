package dev.chartwright.problem;

import java.util.Locale;

/** The severity of a {@link Finding}. */
public enum Severity {
  /** The model cannot be rendered; nothing is written. */
  ERROR,
  /** Written and reported. */
  WARNING,
  /** Worth knowing, nothing to do. */
  NOTE;

  /** The word in reports: {@code error}, {@code warning} or {@code note}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
