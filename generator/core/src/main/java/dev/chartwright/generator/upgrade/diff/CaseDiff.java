package dev.chartwright.generator.upgrade.diff;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.yaml.Tree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the objects of one case become.
 *
 * @param changes one for each object
 */
public record CaseDiff(UpgradeCase values, List<ObjectChange> changes) {
  public static CaseDiff of(UpgradeCase values, ObjectDiff objects) {
    return new CaseDiff(values, objects.between(values.before(), values.after()));
  }

  /** Objects that stay and are no hooks, neither before nor after. */
  public Stream<Kept> kept() {
    return changes.stream()
        .filter(Kept.class::isInstance)
        .map(Kept.class::cast)
        .filter(kept -> !kept.before().isHook() && !kept.after().isHook());
  }

  /** The autoscaler of a workload. */
  public static Optional<RenderedObject> autoscaler(
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
  public static String target(RenderedObject scaler) {
    Object reference = Tree.at(scaler.tree(), "spec", "scaleTargetRef");
    return Tree.text(reference, "kind").orElse("Deployment")
        + "/"
        + Tree.text(reference, "name").orElse("");
  }
}
