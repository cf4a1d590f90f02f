package dev.chartwright.generator.compose;

import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.cloud.NodePool;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;

/** Values that put pods on a node pool. */
record Placement(
    Value<Map<String, String>> nodeSelector,
    Value<List<Map<String, Object>>> tolerations,
    Value<Map<String, Object>> affinity) {
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
                "Labels of the nodes on which the pods may run. The default selects the "
                    + nodes(pool)
                    + "."),
        values
            .tolerations(path + ".tolerations", pool.tolerations().toArray(Toleration[]::new))
            .describe("Taints that the pods tolerate. The default is for the " + nodes(pool) + "."),
        values.affinity(path + ".affinity", affinity(pool)).describe("Affinity of the pods."));
  }

  private static String nodes(NodePool pool) {
    return (pool.hasChoice() ? "compute class `" : "node pool `") + pool.name() + "`";
  }

  /** Prefers Spot nodes if the pool has a fallback pool on demand. */
  private static Map<String, Object> affinity(NodePool pool) {
    if (!pool.onDemandFallback() || pool.hasChoice()) {
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
}
