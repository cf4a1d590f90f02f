package dev.chartwright.generator.object;

import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods of a workload.
 *
 * @param owner the workload, or the pod itself
 * @param path where the pod's {@code metadata} and {@code spec} stand, empty for a pod
 * @param labels the pod's labels
 * @param spec the pod's spec
 */
public record PodTemplate(
    RenderedObject owner, String path, Map<String, Object> labels, Map<String, Object> spec) {

  /**
   * A container.
   *
   * @param path from the owner's root
   */
  public record Container(String path, Map<String, Object> tree) {}

  public static Optional<PodTemplate> of(RenderedObject object) {
    return switch (object.type()) {
      case "v1/Pod" -> Optional.of(at(object, ""));
      case "apps/v1/Deployment",
          "apps/v1/StatefulSet",
          "apps/v1/DaemonSet",
          "apps/v1/ReplicaSet",
          "batch/v1/Job",
          "v1/ReplicationController" ->
          Optional.of(at(object, "spec.template"));
      case "v1/PodTemplate" -> Optional.of(at(object, "template"));
      case "batch/v1/CronJob" -> Optional.of(at(object, "spec.jobTemplate.spec.template"));
      default -> Optional.empty();
    };
  }

  private static PodTemplate at(RenderedObject object, String path) {
    Object template = path.isEmpty() ? object.tree() : Tree.at(object.tree(), path.split("\\."));
    return new PodTemplate(
        object, path, Tree.map(template, "metadata", "labels"), Tree.map(template, "spec"));
  }

  public String specPath() {
    return Tree.below(path, "spec");
  }

  /** The pods' annotations. */
  public Map<String, Object> annotations() {
    Object template = path.isEmpty() ? owner.tree() : Tree.at(owner.tree(), path.split("\\."));
    return Tree.map(template, "metadata", "annotations");
  }

  /** Init containers first, as they run. */
  public List<Container> containers() {
    return containers("initContainers", "containers");
  }

  /** Those, and containers for debugging. */
  public List<Container> everyContainer() {
    return containers("initContainers", "containers", "ephemeralContainers");
  }

  private List<Container> containers(String... lists) {
    List<Container> containers = new ArrayList<>();
    for (String list : lists) {
      int index = 0;
      for (Object container : Tree.list(spec, list)) {
        containers.add(
            new Container(Tree.item(specPath() + "." + list, index), Tree.map(container)));
        index++;
      }
    }
    return containers;
  }
}
