package dev.chartwright.prover;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sizes of one table for which circuits are made, as powers of two; {@code 16..23} stands for
 * 2^16 to 2^22.
 *
 * @param from the smallest exponent
 * @param to the exponent above the largest one
 */
public record CircuitRange(int from, int to) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.\\.(\\d{1,4})");

  public static CircuitRange of(int from, int to) {
    return new CircuitRange(from, to);
  }

  /** Reads {@code 16..23}, the form of the prover's own variables. */
  static CircuitRange parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not a circuit range: '" + text + "'; write one such as 16..23, whose end is excluded");
    }
    return new CircuitRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** True if the prover can make circuits of this range: 4 or more, and not beyond 2^29. */
  public boolean isValid() {
    return from >= 4 && from < to && to <= 30;
  }

  public boolean covers(CircuitRange other) {
    return from <= other.from && to >= other.to;
  }

  /** The form of the prover's variables, such as {@code 16..23}. */
  @Override
  public String toString() {
    return from + ".." + to;
  }
}
