package dev.chartwright.chart;

import dev.chartwright.problem.SourceLine;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that a value had in earlier versions of its chart. Immutable.
 *
 * @param path dotted path below {@code .Values}
 * @param removedIn the version of the chart from which on it no longer works; empty for never
 * @param declaredAt the line of Java that declared it; two names are equal without regard to it
 */
public record FormerName(String path, String removedIn, Optional<SourceLine> declaredAt) {
  private static final Pattern VERSION =
      Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})");

  public FormerName {
    Objects.requireNonNull(path, "an earlier name of a value is null");
    Objects.requireNonNull(removedIn, "the version that removes an earlier name is null");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }

  /** Whether a text is a version that can remove a name. */
  static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  /** Returns this name with the version that removes it, unless it has one. */
  FormerName untilVersion(String version) {
    return removedIn.isEmpty() ? new FormerName(path, version, declaredAt) : this;
  }

  /**
   * Whether it no longer works in a version of the chart. A pre-release behaves as the release that
   * it announces.
   */
  public boolean isRemovedIn(String chartVersion) {
    Matcher removed = VERSION.matcher(removedIn);
    Matcher version = VERSION.matcher(chartVersion);
    if (!removed.matches() || !version.lookingAt()) {
      return false;
    }
    for (int number = 1; number <= 3; number++) {
      int difference =
          Integer.compare(
              Integer.parseInt(version.group(number)), Integer.parseInt(removed.group(number)));
      if (difference != 0) {
        return difference > 0;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FormerName that
        && path.equals(that.path)
        && removedIn.equals(that.removedIn);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, removedIn);
  }
}
