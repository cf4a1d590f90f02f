package dev.chartwright.prover;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of KEDA, RabbitMQ or its operator, compared by number.
 *
 * @param major the first number
 * @param minor the second
 * @param patch the third; 0 where none is written
 */
public record Version(int major, int minor, int patch) implements Comparable<Version> {
  private static final Pattern TEXT =
      Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[-+].*)?");
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch);

  public Version {
    if (major < 0 || minor < 0 || patch < 0) {
      throw new IllegalArgumentException(
          "not a version: " + major + "." + minor + "." + patch + "; numbers start at 0");
    }
  }

  /** Reads {@code 4.2}, {@code v2.21.0} or {@code 4.2-management}. */
  public static Version parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a version: '" + text + "'; write one such as 2.20.2");
    }
    return new Version(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
  }

  public static Version of(int major, int minor) {
    return new Version(major, minor, 0);
  }

  public boolean isAtLeast(Version other) {
    return compareTo(other) >= 0;
  }

  public boolean isBefore(Version other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
