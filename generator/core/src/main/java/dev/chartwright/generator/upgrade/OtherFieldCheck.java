package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_13;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;

import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What else changes in objects that stay: the cluster follows at once. */
final class OtherFieldCheck implements UpgradeCheck {
  private static final Set<String> PODS =
      Set.of("apps/Deployment", "apps/StatefulSet", "apps/DaemonSet");

  /** Labels that follow the version of the chart and of the application. */
  private static final Set<String> VERSIONS = Set.of("helm.sh/chart", "app.kubernetes.io/version");

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    return diff.changes().stream()
        .filter(Kept.class::isInstance)
        .map(Kept.class::cast)
        .filter(kept -> kept.before().isHook() == kept.after().isHook())
        .flatMap(kept -> finding(kept).stream())
        .toList();
  }

  private static Optional<UpgradeFinding> finding(Kept kept) {
    RenderedObject object = kept.after();
    List<FieldChange> changes =
        kept.changes().stream().filter(change -> isLeft(kept, change)).toList();
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    FieldChange first = changes.get(0);
    int count = changes.size() - 1;
    String others = count == 0 ? "" : " " + count + (count == 1 ? " more field" : " more fields");
    UpgradeFinding finding =
        UpgradeFinding.note(
                UPG_13,
                object.place(first.path().toString()),
                "it " + first.words() + (others.isEmpty() ? "" : ", and" + others))
            .because(does(object, first))
            .with(Impact.FIX);
    String entry =
        "Change "
            + first.path()
            + (others.isEmpty() ? "" : " and" + others)
            + " of "
            + ObjectDiff.plainName(object);
    // What a hook does when it runs is no news to users.
    finding = object.isHook() ? finding : finding.told(CHANGED, entry);
    return Optional.of(UpgradeFinding.of(object, "fields", finding));
  }

  private static String does(RenderedObject object, FieldChange first) {
    if (object.isHook()) {
      return "Helm creates the hook again";
    }
    if (object.is("", "Service") && first.path().isIn("spec", "clusterIP")) {
      return "the API server keeps the address that it has: the Service stays as it was";
    }
    boolean isLarger =
        object.is("", "PersistentVolumeClaim") && first.path().isIn("spec", "resources");
    return isLarger
        ? "the volume grows, where its StorageClass allows it; else the API server refuses it"
        : "the object is changed in place";
  }

  /** Whether no other check tells of a change. */
  private static boolean isLeft(Kept kept, FieldChange change) {
    RenderedObject object = kept.after();
    FieldPath path = change.path();
    if (path.isIn("metadata", "labels") && VERSIONS.contains(path.step(2))) {
      return false;
    }
    if (object.isHook()) {
      return true;
    }
    boolean isOfPods =
        PODS.contains(object.group() + "/" + object.kind()) && path.isIn("spec", "template");
    return !isOfPods
        && !OperatorCheck.tellsOf(kept, change)
        && !OperatorFields.tellsOf(kept, change)
        && !MergedListCheck.tellsOf(kept, change)
        && !StrategyCheck.tellsOf(kept, change)
        && !ImmutableFields.isRefused(kept, change);
  }
}
