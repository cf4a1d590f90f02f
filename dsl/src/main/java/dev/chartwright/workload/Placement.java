package dev.chartwright.workload;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Node;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes on which the pods of a component run.
 *
 * @param apart whether the pods keep away from each other by default
 * @param topologySpread nothing for kinds that run where they must
 * @param priorityClass nothing where the component has no priority
 */
record Placement(
    Part part,
    boolean apart,
    Expression nodeSelector,
    Expression tolerations,
    Expression affinity,
    Optional<Expression> topologySpread,
    Optional<Expression> priorityClass) {
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
   * @param replicated whether several pods run at a time, of which each could be anywhere
   */
  static Placement declare(Part part, WorkloadSettings settings, boolean replicated) {
    Values values = part.values();
    boolean apart = replicated && !settings.packed;
    Expression nodeSelector =
        settings.nodeSelector.orElseGet(
            () ->
                values
                    .nodeSelector("nodeSelector", settings.nodeLabels)
                    .example(Map.of("kubernetes.io/arch", "amd64"))
                    .describe("Labels of the nodes on which the pods may run."));
    Expression tolerations =
        settings.tolerations.orElseGet(
            () ->
                values
                    .tolerations("tolerations", settings.taints.toArray(Toleration[]::new))
                    .example(
                        List.of(
                            Map.of("key", "spot", "operator", "Exists", "effect", "NoSchedule")))
                    .describe("Taints that the pods tolerate."));
    Expression affinity =
        settings.affinity.orElseGet(
            () ->
                values
                    .affinity("affinity", Map.of())
                    .example(FAST_DISKS)
                    .describe(
                        apart
                            ? "Affinity of the pods; if empty, they prefer nodes without a pod"
                                + " of the component."
                            : "Affinity of the pods."));
    Optional<Expression> spread = Optional.empty();
    if (replicated) {
      spread =
          Optional.of(
              values
                  .topologySpreadConstraints("topologySpreadConstraints")
                  .example(
                      List.of(
                          constraint(
                              "topology.kubernetes.io/zone",
                              Map.of("app.kubernetes.io/component", part.name()))))
                  .describe(
                      apart
                          ? "Rules that spread the pods over nodes and zones; if empty, they spread"
                              + " evenly over nodes where that is possible."
                          : "Rules that spread the pods over nodes and zones; if empty, the"
                              + " scheduler's own apply."));
    }
    Optional<Expression> priority =
        settings.priorityClass.map(
            name ->
                values
                    .dnsName("priorityClassName", name)
                    .example("high-priority")
                    .describe("Priority class of the pods; empty for the default of the cluster."));
    return new Placement(part, apart, nodeSelector, tolerations, affinity, spread, priority);
  }

  /** Binds the values. */
  Manifest in(Manifest workload, String pod) {
    Manifest placed =
        workload.bind(pod + ".nodeSelector", nodeSelector).bind(pod + ".tolerations", tolerations);
    placed =
        apart
            ? placed.bind(pod + ".affinity", unlessSet(affinity, keptApart()))
            : placed.bind(pod + ".affinity", affinity);
    if (topologySpread.isPresent()) {
      String field = pod + ".topologySpreadConstraints";
      placed =
          apart
              ? placed.bind(
                  field,
                  unlessSet(
                      topologySpread.get(),
                      List.of(constraint("kubernetes.io/hostname", part.selector()))))
              : placed.bind(field, topologySpread.get());
    }
    if (priorityClass.isPresent()) {
      String field = pod + ".priorityClassName";
      placed = placed.bind(field, priorityClass.get()).when(field, priorityClass.get().isSet());
    }
    return placed;
  }

  private static Node unlessSet(Expression value, Object otherwise) {
    return new Node.Choice(value.isSet(), new Node.Insert(value.expr()), Node.of(otherwise));
  }

  private Map<String, Object> keptApart() {
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

  private static Map<String, Object> constraint(String topologyKey, Map<String, String> labels) {
    Map<String, Object> constraint = new LinkedHashMap<>();
    constraint.put("maxSkew", 1);
    constraint.put("topologyKey", topologyKey);
    constraint.put("whenUnsatisfiable", "ScheduleAnyway");
    constraint.put("labelSelector", Map.of("matchLabels", labels));
    return constraint;
  }
}
