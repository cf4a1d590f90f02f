package dev.chartwright.generator.prove;

import dev.chartwright.generator.gotemplate.TemplateBranch;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the value space of a chart showed: the cases that were derived from its values, and what
 * became of them. Immutable.
 *
 * @param seed what the choice of combinations depends on; the same seed gives the same cases
 * @param rendered cases that rendered
 * @param rejected cases that {@code values.schema.json} rejected, each with the path of a value
 * @param refused cases that the chart refused with a sentence of its own, by {@code fail} or {@code
 *     required}
 * @param broken cases that neither rendered nor were turned down properly
 * @param knobs every value, in the order of {@code values.yaml}
 * @param rareFields rendered fields that only one case reaches
 * @param untried values that were not varied: those of the defaults and those that templates read
 * @param unreached templates that gave no object in any case
 * @param unreachedBranches branches of the other templates that no case entered
 * @param unwatchedBranches branches of which nobody knows whether a case entered them: those of
 *     named templates that get something else than the root
 * @param duration of the value space alone
 */
public record SpaceReport(
    long seed,
    int rendered,
    int rejected,
    int refused,
    int broken,
    List<KnobCoverage> knobs,
    List<RareField> rareFields,
    List<String> untried,
    List<String> unreached,
    List<TemplateBranch> unreachedBranches,
    List<TemplateBranch> unwatchedBranches,
    Duration duration) {
  public SpaceReport {
    unreachedBranches = List.copyOf(unreachedBranches);
    unwatchedBranches = List.copyOf(unwatchedBranches);
    knobs = List.copyOf(knobs);
    rareFields = List.copyOf(rareFields);
    untried = List.copyOf(untried);
    unreached = List.copyOf(unreached);
    Objects.requireNonNull(duration, "duration");
  }

  /**
   * How a value shows in what is rendered.
   *
   * @param path such as {@code image.tag}
   * @param settings how often it was set alone over a case, to see whether it shows
   * @param changes how many cases it changed at least a byte of; none for a dead value
   * @param example a setting that changes something, as YAML; empty for a dead value
   */
  public record KnobCoverage(String path, int settings, int changes, String example) {
    public boolean isLive() {
      return changes > 0;
    }
  }

  /**
   * A field that a single case reaches.
   *
   * @param source the template
   * @param field its path from the object's root
   * @param caseName the case
   */
  public record RareField(String source, String field, String caseName) {}

  /** Whether every value was varied, and every template and branch was reached. */
  public boolean isExhaustive() {
    return untried.isEmpty()
        && unreached.isEmpty()
        && unreachedBranches.isEmpty()
        && unwatchedBranches.isEmpty();
  }

  /** Returns this report with what no case reached. */
  SpaceReport unreached(
      List<String> templates, List<TemplateBranch> branches, List<TemplateBranch> unwatched) {
    return new SpaceReport(
        seed,
        rendered,
        rejected,
        refused,
        broken,
        knobs,
        rareFields,
        untried,
        templates,
        branches,
        unwatched,
        duration);
  }

  /** All cases. */
  public int cases() {
    return rendered + rejected + refused + broken;
  }

  /** The values that change something, of a hundred; 100 for a chart without values. */
  public double coverage() {
    long live = knobs.stream().filter(KnobCoverage::isLive).count();
    return knobs.isEmpty() ? 100 : 100.0 * live / knobs.size();
  }

  public double casesPerSecond() {
    return cases() / Math.max(1e-9, duration.toNanos() / 1e9);
  }
}
