package dev.chartwright.units;

/**
 * An amount of memory. Written by unit, {@code Memory.gib(300)}, so that {@code 300Mi} for 300 GiB
 * cannot be typed by accident.
 *
 * @param bytes the exact amount, 0 or more
 */
public record Memory(long bytes) implements Comparable<Memory> {
  private static final long MIB = 1024L * 1024;
  private static final long GIB = 1024 * MIB;

  public Memory {
    if (bytes < 0) {
      throw new IllegalArgumentException("memory cannot be negative: " + bytes + " bytes");
    }
  }

  public static Memory mib(long amount) {
    return new Memory(Quantity.times("memory", amount, MIB));
  }

  public static Memory gib(long amount) {
    return new Memory(Quantity.times("memory", amount, GIB));
  }

  /** Reads Kubernetes text such as {@code 300Gi}, {@code 1.5Gi} or {@code 230G}. */
  public static Memory parse(String text) {
    return new Memory(Quantity.bytes("memory", text));
  }

  /** Whole mebibytes, rounded down. */
  public long mebibytes() {
    return bytes / MIB;
  }

  /** Gibibytes, exact up to the precision of a double. */
  public double gibibytes() {
    return (double) bytes / GIB;
  }

  public Memory plus(Memory other) {
    return new Memory(Math.addExact(bytes, other.bytes));
  }

  /** The difference, or nothing if {@code other} is more. */
  public Memory minus(Memory other) {
    return new Memory(Math.max(0, bytes - other.bytes));
  }

  public Memory times(long factor) {
    return new Memory(Quantity.times("memory", factor, bytes));
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
