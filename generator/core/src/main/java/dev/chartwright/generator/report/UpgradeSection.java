package dev.chartwright.generator.report;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.List;
import java.util.Objects;

/**
 * What an upgrade from an earlier version of the chart does. Immutable.
 *
 * @param previousVersion the version that is upgraded from
 * @param declaredVersion the version that the chart declares
 * @param verdict how much has changed: {@code none}, {@code patch}, {@code minor} or {@code major}
 * @param nextVersion the least version that says so
 * @param changelog what to put into {@code Chart.yaml}, as YAML; empty when there is nothing to
 *     tell
 * @param findings what was found, the gravest first
 */
public record UpgradeSection(
    String previousVersion,
    String declaredVersion,
    String verdict,
    String nextVersion,
    String changelog,
    List<Finding> findings) {
  public UpgradeSection {
    Objects.requireNonNull(previousVersion, "previousVersion");
    Objects.requireNonNull(declaredVersion, "declaredVersion");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(nextVersion, "nextVersion");
    Objects.requireNonNull(changelog, "changelog");
    findings = List.copyOf(findings);
  }

  /** Whether nothing fails and nothing is lost. */
  public boolean isSafe() {
    return count(Severity.ERROR) == 0;
  }

  /** How many groups of findings weigh this much. */
  public long count(Severity severity) {
    return ProofFindings.count(findings, severity);
  }
}
