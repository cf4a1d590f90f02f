package dev.chartwright.generator.compose;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.cloud.NodePool;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values for the nodes, the priority, the labels and the annotations of the pods of a component.
 */
record Placement(
    Value<Map<String, String>> nodeSelector,
    Value<List<Map<String, Object>>> tolerations,
    Value<Map<String, Object>> affinity,
    Value<List<Map<String, Object>>> topologySpread,
    Value<String> priorityClass,
    Value<Map<String, String>> podLabels,
    Value<Map<String, String>> podAnnotations) {

  /** Tells the cluster autoscaler whether it may remove the node of a pod. */
  static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";

  /** The label that GKE puts on Spot nodes. */
  private static final String SPOT_LABEL = "cloud.google.com/gke-spot";

  /**
   * Declares the values, with defaults from the pool, so that selector and toleration fit its
   * labels and taints.
   */
  static Placement declare(Values values, String path, NodePool pool) {
    return new Placement(
        values
            .nodeSelector(path + ".nodeSelector", pool.nodeSelector())
            .describe(
                "Labels of the nodes on which the pods may run. The default selects the node pool"
                    + " `"
                    + pool.name()
                    + "`."),
        values
            .tolerations(path + ".tolerations", tolerations(pool))
            .describe(
                "Taints that the pods tolerate. The default is for the node pool `"
                    + pool.name()
                    + "`."),
        values.affinity(path + ".affinity", affinity(pool)).describe("Affinity of the pods."),
        values
            .objects(path + ".topologySpreadConstraints", List.of())
            .describe(
                "Rules that spread the pods over nodes and zones. If empty, the defaults of the"
                    + " scheduler apply."),
        values
            .name(path + ".priorityClassName", "")
            .describe("Priority class of the pods; empty for the default of the cluster."),
        values
            .labels(path + ".podLabels", Map.of())
            .describe("Additional labels of the pods. A change restarts the pods."),
        values
            .annotations(path + ".podAnnotations", Map.of(), SAFE_TO_EVICT)
            .describe("Annotations of the pods. A change restarts the pods."));
  }

  /** Binds them to a Deployment. */
  Manifest in(Manifest deployment) {
    return deployment
        .bind("spec.template.spec.nodeSelector", nodeSelector)
        .bind("spec.template.spec.tolerations", tolerations)
        .bind("spec.template.spec.affinity", affinity)
        .bind("spec.template.spec.topologySpreadConstraints", topologySpread)
        .bind("spec.template.spec.priorityClassName", priorityClass)
        .when("spec.template.spec.priorityClassName", priorityClass.isSet())
        .append("spec.template.metadata.labels", podLabels)
        .append("spec.template.metadata.annotations", podAnnotations);
  }

  /** Prefers Spot nodes if the pool has a fallback pool on demand. */
  private static Map<String, Object> affinity(NodePool pool) {
    if (!pool.onDemandFallback()) {
      return Map.of();
    }
    Map<String, Object> spot =
        Map.of("key", SPOT_LABEL, "operator", "In", "values", List.of("true"));
    Map<String, Object> preference =
        Map.of("preference", Map.of("matchExpressions", List.of(spot)), "weight", 100);
    return Map.of(
        "nodeAffinity",
        Map.of("preferredDuringSchedulingIgnoredDuringExecution", List.of(preference)));
  }

  static List<Map<String, Object>> tolerations(NodePool pool) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Toleration toleration : pool.tolerations()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("key", toleration.getKey());
      entry.put("operator", toleration.getOperator());
      entry.put("value", toleration.getValue());
      entry.put("effect", toleration.getEffect());
      all.add(entry);
    }
    return all;
  }
}
