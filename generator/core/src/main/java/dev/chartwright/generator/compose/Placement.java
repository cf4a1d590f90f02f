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
 * Where the pods of a component may run, how important they are, and what they are labelled with.
 */
record Placement(
    Value<Map<String, String>> nodeSelector,
    Value<List<Map<String, Object>>> tolerations,
    Value<Map<String, Object>> affinity,
    Value<List<Map<String, Object>>> topologySpread,
    Value<String> priorityClass,
    Value<Map<String, String>> podLabels,
    Value<Map<String, String>> podAnnotations) {

  /** Tells the cluster autoscaler whether it may take a node away under a pod. */
  static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";

  /** The label that GKE puts on Spot nodes. */
  private static final String SPOT_LABEL = "cloud.google.com/gke-spot";

  /**
   * Defaults from the pool, so that selector and toleration cannot disagree with its labels and
   * taint.
   */
  static Placement declare(Values values, String path, NodePool pool) {
    return new Placement(
        values
            .nodeSelector(path + ".nodeSelector", pool.nodeSelector())
            .describe(
                "Labels of the nodes that pods may run on: those of the pool `"
                    + pool.name()
                    + "`."),
        values
            .tolerations(path + ".tolerations", tolerations(pool))
            .describe("Taints that pods tolerate: those of the pool `" + pool.name() + "`."),
        values.affinity(path + ".affinity", affinity(pool)).describe("Affinity of the pods."),
        values
            .objects(path + ".topologySpreadConstraints", List.of())
            .describe(
                "How pods spread over nodes and zones. Empty: they fill one node before the next."),
        values
            .name(path + ".priorityClassName", "")
            .describe("Priority class of the pods; empty for the cluster's default."),
        values
            .labels(path + ".podLabels", Map.of())
            .describe("Labels of the pods. A change restarts them."),
        values
            .annotations(path + ".podAnnotations", Map.of(), SAFE_TO_EVICT)
            .describe("Annotations of the pods. A change restarts them."));
  }

  /** Binds them in a Deployment. */
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

  /** Spot nodes first, where the pool has a twin on demand. */
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
