package dev.chartwright.generator.manifest;

import dev.chartwright.chart.tree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which people write the fields of a Kubernetes object; other fields follow by name.
 */
public final class KeyOrder {
  private static final List<String> FIRST =
      List.of(
          "apiVersion",
          "kind",
          "type",
          "metadata",
          "parameter",
          "name",
          "namespace",
          // Alerts.
          "alert",
          "expr",
          "for",
          "labels",
          "annotations",
          "app.kubernetes.io/name",
          "app.kubernetes.io/instance",
          "app.kubernetes.io/component",
          // Autoscalers.
          "scaleTargetRef",
          "pollingInterval",
          "cooldownPeriod",
          "minReplicaCount",
          "maxReplicaCount",
          "fallback",
          "advanced",
          "triggers",
          // Workloads.
          "schedule",
          "timeZone",
          "concurrencyPolicy",
          "startingDeadlineSeconds",
          "suspend",
          "successfulJobsHistoryLimit",
          "failedJobsHistoryLimit",
          "serviceName",
          "replicas",
          "minReplicas",
          "maxReplicas",
          "metrics",
          "parallelism",
          "completions",
          "backoffLimit",
          "activeDeadlineSeconds",
          "ttlSecondsAfterFinished",
          "strategy",
          "updateStrategy",
          "revisionHistoryLimit",
          "progressDeadlineSeconds",
          "minReadySeconds",
          // Disruption budgets.
          "minAvailable",
          "maxSurge",
          "maxUnavailable",
          "unhealthyPodEvictionPolicy",
          "selector",
          // Ingresses and rules of network policies.
          "ingressClassName",
          "defaultBackend",
          "tls",
          "rules",
          "from",
          "to",
          // Containers.
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
          // Probes.
          "exec",
          "httpGet",
          "tcpSocket",
          "grpc",
          "initialDelaySeconds",
          // Volume claims, storage classes and roles.
          "accessModes",
          "volumeMode",
          "apiGroups",
          "resources",
          "resourceNames",
          "verbs",
          "storageClassName",
          "provisioner",
          "parameters",
          "reclaimPolicy",
          "allowVolumeExpansion",
          "mountOptions",
          "volumeBindingMode",
          // Resources.
          "requests",
          "limits",
          "cpu",
          "memory",
          "ephemeral-storage",
          "containerName",
          "resource",
          "divisor",
          "volumeMounts",
          // Pods.
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
          // Security contexts.
          "runAsNonRoot",
          "runAsUser",
          "runAsGroup",
          "fsGroup",
          "fsGroupChangePolicy",
          "allowPrivilegeEscalation",
          "readOnlyRootFilesystem",
          "capabilities",
          "seccompProfile",
          "drop",
          "add",
          // Addresses.
          "key",
          "operator",
          "host",
          "hostFromEnv",
          "path",
          "pathType",
          "backend",
          "port",
          "targetPort",
          "containerPort",
          "scheme",
          "protocol",
          // Triggers of an autoscaler.
          "queueName",
          "useRegex",
          "operation",
          "excludeUnacknowledged",
          "pageSize",
          "mode",
          "value",
          "valueFrom",
          "effect",
          "activationValue",
          // Steps of an autoscaler.
          "stabilizationWindowSeconds",
          "policies",
          "selectPolicy",
          "periodSeconds",
          "timeoutSeconds",
          "successThreshold",
          "failureThreshold",
          "mountPath",
          "subPath",
          "readOnly",
          "maxSkew",
          "weight",
          "topologyKey",
          "whenUnsatisfiable",
          "podAffinityTerm",
          "preference",
          "labelSelector",
          // Network policies.
          "namespaceSelector",
          "podSelector",
          "policyTypes",
          "ingress",
          "egress");
  private static final List<String> LAST =
      List.of(
          "template",
          "jobTemplate",
          "volumeClaimTemplates",
          "volumes",
          "behavior",
          "override",
          "spec",
          "data");
  private static final Map<String, Integer> RANKS = ranks(FIRST, LAST);

  /** Compares keys of one map. */
  public static final Comparator<String> HUMAN =
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

  /**
   * A tree in which maps that are sorted by name, as those are whose author gave no order, have the
   * human order instead.
   */
  public static Node unlessOrdered(Node node) {
    if (node instanceof Node.Sequence sequence) {
      return new Node.Sequence(
          sequence.items().stream()
              .map(item -> item.withValue(unlessOrdered(item.value())))
              .toList());
    }
    if (!(node instanceof Node.Mapping mapping)) {
      return node;
    }
    List<Node.Entry> entries = new ArrayList<>(mapping.entries().size());
    mapping.entries().forEach(entry -> entries.add(entry.withValue(unlessOrdered(entry.value()))));
    List<String> keys = entries.stream().map(Node.Entry::key).toList();
    if (keys.equals(keys.stream().sorted().toList())) {
      entries.sort(Comparator.comparing(Node.Entry::key, HUMAN));
    }
    return new Node.Mapping(entries);
  }

  /**
   * The rank of each key; keys of neither list come between them.
   *
   * @throws IllegalStateException for a key that is listed twice: the later place would be ignored,
   *     and so would the order that it was listed for
   */
  public static Map<String, Integer> ranks(List<String> first, List<String> last) {
    Map<String, Integer> ranks = new HashMap<>();
    for (String key : first) {
      rank(ranks, key, ranks.size());
    }
    for (int i = 0; i < last.size(); i++) {
      rank(ranks, last.get(i), first.size() + 1 + i);
    }
    return Map.copyOf(ranks);
  }

  private static void rank(Map<String, Integer> ranks, String key, int rank) {
    if (ranks.putIfAbsent(key, rank) != null) {
      throw new IllegalStateException(
          "'" + key + "' is listed twice: its second place would be ignored; keep one of them");
    }
  }
}
