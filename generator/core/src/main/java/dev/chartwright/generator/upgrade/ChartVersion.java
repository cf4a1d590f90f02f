package dev.chartwright.generator.upgrade;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a chart, as Helm reads it: semantic, where missing numbers count as zero. What
 * stands behind a {@code +} does not count.
 *
 * @param preRelease such as {@code rc.1}; empty for a release
 */
record ChartVersion(long major, long minor, long patch, String preRelease)
    implements Comparable<ChartVersion> {
  private static final Pattern TEXT =
      Pattern.compile(
          "v?(\\d{1,18})(?:\\.(\\d{1,18}))?(?:\\.(\\d{1,18}))?"
              + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?");

  static Optional<ChartVersion> of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String preRelease = matcher.group(4) == null ? "" : matcher.group(4);
    return Optional.of(
        new ChartVersion(
            Long.parseLong(matcher.group(1)),
            number(matcher.group(2)),
            number(matcher.group(3)),
            preRelease));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /**
   * The next version after a change. Below 1.0.0 semantic versioning promises nothing; there it is
   * customary, and read so by the ranges {@code ^0.2.3} and {@code ~0.2.3}, that a break raises the
   * second number and everything else the third. A pre-release goes on to the release that it
   * announces, where that is high enough.
   */
  ChartVersion next(Verdict verdict) {
    Verdict raise = major == 0 ? lower(verdict) : verdict;
    boolean announced = !preRelease.isEmpty();
    return switch (raise) {
      case NONE -> this;
      case PATCH -> release(major, minor, announced ? patch : patch + 1);
      case MINOR -> release(major, announced && patch == 0 ? minor : minor + 1, 0);
      case MAJOR -> release(announced && minor == 0 && patch == 0 ? major : major + 1, 0, 0);
    };
  }

  private static Verdict lower(Verdict verdict) {
    return switch (verdict) {
      case NONE -> Verdict.NONE;
      case PATCH, MINOR -> Verdict.PATCH;
      case MAJOR -> Verdict.MINOR;
    };
  }

  private static ChartVersion release(long major, long minor, long patch) {
    return new ChartVersion(major, minor, patch, "");
  }

  /** The same without what makes it a pre-release. */
  ChartVersion release() {
    return release(major, minor, patch);
  }

  @Override
  public int compareTo(ChartVersion other) {
    int numbers = Long.compare(major, other.major);
    numbers = numbers != 0 ? numbers : Long.compare(minor, other.minor);
    numbers = numbers != 0 ? numbers : Long.compare(patch, other.patch);
    if (numbers != 0 || preRelease.equals(other.preRelease)) {
      return numbers;
    }
    if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
      return preRelease.isEmpty() ? 1 : -1;
    }
    return comparePreReleases(preRelease.split("\\."), other.preRelease.split("\\."));
  }

  private static int comparePreReleases(String[] left, String[] right) {
    for (int index = 0; index < Math.min(left.length, right.length); index++) {
      int difference = compareIdentifiers(left[index], right[index]);
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  /** Numbers by their size and below words. */
  private static int compareIdentifiers(String left, String right) {
    boolean isNumber = left.matches("\\d+");
    if (isNumber != right.matches("\\d+")) {
      return isNumber ? -1 : 1;
    }
    return isNumber && left.length() != right.length()
        ? Integer.compare(left.length(), right.length())
        : left.compareTo(right);
  }

  @Override
  public String toString() {
    String numbers = major + "." + minor + "." + patch;
    return preRelease.isEmpty() ? numbers : numbers + "-" + preRelease;
  }
}
