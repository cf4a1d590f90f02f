package dev.chartwright.generator.roundtrip;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One comparison of a range of versions, as Helm's {@code semverCompare} reads it. Immutable.
 *
 * @param operator one of {@code = != > >= < <= ~ ^}, or nothing for {@code =}
 * @param numbers as many as are written
 */
record VersionComparison(String operator, List<BigInteger> numbers, String preRelease) {
  private static final String VERSION =
      "v?([0-9]+)(?:[.]([0-9]+))?(?:[.]([0-9]+))?(?:-([0-9A-Za-z.-]+))?(?:[+][0-9A-Za-z.-]+)?";
  private static final Pattern ONE = Pattern.compile(VERSION);
  private static final Pattern COMPARISON = Pattern.compile("(=|!=|>=|<=|>|<|~|\\^)? *" + VERSION);

  /**
   * Whether a version satisfies a range.
   *
   * @throws IllegalStateException if the version is none, where Helm fails
   */
  static boolean satisfies(String version, String range) {
    Matcher matcher = ONE.matcher(version);
    if (!matcher.matches()) {
      throw new IllegalStateException("'" + version + "' is not a version, and Helm renders it");
    }
    VersionComparison subject = of("", matcher, 1);
    return Arrays.stream(range.split("[|][|]"))
        .anyMatch(
            alternative ->
                COMPARISON
                    .matcher(alternative)
                    .results()
                    .allMatch(each -> parsed(each.group()).holdsFor(subject)));
  }

  private static VersionComparison parsed(String text) {
    Matcher matcher = COMPARISON.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("'" + text + "' is not a comparison of versions");
    }
    return of(matcher.group(1) == null ? "=" : matcher.group(1), matcher, 2);
  }

  private static VersionComparison of(String operator, Matcher matcher, int first) {
    List<BigInteger> numbers =
        IntStream.range(first, first + 3)
            .mapToObj(matcher::group)
            .takeWhile(Objects::nonNull)
            .map(BigInteger::new)
            .toList();
    String preRelease = matcher.group(first + 3);
    return new VersionComparison(operator, numbers, preRelease == null ? "" : preRelease);
  }

  private boolean holdsFor(VersionComparison version) {
    if (!version.preRelease.isEmpty() && preRelease.isEmpty()) {
      return false;
    }
    int order = version.compareTo(this);
    return switch (operator) {
      case ">" -> isWhole() ? order > 0 : order > 0 && !version.beginsAs(this);
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      case "<=" -> isWhole() ? order <= 0 : order <= 0 || version.beginsAs(this);
      case "~" -> order >= 0 && (isZero() || version.beginsAs(tilde()));
      case "^" -> order >= 0 && version.beginsAs(caret());
      case "!=" -> isWhole() ? order != 0 : !version.beginsAs(this) || isOtherPreRelease(version);
      default -> isWhole() ? order == 0 : order >= 0 && version.beginsAs(this);
    };
  }

  private boolean isOtherPreRelease(VersionComparison version) {
    return numbers.size() == 2 && !version.preRelease.equals(preRelease);
  }

  private boolean isWhole() {
    return numbers.size() == 3;
  }

  /** {@code ~0.0.0} is satisfied by every version. */
  private boolean isZero() {
    return isWhole() && numbers.stream().allMatch(number -> number.signum() == 0);
  }

  private VersionComparison tilde() {
    return first(Math.min(numbers.size(), 2));
  }

  /** All up to the first number that is not 0. */
  private VersionComparison caret() {
    int same = 1;
    while (same < numbers.size() && numbers.get(same - 1).signum() == 0) {
      same++;
    }
    return first(same);
  }

  private VersionComparison first(int count) {
    return new VersionComparison(operator, numbers.subList(0, count), "");
  }

  private boolean beginsAs(VersionComparison other) {
    for (int i = 0; i < other.numbers.size(); i++) {
      if (!number(i).equals(other.number(i))) {
        return false;
      }
    }
    return true;
  }

  private BigInteger number(int index) {
    return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
  }

  private int compareTo(VersionComparison other) {
    for (int i = 0; i < 3; i++) {
      int order = number(i).compareTo(other.number(i));
      if (order != 0) {
        return order;
      }
    }
    if (preRelease.equals(other.preRelease)) {
      return 0;
    }
    if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
      return preRelease.isEmpty() ? 1 : -1;
    }
    return compare(preRelease.split("[.]"), other.preRelease.split("[.]"));
  }

  private static int compare(String[] left, String[] right) {
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean number = left[i].matches("[0-9]+");
      boolean otherNumber = right[i].matches("[0-9]+");
      int order =
          number && otherNumber
              ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
              : number == otherNumber ? left[i].compareTo(right[i]) : number ? -1 : 1;
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }
}
