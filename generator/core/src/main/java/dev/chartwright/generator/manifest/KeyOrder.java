package dev.chartwright.generator.manifest;

import dev.chartwright.chart.Node;
import java.util.ArrayList;
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
          "fallback",
          "advanced",
          "triggers",
          "replicas",
          "minReplicas",
          "maxReplicas",
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
          "host",
          "path",
          "pathType",
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
          "namespaceSelector",
          "podSelector",
          "policyTypes",
          "ingress",
          "egress",
          "from",
          "to",
          "exec",
          "httpGet",
          "tcpSocket");
  private static final List<String> LAST = List.of("template", "volumes", "spec", "data");
  private static final Map<String, Integer> RANKS = ranks();

  /** Compares keys of one map. */
  static final Comparator<String> HUMAN =
      Comparator.comparing((String key) -> RANKS.getOrDefault(key, FIRST.size()))
          .thenComparing(Comparator.naturalOrder());

  private KeyOrder() {}

  /** A tree in which every map has the human order, unless something is spliced into it. */
  static Node sorted(Node node) {
    if (node instanceof Node.Mapping mapping) {
      List<Node.Entry> entries = new ArrayList<>(mapping.entries().size());
      mapping.entries().forEach(entry -> entries.add(entry.withValue(sorted(entry.value()))));
      if (entries.stream().noneMatch(Node.Entry::isSplice)) {
        entries.sort(Comparator.comparing(Node.Entry::key, HUMAN));
      }
      return new Node.Mapping(entries);
    }
    if (node instanceof Node.Sequence sequence) {
      return new Node.Sequence(
          sequence.items().stream().map(item -> item.withValue(sorted(item.value()))).toList());
    }
    if (node instanceof Node.Choice choice) {
      return new Node.Choice(choice.condition(), sorted(choice.then()), sorted(choice.otherwise()));
    }
    if (node instanceof Node.Each each) {
      return new Node.Each(
          each.collection(), each.keyVariable(), each.variable(), sorted(each.body()));
    }
    return node;
  }

  private static Map<String, Integer> ranks() {
    Map<String, Integer> ranks = new HashMap<>();
    FIRST.forEach(key -> ranks.put(key, ranks.size()));
    for (int i = 0; i < LAST.size(); i++) {
      ranks.put(LAST.get(i), FIRST.size() + 1 + i);
    }
    return Map.copyOf(ranks);
  }
}
