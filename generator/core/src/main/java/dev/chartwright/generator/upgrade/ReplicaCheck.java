package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_02;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.upgrade.diff.UpgradeCase;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The number of pods: an autoscaler's business or the chart's, and never handed from one to the
 * other without a loss. A field that leaves the manifest is set to null by Helm, and the API server
 * makes one of it (helm/helm#12650).
 */
final class ReplicaCheck implements UpgradeCheck {
  private static final Rule RULE = UPG_02;
  private static final String FIELD = "spec.replicas";

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    List<UpgradeFinding> findings = new ArrayList<>();
    diff.kept()
        .filter(
            kept ->
                ObjectDiff.SCALED_KINDS.contains(kept.after().group() + "/" + kept.after().kind()))
        .forEach(
            kept ->
                finding(kept, diff.values())
                    .ifPresent(
                        finding -> findings.add(UpgradeFinding.of(kept.after(), FIELD, finding))));
    return findings;
  }

  private static Optional<UpgradeFinding> finding(Kept kept, UpgradeCase values) {
    Object before = Tree.at(kept.before().tree(), "spec", "replicas");
    Object after = Tree.at(kept.after().tree(), "spec", "replicas");
    Optional<RenderedObject> scaler = CaseDiff.autoscaler(values.after(), kept.after());
    boolean wasScaled = CaseDiff.autoscaler(values.before(), kept.before()).isPresent();
    if (scaler.isPresent()) {
      boolean isKnown = wasScaled && Objects.equals(before, after);
      // What is left out had no effect only where the number of pods was the one that comes now.
      boolean isHarmless = before == null || (isOne(before) && !wasScaled);
      return isKnown || (after == null && isHarmless)
          ? Optional.empty()
          : Optional.of(scaled(kept.after(), before, after, scaler.get()));
    }
    return wasScaled ? released(kept.after(), before, after) : fixed(kept.after(), before, after);
  }

  private static UpgradeFinding scaled(
      RenderedObject workload, Object before, Object after, RenderedObject scaler) {
    Place place = workload.place();
    String name = ObjectDiff.plainName(workload);
    if (after != null) {
      return UpgradeFinding.error(
              RULE,
              place.field(FIELD),
              "it is " + after + ", and " + scaler + " sets the number of pods")
          .told(CHANGED, "Set the replicas of " + name + " under its autoscaler");
    }
    return UpgradeFinding.error(
            RULE,
            place.field(FIELD),
            "it was " + before + " and is left out, because " + scaler + " sets the number")
        .because(
            "Helm removes the field and the API server sets 1: all pods but one are killed,"
                + " once, until the autoscaler starts them again")
        .fixedBy(
            "tell users to upgrade while nothing runs; leave replicas out from the first"
                + " version on")
        .told(CHANGED, "Leave the replicas of " + name + " to its autoscaler");
  }

  private static Optional<UpgradeFinding> released(
      RenderedObject workload, Object before, Object after) {
    // Even where it was 1: the number in the cluster is the autoscaler's.
    if (after == null && before != null) {
      return Optional.of(leftOut(workload, before));
    }
    String does =
        after == null
            ? "the number of pods stays at what the autoscaler has set last"
            : "the number of pods goes to " + after + ", whatever the autoscaler has set";
    return Optional.of(
        UpgradeFinding.note(RULE, workload.place(FIELD), "its autoscaler is gone")
            .because(does)
            .fixedBy("set the number of pods that is needed")
            .told(CHANGED, "Stop autoscaling " + ObjectDiff.plainName(workload)));
  }

  private static Optional<UpgradeFinding> fixed(
      RenderedObject workload, Object before, Object after) {
    Object left = before == null ? 1L : before;
    Object right = after == null ? 1L : after;
    if (left.equals(right)) {
      return Optional.empty();
    }
    if (after == null) {
      return Optional.of(leftOut(workload, before));
    }
    String was =
        before == null ? "it was left out, which is 1, and is " : "it was " + before + " and is ";
    return Optional.of(
        UpgradeFinding.note(RULE, workload.place(FIELD), was + after)
            .because("the number of pods goes to " + after)
            .told(CHANGED, "Run " + after + " replicas of " + ObjectDiff.plainName(workload)));
  }

  private static UpgradeFinding leftOut(RenderedObject workload, Object before) {
    return UpgradeFinding.warning(
            RULE, workload.place(FIELD), "it was " + before + " and is left out")
        .because("Helm removes the field and the API server sets 1: all pods but one are killed")
        .fixedBy("keep replicas, unless one pod is meant")
        .told(CHANGED, "Leave out the replicas of " + ObjectDiff.plainName(workload));
  }

  private static boolean isOne(Object number) {
    return number.equals(1L);
  }
}
