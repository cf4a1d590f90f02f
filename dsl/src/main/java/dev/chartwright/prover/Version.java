package dev.chartwright.prover;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of KEDA, RabbitMQ or its operator, compared by number.
 *
 * @param major the first number
 * @param minor the second
 * @param patch the third; 0 where none is written
 * @param invalid what is wrong with the version that was written; nothing for a valid version
 */
public record Version(int major, int minor, int patch, Optional<Finding> invalid)
    implements Comparable<Version> {
  private static final Pattern TEXT =
      Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[-+].*)?");
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch);

  public Version {
    if (major < 0 || minor < 0 || patch < 0) {
      invalid = Optional.of(finding(major + "." + minor + "." + patch));
      major = Math.max(0, major);
      minor = Math.max(0, minor);
      patch = Math.max(0, patch);
    }
  }

  public Version(int major, int minor, int patch) {
    this(major, minor, patch, Optional.empty());
  }

  /**
   * Reads {@code 4.2}, {@code v2.21.0} or {@code 4.2-management}. Text that cannot be read is
   * version 0.0.0 and carries the finding.
   */
  public static Version parse(String text) {
    return parse(text, new Version(0, 0, 0));
  }

  /** Same as {@link #parse(String)}, but returns another version for text that cannot be parsed. */
  static Version parse(String text, Version instead) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return new Version(instead.major, instead.minor, instead.patch, Optional.of(finding(text)));
    }
    return new Version(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
  }

  private static Finding finding(String text) {
    return Finding.error(
        FleetDeclarationRules.VERSION, Place.ofCaller(""), "'" + text + "' is not a version");
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
