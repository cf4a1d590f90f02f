package dev.chartwright.generator.upgrade;

import dev.chartwright.problem.Problem;
import dev.chartwright.problem.Severity;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that an upgrade does. Immutable.
 *
 * @param severity an error is what fails in a cluster or loses something there
 * @param impact what it means for somebody who upgrades
 * @param rule the id of the rule, such as {@code UPG-01}
 * @param object a file and the object in it, such as {@code templates/web.yaml Deployment/demo-web}
 * @param field the path of the field or value; empty for the object as a whole
 * @param what has changed
 * @param clusterDoes what the cluster, or Helm before it, would do
 * @param wayOut what to write instead, or what to do first
 * @param caseName the case of the fewest values that shows it; empty where the files alone do
 * @param valuesYaml the values of that case; empty for the defaults
 * @param change what the changelog says of it
 */
public record UpgradeFinding(
    Severity severity,
    Impact impact,
    String rule,
    String object,
    String field,
    String what,
    String clusterDoes,
    String wayOut,
    String caseName,
    String valuesYaml,
    Optional<Changelog.Entry> change) {
  public UpgradeFinding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(impact, "impact");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(clusterDoes, "clusterDoes");
    Objects.requireNonNull(wayOut, "wayOut");
    Objects.requireNonNull(caseName, "caseName");
    Objects.requireNonNull(valuesYaml, "valuesYaml");
    Objects.requireNonNull(change, "change");
  }

  public static UpgradeFinding error(
      String rule, String object, String field, String what, String clusterDoes, String wayOut) {
    return of(Severity.ERROR, Impact.BREAKING, rule, object, field, what, clusterDoes, wayOut);
  }

  public static UpgradeFinding warning(
      String rule, String object, String field, String what, String clusterDoes, String wayOut) {
    return of(Severity.WARNING, Impact.BREAKING, rule, object, field, what, clusterDoes, wayOut);
  }

  static UpgradeFinding note(
      String rule, String object, String field, String what, String clusterDoes, String wayOut) {
    return of(Severity.INFORMATION, Impact.FEATURE, rule, object, field, what, clusterDoes, wayOut);
  }

  private static UpgradeFinding of(
      Severity severity,
      Impact impact,
      String rule,
      String object,
      String field,
      String what,
      String clusterDoes,
      String wayOut) {
    return new UpgradeFinding(
        severity, impact, rule, object, field, what, clusterDoes, wayOut, "", "", Optional.empty());
  }

  /** The same, with another meaning for who upgrades. */
  public UpgradeFinding with(Impact other) {
    return new UpgradeFinding(
        severity,
        other,
        rule,
        object,
        field,
        what,
        clusterDoes,
        wayOut,
        caseName,
        valuesYaml,
        change);
  }

  /** The same, told in the changelog. */
  public UpgradeFinding told(Changelog.Kind kind, String description) {
    return new UpgradeFinding(
        severity,
        impact,
        rule,
        object,
        field,
        what,
        clusterDoes,
        wayOut,
        caseName,
        valuesYaml,
        Optional.of(new Changelog.Entry(kind, description)));
  }

  /** The same, shown by a case. */
  UpgradeFinding shownBy(String name, String values) {
    return new UpgradeFinding(
        severity, impact, rule, object, field, what, clusterDoes, wayOut, name, values, change);
  }

  /** The object, the field and the case that shows it, unless the defaults do. */
  public String path() {
    String shown = valuesYaml.isEmpty() ? "" : " (with " + caseName + ")";
    return object + (field.isEmpty() ? "" : " " + field) + shown;
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The problem to report. */
  public Problem problem() {
    return new Problem(severity, rule, path(), what, clusterDoes, wayOut);
  }

  /** As the {@link #problem()} prints. */
  @Override
  public String toString() {
    return problem().toString();
  }
}
