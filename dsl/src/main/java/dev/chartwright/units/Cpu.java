package dev.chartwright.units;

import dev.chartwright.problem.Finding;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * An amount of processor time.
 *
 * <p>An amount that cannot be read, is negative or is too large is 0 and carries the finding, so
 * that the declaration runs on and all its findings are reported at once.
 *
 * @param millis thousandths of a core, 0 or more
 * @param invalid what is wrong with the amount that was written; nothing for a valid amount
 */
public record Cpu(long millis, Optional<Finding> invalid) implements Comparable<Cpu> {
  private static final Pattern MILLIS = Pattern.compile("\\d{1,15}m");
  private static final Pattern CORES = Pattern.compile("\\d{1,12}(\\.\\d{1,3})?");

  public Cpu {
    if (millis < 0) {
      invalid = Optional.of(Quantity.finding("processor time cannot be negative: " + millis + "m"));
      millis = 0;
    }
  }

  public Cpu(long millis) {
    this(millis, Optional.empty());
  }

  public static Cpu cores(long cores) {
    return carried(() -> Quantity.times("processor time", cores, 1000));
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
    return new Cpu(
        0,
        Optional.of(
            Quantity.finding(
                "not an amount of processor time: '"
                    + text
                    + "'; write cores or millicores, such as 44 or 500m")));
  }

  private static Cpu carried(LongSupplier amount) {
    try {
      return new Cpu(amount.getAsLong());
    } catch (IllegalArgumentException invalid) {
      return new Cpu(0, Optional.of(Quantity.finding(invalid.getMessage())));
    }
  }

  /** This, or the usual amount with the finding that this one carries. */
  public Cpu orUsual(Cpu usual) {
    return invalid.isEmpty() ? this : new Cpu(usual.millis, invalid);
  }

  /** Cores rounded down, but at least 1: the number of threads that this much time can feed. */
  public int threads() {
    return (int) Math.max(1, millis / 1000);
  }

  /** The difference, or nothing if {@code other} is more. */
  public Cpu minus(Cpu other) {
    return new Cpu(Math.max(0, millis - other.millis));
  }

  /** The product, or the largest amount there is. */
  public Cpu times(long factor) {
    return new Cpu(Quantity.capped(factor, millis));
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
