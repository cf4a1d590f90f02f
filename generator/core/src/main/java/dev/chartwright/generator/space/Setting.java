package dev.chartwright.generator.space;

import java.util.Objects;

/**
 * Something that a user may write for a value. Immutable.
 *
 * @param value a plain tree; null removes the default
 */
public record Setting(Object value, Expectation expectation) {
  public Setting {
    Objects.requireNonNull(expectation, "expectation");
  }

  /** What the chart has promised to do with it. */
  public enum Expectation {
    /** The declaration allows it. */
    ACCEPTED,
    /** The declaration forbids it. */
    REJECTED,
    /** Nothing was promised but a rendering or a clear answer. */
    EITHER
  }

  static Setting legal(Object value) {
    return new Setting(value, Expectation.ACCEPTED);
  }

  static Setting illegal(Object value) {
    return new Setting(value, Expectation.REJECTED);
  }

  public static Setting unknown(Object value) {
    return new Setting(value, Expectation.EITHER);
  }

  boolean isIllegal() {
    return expectation == Expectation.REJECTED;
  }

  public boolean isLegal() {
    return expectation == Expectation.ACCEPTED;
  }
}
