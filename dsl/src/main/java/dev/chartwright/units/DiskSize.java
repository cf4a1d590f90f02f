package dev.chartwright.units;

/**
 * The size of a disk or volume. Clouds sell disks in GB, Kubernetes claims are written in Gi.
 *
 * @param bytes the exact size, 0 or more
 */
public record DiskSize(long bytes) implements Comparable<DiskSize> {
  private static final long GB = 1_000_000_000L;
  private static final long GIB = 1024L * 1024 * 1024;

  public DiskSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a disk size cannot be negative: " + bytes + " bytes");
    }
  }

  /** Decimal gigabytes, the unit of {@code --disk-size}. */
  public static DiskSize gb(long amount) {
    return new DiskSize(Quantity.times("disk space", amount, GB));
  }

  public static DiskSize gib(long amount) {
    return new DiskSize(Quantity.times("disk space", amount, GIB));
  }

  public static DiskSize tib(long amount) {
    return new DiskSize(Quantity.times("disk space", amount, 1024 * GIB));
  }

  /** Reads Kubernetes text such as {@code 1Ti} or {@code 300G}. */
  public static DiskSize parse(String text) {
    return new DiskSize(Quantity.bytes("disk space", text));
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
