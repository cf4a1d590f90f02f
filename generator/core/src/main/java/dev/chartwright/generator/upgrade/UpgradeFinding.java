package dev.chartwright.generator.upgrade;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that an upgrade does. Immutable. An error is what fails in a cluster or loses something
 * there; the consequence of the finding is what the cluster, or Helm before it, would do.
 *
 * @param finding where, what, and the way out
 * @param impact what it means for a user who upgrades
 * @param change what the changelog says of it
 */
public record UpgradeFinding(Finding finding, Impact impact, Optional<Changelog.Entry> change) {
  public UpgradeFinding {
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(impact, "impact");
    Objects.requireNonNull(change, "change");
  }

  static UpgradeFinding error(
      Rule rule, Place place, String what, String clusterDoes, String wayOut) {
    return of(Finding.error(rule, place, what, clusterDoes, wayOut), Impact.BREAKING);
  }

  static UpgradeFinding warning(
      Rule rule, Place place, String what, String clusterDoes, String wayOut) {
    return of(Finding.warning(rule, place, what, clusterDoes, wayOut), Impact.BREAKING);
  }

  static UpgradeFinding note(
      Rule rule, Place place, String what, String clusterDoes, String wayOut) {
    return of(Finding.note(rule, place, what, clusterDoes, wayOut), Impact.FEATURE);
  }

  private static UpgradeFinding of(Finding finding, Impact impact) {
    return new UpgradeFinding(finding, impact, Optional.empty());
  }

  /** Returns this finding with another meaning for a user who upgrades. */
  UpgradeFinding with(Impact other) {
    return new UpgradeFinding(finding, other, change);
  }

  /** Returns this finding with an entry in the changelog. */
  UpgradeFinding told(Changelog.Kind kind, String description) {
    return new UpgradeFinding(finding, impact, Optional.of(new Changelog.Entry(kind, description)));
  }

  /** Returns this finding with the case that shows it. */
  UpgradeFinding shownBy(TriedCase values) {
    return new UpgradeFinding(finding.at(place().shownBy(values)), impact, change);
  }

  public Severity severity() {
    return finding.severity();
  }

  public Rule rule() {
    return finding.rule();
  }

  public Place place() {
    return finding.place();
  }

  public String what() {
    return finding.what();
  }

  /** What the cluster, or Helm before it, would do. */
  public String clusterDoes() {
    return finding.why();
  }

  /** What to write instead, or what to do first. */
  public String wayOut() {
    return finding.fix();
  }

  public boolean isError() {
    return finding.isError();
  }

  /** As the finding prints. */
  @Override
  public String toString() {
    return finding.toString();
  }
}
