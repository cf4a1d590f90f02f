package dev.chartwright.generator.upgrade;

import dev.chartwright.problem.Problem;
import dev.chartwright.problem.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that an upgrade does. Immutable.
 *
 * @param severity an error is what fails in a cluster or loses something there
 * @param rule the id of the rule, such as {@code UPG-01}
 * @param verdict the change of the version that it asks for at least
 * @param place a file and object, such as {@code templates/web.yaml Deployment/demo-web}
 * @param field the path of the field or value; empty for the place as a whole
 * @param what has changed
 * @param clusterDoes what the cluster, or Helm before it, would do
 * @param wayOut what to write instead, or what to do first
 * @param evidence the fewest values that show it; nothing where the files alone do
 * @param change what the changelog says of it
 */
public record UpgradeFinding(
    Severity severity,
    String rule,
    Verdict verdict,
    String place,
    String field,
    String what,
    String clusterDoes,
    String wayOut,
    Optional<Evidence> evidence,
    Optional<Changelog.Entry> change) {
  public UpgradeFinding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(clusterDoes, "clusterDoes");
    Objects.requireNonNull(wayOut, "wayOut");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(change, "change");
  }

  /**
   * The case that shows a finding.
   *
   * @param settings what a user has set, by the path of the value; empty for the defaults
   */
  public record Evidence(String caseName, Map<String, Object> settings) {
    public Evidence {
      Objects.requireNonNull(caseName, "caseName");
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  static UpgradeFinding error(
      String rule, String place, String field, String what, String clusterDoes, String wayOut) {
    return of(Severity.ERROR, rule, Verdict.MAJOR, place, field, what, clusterDoes, wayOut);
  }

  static UpgradeFinding warning(
      String rule, String place, String field, String what, String clusterDoes, String wayOut) {
    return of(Severity.WARNING, rule, Verdict.MAJOR, place, field, what, clusterDoes, wayOut);
  }

  static UpgradeFinding note(
      String rule, String place, String field, String what, String clusterDoes, String wayOut) {
    return of(Severity.INFORMATION, rule, Verdict.MINOR, place, field, what, clusterDoes, wayOut);
  }

  private static UpgradeFinding of(
      Severity severity,
      String rule,
      Verdict verdict,
      String place,
      String field,
      String what,
      String clusterDoes,
      String wayOut) {
    return new UpgradeFinding(
        severity,
        rule,
        verdict,
        place,
        field,
        what,
        clusterDoes,
        wayOut,
        Optional.empty(),
        Optional.empty());
  }

  /** The same, asking for another change of the version. */
  UpgradeFinding asking(Verdict least) {
    return new UpgradeFinding(
        severity, rule, least, place, field, what, clusterDoes, wayOut, evidence, change);
  }

  /** The same, told in the changelog. */
  UpgradeFinding told(Changelog.Kind kind, String description) {
    Optional<Changelog.Entry> entry = Optional.of(new Changelog.Entry(kind, description));
    return new UpgradeFinding(
        severity, rule, verdict, place, field, what, clusterDoes, wayOut, evidence, entry);
  }

  /** The same, shown by a case. */
  UpgradeFinding shownBy(String caseName, Map<String, Object> settings) {
    Optional<Evidence> shown = Optional.of(new Evidence(caseName, settings));
    return new UpgradeFinding(
        severity, rule, verdict, place, field, what, clusterDoes, wayOut, shown, change);
  }

  /** The place, the field and the case that shows it, unless the defaults do. */
  public String path() {
    String shown =
        evidence
            .filter(each -> !each.settings().isEmpty())
            .map(each -> " (with " + each.caseName() + ")")
            .orElse("");
    return place + (field.isEmpty() ? "" : " " + field) + shown;
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
