package dev.chartwright.generator.helm;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which people write the fields of a Kubernetes object; other fields follow by name.
 */
final class KeyOrder {
  private static final List<String> FIRST =
      List.of(
          "apiVersion",
          "kind",
          "type",
          "metadata",
          "name",
          "namespace",
          "labels",
          "annotations",
          "app.kubernetes.io/name",
          "app.kubernetes.io/instance",
          "app.kubernetes.io/component",
          "scaleTargetRef",
          "pollingInterval",
          "cooldownPeriod",
          "minReplicaCount",
          "maxReplicaCount",
          "minReplicas",
          "maxReplicas",
          "fallback",
          "advanced",
          "triggers",
          "from",
          "to",
          "replicas",
          "strategy",
          "selector",
          "image",
          "imagePullPolicy",
          "command",
          "args",
          "workingDir",
          "env",
          "envFrom",
          "ports",
          "startupProbe",
          "livenessProbe",
          "readinessProbe",
          "lifecycle",
          "resources",
          "resource",
          "divisor",
          "volumeMounts",
          "serviceAccountName",
          "automountServiceAccountToken",
          "enableServiceLinks",
          "securityContext",
          "imagePullSecrets",
          "priorityClassName",
          "terminationGracePeriodSeconds",
          "nodeSelector",
          "affinity",
          "tolerations",
          "topologySpreadConstraints",
          "restartPolicy",
          "initContainers",
          "containers",
          "key",
          "operator",
          "value",
          "valueFrom",
          "effect",
          "port",
          "targetPort",
          "containerPort",
          "protocol",
          "host",
          "path",
          "pathType",
          "backend",
          "mountPath",
          "maxSkew",
          "topologyKey",
          "whenUnsatisfiable",
          "labelSelector",
          "weight",
          "podSelector",
          "policyTypes",
          "ingress",
          "egress");
  private static final List<String> LAST = List.of("template", "volumes", "spec", "data");
  private static final Map<String, Integer> RANKS = ranks();

  /** Compares keys of one map. */
  static final Comparator<String> HUMAN =
      Comparator.comparing((String key) -> RANKS.getOrDefault(key, FIRST.size()))
          .thenComparing(Comparator.naturalOrder());

  private KeyOrder() {}

  private static Map<String, Integer> ranks() {
    Map<String, Integer> ranks = new HashMap<>();
    FIRST.forEach(key -> ranks.put(key, ranks.size()));
    for (int i = 0; i < LAST.size(); i++) {
      ranks.put(LAST.get(i), FIRST.size() + 1 + i);
    }
    return Map.copyOf(ranks);
  }
}
