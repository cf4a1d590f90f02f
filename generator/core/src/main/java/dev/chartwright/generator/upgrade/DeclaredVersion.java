package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_10;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.problem.Place;
import java.util.List;
import java.util.Optional;

/**
 * The version that a chart declares, beside the one that it needs.
 *
 * @param previous the version before, as it is written
 * @param declared the version of the new chart, as it is written
 * @param next the least version that says how much has changed; empty when the previous one is no
 *     version
 */
record DeclaredVersion(
    String previous, String declared, String next, Verdict verdict, boolean isHighEnough) {
  private static final Place VERSION = Place.ofFile(ParsedChart.METADATA_FILE, "version");

  static DeclaredVersion of(ParsedChart previous, ParsedChart current, Verdict verdict) {
    Optional<ChartVersion> before = ChartVersion.of(previous.version());
    Optional<ChartVersion> after = ChartVersion.of(current.version());
    Optional<ChartVersion> next = before.map(version -> version.next(verdict));
    boolean isHighEnough =
        before.isPresent() && after.isPresent() && isHighEnough(before.get(), after.get(), verdict);
    return new DeclaredVersion(
        previous.version(),
        current.version(),
        next.map(ChartVersion::toString).orElse(""),
        verdict,
        isHighEnough);
  }

  /** A pre-release of a version that is high enough is high enough. */
  private static boolean isHighEnough(ChartVersion before, ChartVersion after, Verdict verdict) {
    if (verdict == Verdict.NONE) {
      return after.compareTo(before) >= 0;
    }
    return after.compareTo(before) > 0
        && after.release().compareTo(before.next(verdict).release()) >= 0;
  }

  /**
   * What is wrong with it.
   *
   * @param files that differ
   */
  Optional<UpgradeFinding> finding(List<String> files) {
    if (isHighEnough) {
      return Optional.empty();
    }
    Optional<ChartVersion> before = ChartVersion.of(previous);
    Optional<ChartVersion> after = ChartVersion.of(declared);
    if (before.isEmpty() || after.isEmpty()) {
      String text = before.isEmpty() ? previous : declared;
      return Optional.of(
          UpgradeFinding.error(UPG_10, VERSION, "\"" + text + "\" is not a semantic version")
              .because("Helm rejects the chart")
              .fixedBy("write three numbers, such as 1.0.0"));
    }
    String fix = "write version: " + next;
    if (after.get().compareTo(before.get()) < 0) {
      return Optional.of(
          UpgradeFinding.error(
                  UPG_10, VERSION, "it is " + declared + ", lower than " + previous + " before")
              .because("users who ask for the newest version get the previous chart")
              .fixedBy(fix));
    }
    if (after.get().compareTo(before.get()) == 0) {
      return Optional.of(unchanged(files, fix));
    }
    String what = "it is " + declared + ", and the chart has changed by a " + verdict + " version";
    return Optional.of(finding(verdict == Verdict.MAJOR, what).fixedBy(fix));
  }

  private UpgradeFinding unchanged(List<String> files, String fix) {
    String what = "it is " + declared + " as before, and the chart has changed";
    boolean isOfInstallation = files.stream().anyMatch(DeclaredVersion::isOfInstallation);
    return finding(isOfInstallation || verdict.compareTo(Verdict.PATCH) > 0, what)
        .because(
            "two charts have one version: a repository rejects the second, or users get either")
        .fixedBy(fix);
  }

  /** Whether a file has a part in what is installed. */
  private static boolean isOfInstallation(String path) {
    return !path.startsWith("ci/")
        && !path.endsWith(".md")
        && !path.equals(".helmignore")
        && !path.equals("LICENSE");
  }

  private static UpgradeFinding finding(boolean isError, String what) {
    return isError
        ? UpgradeFinding.error(UPG_10, VERSION, what)
        : UpgradeFinding.warning(UPG_10, VERSION, what);
  }
}
