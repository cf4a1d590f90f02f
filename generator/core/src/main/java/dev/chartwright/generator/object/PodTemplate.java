package dev.chartwright.generator.object;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods of a workload. Immutable.
 *
 * @param owner the workload, or the pod itself
 * @param template where the pods' {@code metadata} and {@code spec} stand
 */
public record PodTemplate(RenderedObject owner, Field template) {
  public static Optional<PodTemplate> of(RenderedObject object) {
    return switch (object.type()) {
      case "v1/Pod" -> Optional.of(at(object));
      case "apps/v1/Deployment",
          "apps/v1/StatefulSet",
          "apps/v1/DaemonSet",
          "apps/v1/ReplicaSet",
          "batch/v1/Job",
          "v1/ReplicationController" ->
          Optional.of(at(object, "spec", "template"));
      case "v1/PodTemplate" -> Optional.of(at(object, "template"));
      case "batch/v1/CronJob" -> Optional.of(at(object, "spec", "jobTemplate", "spec", "template"));
      default -> Optional.empty();
    };
  }

  private static PodTemplate at(RenderedObject object, String... keys) {
    return new PodTemplate(object, Field.root(object).at(keys));
  }

  /** The pods' labels. */
  public Map<String, Object> labels() {
    return template.at("metadata", "labels").map();
  }

  /** The pods' annotations. */
  public Map<String, Object> annotations() {
    return template.at("metadata", "annotations").map();
  }

  /** The pods' spec. */
  public Field spec() {
    return template.at("spec");
  }

  /** Init containers first, as they run. */
  public List<Field> containers() {
    return containers("initContainers", "containers");
  }

  /** Those, and containers for debugging. */
  public List<Field> everyContainer() {
    return containers("initContainers", "containers", "ephemeralContainers");
  }

  private List<Field> containers(String... lists) {
    return Stream.of(lists).flatMap(list -> spec().items(list)).toList();
  }
}
