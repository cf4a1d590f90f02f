package dev.chartwright.units;

import dev.chartwright.problem.Finding;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The size of a disk or volume. Clouds sell disks in GB, Kubernetes claims are written in Gi.
 *
 * <p>An amount that cannot be read, is negative or is too large is 0 and carries the finding, so
 * that the declaration runs on and all its findings are reported at once.
 *
 * @param bytes the exact size, 0 or more
 * @param invalid what is wrong with the size that was written; nothing for a valid size
 */
public record DiskSize(long bytes, Optional<Finding> invalid) implements Comparable<DiskSize> {
  private static final long GB = 1_000_000_000L;
  private static final long GIB = 1024L * 1024 * 1024;

  public DiskSize {
    if (bytes < 0) {
      invalid =
          Optional.of(Quantity.finding("a disk size cannot be negative: " + bytes + " bytes"));
      bytes = 0;
    }
  }

  public DiskSize(long bytes) {
    this(bytes, Optional.empty());
  }

  /** Decimal gigabytes, the unit of {@code --disk-size}. */
  public static DiskSize gb(long amount) {
    return carried(() -> Quantity.times("disk space", amount, GB));
  }

  public static DiskSize gib(long amount) {
    return carried(() -> Quantity.times("disk space", amount, GIB));
  }

  public static DiskSize tib(long amount) {
    return carried(() -> Quantity.times("disk space", amount, 1024 * GIB));
  }

  /** Reads Kubernetes text such as {@code 1Ti} or {@code 300G}. */
  public static DiskSize parse(String text) {
    return carried(() -> Quantity.bytes("disk space", text));
  }

  private static DiskSize carried(LongSupplier amount) {
    try {
      return new DiskSize(amount.getAsLong());
    } catch (IllegalArgumentException invalid) {
      return new DiskSize(0, Optional.of(Quantity.finding(invalid.getMessage())));
    }
  }

  /** This, or the usual amount with the finding that this one carries. */
  public DiskSize orUsual(DiskSize usual) {
    return invalid.isEmpty() ? this : new DiskSize(usual.bytes, invalid);
  }

  /** Whole decimal gigabytes, rounded up so that what was asked for fits. */
  public long gigabytes() {
    return bytes / GB + (bytes % GB == 0 ? 0 : 1);
  }

  /** Whole gibibytes, rounded up so that what was asked for fits; what Google charges for. */
  public long wholeGibibytes() {
    return bytes / GIB + (bytes % GIB == 0 ? 0 : 1);
  }

  public double gibibytes() {
    return (double) bytes / GIB;
  }

  public boolean isLessThan(DiskSize other) {
    return bytes < other.bytes;
  }

  @Override
  public int compareTo(DiskSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The text that Kubernetes reads, such as {@code 1Ti}. */
  @Override
  public String toString() {
    return Quantity.text(bytes);
  }
}
