package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.prove.RenderedObject;
import dev.chartwright.generator.prove.Tree;
import dev.chartwright.generator.upgrade.ObjectChange.Kept;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the objects of one case become.
 *
 * @param changes one for each object
 */
record CaseDiff(UpgradeCase values, List<ObjectChange> changes) {
  static CaseDiff of(UpgradeCase values, ObjectDiff objects) {
    return new CaseDiff(values, objects.between(values.before(), values.after()));
  }

  /** Objects that stay and are no hooks, neither before nor after. */
  Stream<Kept> kept() {
    return changes.stream()
        .filter(Kept.class::isInstance)
        .map(Kept.class::cast)
        .filter(kept -> !kept.before().isHook() && !kept.after().isHook());
  }

  /** The autoscaler of a workload. */
  static Optional<RenderedObject> autoscaler(
      List<RenderedObject> objects, RenderedObject workload) {
    return objects.stream()
        .filter(CaseDiff::isAutoscaler)
        .filter(each -> target(each).equals(workload.toString()))
        .findFirst();
  }

  static boolean isAutoscaler(RenderedObject object) {
    return object.is("autoscaling", "HorizontalPodAutoscaler")
        || object.is("keda.sh", "ScaledObject");
  }

  /** The kind and name of what an autoscaler scales. */
  static String target(RenderedObject scaler) {
    Object reference = Tree.at(scaler.tree(), "spec", "scaleTargetRef");
    return Tree.text(reference, "kind").orElse("Deployment")
        + "/"
        + Tree.text(reference, "name").orElse("");
  }
}
