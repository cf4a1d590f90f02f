package dev.chartwright.workload;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes on which the pods of a component run. */
record Placement(
    Part part,
    boolean spread,
    Value<Map<String, String>> nodeSelector,
    Value<List<Map<String, Object>>> tolerations,
    Value<Map<String, Object>> affinity) {
  private static final Map<String, Object> FAST_DISKS =
      Map.of(
          "nodeAffinity",
          Map.of(
              "requiredDuringSchedulingIgnoredDuringExecution",
              Map.of(
                  "nodeSelectorTerms",
                  List.of(
                      Map.of(
                          "matchExpressions",
                          List.of(
                              Map.of("key", "example.com/fast-disk", "operator", "Exists")))))));

  /**
   * Declares the values.
   *
   * @param spread whether the pods keep away from each other by default
   */
  static Placement declare(Part part, boolean spread) {
    Values values = part.values();
    return new Placement(
        part,
        spread,
        values
            .nodeSelector("nodeSelector", Map.of())
            .example(Map.of("kubernetes.io/arch", "amd64"))
            .describe("Labels of the nodes on which the pods may run."),
        values
            .tolerations("tolerations", List.of())
            .example(List.of(Map.of("key", "spot", "operator", "Exists", "effect", "NoSchedule")))
            .describe("Taints that the pods tolerate."),
        values
            .affinity("affinity", Map.of())
            .example(FAST_DISKS)
            .describe(
                spread
                    ? "Affinity of the pods; if empty, they prefer nodes without a pod of the"
                        + " component."
                    : "Affinity of the pods."));
  }

  /** Binds the values. */
  Manifest in(Manifest workload, String pod) {
    Manifest placed =
        workload.bind(pod + ".nodeSelector", nodeSelector).bind(pod + ".tolerations", tolerations);
    return spread
        ? placed
            .bind(
                pod + ".affinity",
                new Node.Choice(
                    affinity.isSet(), new Node.Insert(affinity.expr()), Node.of(apart())))
            .bind(pod + ".topologySpreadConstraints", Node.of(List.of(evenly())))
        : placed.bind(pod + ".affinity", affinity);
  }

  private Map<String, Object> apart() {
    Map<String, Object> term = new LinkedHashMap<>();
    term.put("topologyKey", "kubernetes.io/hostname");
    term.put("labelSelector", Map.of("matchLabels", part.selector()));
    Map<String, Object> preference = new LinkedHashMap<>();
    preference.put("weight", 100);
    preference.put("podAffinityTerm", term);
    return Map.of(
        "podAntiAffinity",
        Map.of("preferredDuringSchedulingIgnoredDuringExecution", List.of(preference)));
  }

  private Map<String, Object> evenly() {
    Map<String, Object> constraint = new LinkedHashMap<>();
    constraint.put("maxSkew", 1);
    constraint.put("topologyKey", "kubernetes.io/hostname");
    constraint.put("whenUnsatisfiable", "ScheduleAnyway");
    constraint.put("labelSelector", Map.of("matchLabels", part.selector()));
    return constraint;
  }
}
