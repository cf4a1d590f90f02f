package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
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
 * @param cause what it has in common with the same finding in other cases; nothing for what is in
 *     the files of the chart, whatever the case
 */
public record UpgradeFinding(
    Finding finding, Impact impact, Optional<Changelog.Entry> change, Optional<Cause> cause) {
  /**
   * The same in all cases: names of objects differ with the release and the values.
   *
   * @param aspect what is about the object; empty for an object as a whole, of which one template
   *     may render several
   */
  public record Cause(Rule rule, String file, String kind, String component, String aspect) {
    boolean isOfObject() {
      return aspect.isEmpty();
    }
  }

  public UpgradeFinding {
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(impact, "impact");
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(cause, "cause");
  }

  /** A finding about an object as a whole. */
  static UpgradeFinding of(RenderedObject object, UpgradeFinding finding) {
    return of(object, "", finding);
  }

  /** A finding about some fields of an object. */
  static UpgradeFinding of(RenderedObject object, String aspect, UpgradeFinding finding) {
    Cause cause =
        new Cause(
            finding.rule(), object.source(), object.kind(), ObjectDiff.component(object), aspect);
    return new UpgradeFinding(finding.finding, finding.impact, finding.change, Optional.of(cause));
  }

  static UpgradeFinding error(Rule rule, Place place, String what) {
    return of(Finding.error(rule, place, what), Impact.BREAKING);
  }

  static UpgradeFinding warning(Rule rule, Place place, String what) {
    return of(Finding.warning(rule, place, what), Impact.BREAKING);
  }

  static UpgradeFinding note(Rule rule, Place place, String what) {
    return of(Finding.note(rule, place, what), Impact.FEATURE);
  }

  private static UpgradeFinding of(Finding finding, Impact impact) {
    return new UpgradeFinding(finding, impact, Optional.empty(), Optional.empty());
  }

  /** Returns this finding with what the cluster would do in this case. */
  UpgradeFinding because(String consequence) {
    return new UpgradeFinding(finding.because(consequence), impact, change, cause);
  }

  /** Returns this finding with what to write instead, or what to do first, in this case. */
  UpgradeFinding fixedBy(String instead) {
    return new UpgradeFinding(finding.fixedBy(instead), impact, change, cause);
  }

  /** Returns this finding with another meaning for a user who upgrades. */
  UpgradeFinding with(Impact other) {
    return new UpgradeFinding(finding, other, change, cause);
  }

  /** Returns this finding with an entry in the changelog. */
  UpgradeFinding told(Changelog.Kind kind, String description) {
    return new UpgradeFinding(
        finding, impact, Optional.of(new Changelog.Entry(kind, description)), cause);
  }

  /** Returns this finding with the case that shows it. */
  UpgradeFinding shownBy(TriedCase values) {
    return new UpgradeFinding(finding.at(place().shownBy(values)), impact, change, cause);
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
