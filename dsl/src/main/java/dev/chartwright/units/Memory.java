package dev.chartwright.units;

import dev.chartwright.problem.Finding;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * An amount of memory. Written by unit, {@code Memory.gib(300)}, so that {@code 300Mi} for 300 GiB
 * cannot be typed by accident.
 *
 * <p>An amount that cannot be read, is negative or is too large is 0 and carries the finding, so
 * that the declaration runs on and all its findings are reported at once.
 *
 * @param bytes the exact amount, 0 or more
 * @param invalid what is wrong with the amount that was written; nothing for a valid amount
 */
public record Memory(long bytes, Optional<Finding> invalid) implements Comparable<Memory> {
  private static final long MIB = 1024L * 1024;
  private static final long GIB = 1024 * MIB;

  public Memory {
    if (bytes < 0) {
      invalid = Optional.of(Quantity.finding("memory cannot be negative: " + bytes + " bytes"));
      bytes = 0;
    }
  }

  public Memory(long bytes) {
    this(bytes, Optional.empty());
  }

  public static Memory mib(long amount) {
    return carried(() -> Quantity.times("memory", amount, MIB));
  }

  public static Memory gib(long amount) {
    return carried(() -> Quantity.times("memory", amount, GIB));
  }

  /** Reads Kubernetes text such as {@code 300Gi}, {@code 1.5Gi} or {@code 230G}. */
  public static Memory parse(String text) {
    return carried(() -> Quantity.bytes("memory", text));
  }

  private static Memory carried(LongSupplier amount) {
    try {
      return new Memory(amount.getAsLong());
    } catch (IllegalArgumentException invalid) {
      return new Memory(0, Optional.of(Quantity.finding(invalid.getMessage())));
    }
  }

  /** This, or the usual amount with the finding that this one carries. */
  public Memory orUsual(Memory usual) {
    return invalid.isEmpty() ? this : new Memory(usual.bytes, invalid);
  }

  /** Whole mebibytes, rounded down. */
  public long mebibytes() {
    return bytes / MIB;
  }

  /** Gibibytes, exact up to the precision of a double. */
  public double gibibytes() {
    return (double) bytes / GIB;
  }

  /** The sum, or the largest amount there is. */
  public Memory plus(Memory other) {
    return new Memory(bytes > Long.MAX_VALUE - other.bytes ? Long.MAX_VALUE : bytes + other.bytes);
  }

  /** The difference, or nothing if {@code other} is more. */
  public Memory minus(Memory other) {
    return new Memory(Math.max(0, bytes - other.bytes));
  }

  /** The product, or the largest amount there is. */
  public Memory times(long factor) {
    return new Memory(Quantity.capped(factor, bytes));
  }

  public boolean isLessThan(Memory other) {
    return bytes < other.bytes;
  }

  public boolean isMoreThan(Memory other) {
    return bytes > other.bytes;
  }

  /** True if the shortest text has a decimal unit, such as {@code 230G}. */
  public boolean isDecimal() {
    String text = toString();
    return !text.endsWith("i") && !Character.isDigit(text.charAt(text.length() - 1));
  }

  @Override
  public int compareTo(Memory other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The text that Kubernetes reads, such as {@code 300Gi}. */
  @Override
  public String toString() {
    return Quantity.text(bytes);
  }
}
