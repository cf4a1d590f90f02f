package dev.chartwright.generator.upgrade.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The releases of Kubernetes that a chart allows by {@code kubeVersion}, as Helm reads the ranges
 * of Masterminds/semver. What cannot be read allows everything.
 */
public final class KubernetesRange {
  /** Beyond every minor version, and every patch of one, that there is. */
  private static final int LAST = 99;

  private static final String VERSION =
      "v?([0-9]+|[xX*])(?:\\.([0-9]+|[xX*]))?(?:\\.([0-9]+|[xX*]))?(?:[-+][0-9A-Za-z.+-]+)?";
  private static final Pattern COMPARATOR =
      Pattern.compile("(=|!=|>|<|>=|=>|<=|=<|~|~>|\\^)?\\s*" + VERSION);
  private static final Pattern SPAN = Pattern.compile(VERSION + "\\s+-\\s+" + VERSION);

  private final List<List<Predicate<Release>>> alternatives;

  /** A release of Kubernetes 1. */
  private record Release(long minor, long patch) {}

  private KubernetesRange(List<List<Predicate<Release>>> alternatives) {
    this.alternatives = List.copyOf(alternatives);
  }

  public static KubernetesRange of(String text) {
    List<List<Predicate<Release>>> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|\\|")) {
      alternative(alternative.strip()).ifPresent(alternatives::add);
    }
    return new KubernetesRange(alternatives.isEmpty() ? List.of(List.of()) : alternatives);
  }

  /** Whether some release of a minor version is allowed. */
  boolean allows(int minor) {
    return releases(minor).anyMatch(this::allows);
  }

  private boolean allows(Release release) {
    return alternatives.stream().anyMatch(all -> all.stream().allMatch(each -> each.test(release)));
  }

  private static Stream<Release> releases(long minor) {
    return LongStream.rangeClosed(0, LAST).mapToObj(patch -> new Release(minor, patch));
  }

  /** Whether all releases that another range allows are allowed here too. */
  public boolean includes(KubernetesRange other) {
    return LongStream.rangeClosed(0, LAST)
        .boxed()
        .flatMap(KubernetesRange::releases)
        .filter(other::allows)
        .allMatch(this::allows);
  }

  /** Whether a release of this minor version, or a younger one, is allowed. */
  public boolean allowsFrom(int minor) {
    return allowsBetween(minor, LAST);
  }

  /** Whether a release older than this minor version is allowed. */
  public boolean allowsBefore(int minor) {
    return allowsBetween(0, minor - 1);
  }

  private boolean allowsBetween(int first, int last) {
    for (int minor = first; minor <= last; minor++) {
      if (allows(minor)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<List<Predicate<Release>>> alternative(String text) {
    List<Predicate<Release>> all = new ArrayList<>();
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      all.add(bound(">=", span.group(1), span.group(2), span.group(3)));
      all.add(bound("<=", span.group(4), span.group(5), span.group(6)));
      return Optional.of(all);
    }
    Matcher matcher = COMPARATOR.matcher(text);
    int end = 0;
    while (matcher.find()) {
      if (!text.substring(end, matcher.start()).matches("[\\s,]*")) {
        return Optional.empty();
      }
      String operator = matcher.group(1) == null ? "" : matcher.group(1);
      all.add(bound(operator, matcher.group(2), matcher.group(3), matcher.group(4)));
      end = matcher.end();
    }
    return end == text.length() ? Optional.of(all) : Optional.empty();
  }

  private static Predicate<Release> bound(
      String operator, String major, String minor, String patch) {
    if (isAny(major)) {
      return release -> true;
    }
    long one = Long.parseLong(major);
    boolean isWhole = isAny(minor);
    boolean isMinor = !isWhole && isAny(patch);
    long least = isWhole ? 0 : Long.parseLong(minor);
    long leastPatch = isWhole || isMinor ? 0 : Long.parseLong(patch);
    // All releases are 1.x: another major version is below or above all of them.
    long shift = Long.signum(one - 1) * 1_000_000L;
    long from = shift + least;
    Predicate<Release> below =
        release ->
            release.minor() < from || (release.minor() == from && release.patch() < leastPatch);
    Predicate<Release> same =
        release ->
            shift == 0
                && (isWhole
                    || (release.minor() == from && (isMinor || release.patch() == leastPatch)));
    return switch (operator) {
      case ">=", "=>" -> below.negate();
      case ">" -> below.negate().and(same.negate());
      case "<" -> below;
      case "<=", "=<" -> below.or(same);
      case "!=" -> same.negate();
      case "^" -> below.negate().and(release -> shift == 0);
      case "~", "~>" ->
          below.negate().and(release -> shift == 0 && (isWhole || release.minor() == from));
      default -> same;
    };
  }

  private static boolean isAny(String number) {
    return number == null || number.matches("[xX*]");
  }
}
