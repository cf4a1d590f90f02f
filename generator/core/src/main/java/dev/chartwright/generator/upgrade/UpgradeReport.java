package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_16;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What an upgrade from one version of a chart to the next would do. Immutable.
 *
 * @param chart the name of the new chart
 * @param previousVersion the version that is upgraded from
 * @param declaredVersion the version that the new chart declares
 * @param cases how many sets of values were compared
 * @param findings the gravest first
 * @param verdict how much has changed, by the gravest of the findings
 * @param nextVersion the least version that says so
 * @param isVersionHighEnough whether the declared version says at least as much
 * @param changelog what to tell the users
 */
public record UpgradeReport(
    String chart,
    String previousVersion,
    String declaredVersion,
    int cases,
    List<UpgradeFinding> findings,
    Verdict verdict,
    String nextVersion,
    boolean isVersionHighEnough,
    Changelog changelog) {
  public UpgradeReport {
    Objects.requireNonNull(chart, "chart");
    Objects.requireNonNull(previousVersion, "previousVersion");
    Objects.requireNonNull(declaredVersion, "declaredVersion");
    findings = List.copyOf(findings);
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(nextVersion, "nextVersion");
    Objects.requireNonNull(changelog, "changelog");
  }

  /** Whether nothing fails and nothing is lost, and the version tells the truth. */
  public boolean isSafe() {
    return findings.stream().noneMatch(UpgradeFinding::isError);
  }

  /**
   * Returns this report with findings that a chart accepts.
   *
   * @param settle gives a finding as it is, or as accepted
   */
  public UpgradeReport settled(UnaryOperator<Finding> settle) {
    List<UpgradeFinding> all =
        findings.stream()
            .map(
                each ->
                    new UpgradeFinding(
                        settle.apply(each.finding()), each.impact(), each.change(), each.cause()))
            .sorted(Comparator.comparing(UpgradeFinding::severity))
            .toList();
    return new UpgradeReport(
        chart,
        previousVersion,
        declaredVersion,
        cases,
        all,
        verdict,
        nextVersion,
        isVersionHighEnough,
        changelog);
  }

  /** The same of charts of which no objects could be compared, which is not safe to upgrade. */
  public UpgradeReport unseen() {
    List<UpgradeFinding> all = new ArrayList<>(findings);
    all.add(
        0,
        UpgradeFinding.error(
            UPG_16,
            Place.ofFile(ParsedChart.METADATA_FILE),
            "the earlier version renders with none of the values that were tried"));
    return new UpgradeReport(
        chart,
        previousVersion,
        declaredVersion,
        cases,
        all,
        verdict,
        nextVersion,
        isVersionHighEnough,
        changelog);
  }

  /** What was found, without its impact, in the same order. */
  public List<Finding> asFindings() {
    return findings.stream().map(UpgradeFinding::finding).toList();
  }

  /** The whole report for a console. */
  @Override
  public String toString() {
    return UpgradeText.of(this);
  }
}
