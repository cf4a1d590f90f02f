package dev.chartwright.generator.report;

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
 * @param rows what was found, the gravest first
 */
public record UpgradeSection(
    String previousVersion,
    String declaredVersion,
    String verdict,
    String nextVersion,
    String changelog,
    List<UpgradeRow> rows) {
  public UpgradeSection {
    Objects.requireNonNull(previousVersion, "previousVersion");
    Objects.requireNonNull(declaredVersion, "declaredVersion");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(nextVersion, "nextVersion");
    Objects.requireNonNull(changelog, "changelog");
    rows = List.copyOf(rows);
  }

  /**
   * One thing that the upgrade does.
   *
   * @param severity an error is what fails in a cluster or loses something there
   * @param rule the id of the rule
   * @param object a file and object
   * @param field the path of the field or value; empty for the object as a whole
   * @param what has changed
   * @param clusterDoes what the cluster would do
   * @param wayOut what to write instead, or what to do first
   * @param values a ready {@code values.yaml} that shows it; empty when the defaults do
   */
  public record UpgradeRow(
      Severity severity,
      String rule,
      String object,
      String field,
      String what,
      String clusterDoes,
      String wayOut,
      String values) {
    public UpgradeRow {
      Objects.requireNonNull(severity, "severity");
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(object, "object");
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(what, "what");
      Objects.requireNonNull(clusterDoes, "clusterDoes");
      Objects.requireNonNull(wayOut, "wayOut");
      Objects.requireNonNull(values, "values");
    }

    /** The object and the field in it. */
    public String path() {
      return field.isEmpty() ? object : object + " " + field;
    }
  }

  /** Whether nothing fails and nothing is lost. */
  public boolean isSafe() {
    return count(Severity.ERROR) == 0;
  }

  /** How many findings weigh this much. */
  public long count(Severity severity) {
    return rows.stream().filter(row -> row.severity() == severity).count();
  }
}
