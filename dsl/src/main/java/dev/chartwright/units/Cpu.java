package dev.chartwright.units;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount of processor time.
 *
 * @param millis thousandths of a core, 0 or more
 */
public record Cpu(long millis) implements Comparable<Cpu> {
  private static final Pattern MILLIS = Pattern.compile("\\d{1,15}m");
  private static final Pattern CORES = Pattern.compile("\\d{1,12}(\\.\\d{1,3})?");

  public Cpu {
    if (millis < 0) {
      throw new IllegalArgumentException("processor time cannot be negative: " + millis + "m");
    }
  }

  public static Cpu cores(long cores) {
    return new Cpu(Quantity.times("processor time", cores, 1000));
  }

  public static Cpu millis(long millis) {
    return new Cpu(millis);
  }

  /** Reads Kubernetes text such as {@code 44}, {@code 0.5} or {@code 500m}. */
  public static Cpu parse(String text) {
    if (MILLIS.matcher(text).matches()) {
      return new Cpu(Long.parseLong(text.substring(0, text.length() - 1)));
    }
    if (CORES.matcher(text).matches()) {
      return new Cpu(new BigDecimal(text).movePointRight(3).longValueExact());
    }
    throw new IllegalArgumentException(
        "not an amount of processor time: '"
            + text
            + "'; write cores or millicores, such as 44 or 500m");
  }

  /** Cores rounded down, but at least 1: the number of threads that this much time can feed. */
  public int threads() {
    return (int) Math.max(1, millis / 1000);
  }

  /** The difference, or nothing if {@code other} is more. */
  public Cpu minus(Cpu other) {
    return new Cpu(Math.max(0, millis - other.millis));
  }

  public Cpu times(long factor) {
    return new Cpu(Quantity.times("processor time", factor, millis));
  }

  public boolean isLessThan(Cpu other) {
    return millis < other.millis;
  }

  @Override
  public int compareTo(Cpu other) {
    return Long.compare(millis, other.millis);
  }

  /** The text that Kubernetes reads: {@code 44} or {@code 500m}. */
  @Override
  public String toString() {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : millis + "m";
  }
}
