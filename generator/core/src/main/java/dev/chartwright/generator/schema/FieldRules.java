package dev.chartwright.generator.schema;

import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Suggestion;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the API server checks about single fields beyond their types: the words that it knows and
 * the numbers that it takes. The model classes do not carry this. Keys are {@code <model
 * class>.<field>}.
 */
final class FieldRules {
  private static final Map<String, List<String>> WORDS = new HashMap<>();
  private static final Map<String, long[]> RANGES = new HashMap<>();
  private static final Map<String, Pattern> GRAMMARS = new HashMap<>();
  private static final String NAME =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*+";

  static {
    words("V1Container", "imagePullPolicy", "Always IfNotPresent Never");
    words("V1Container", "restartPolicy", "Always OnFailure Never");
    words("V1Container", "terminationMessagePolicy", "File FallbackToLogsOnError");
    words("V1ContainerPort", "protocol", "TCP UDP SCTP");
    words("V1PodSpec", "restartPolicy", "Always OnFailure Never");
    words("V1PodSpec", "dnsPolicy", "ClusterFirst ClusterFirstWithHostNet Default None");
    words("V1PodSpec", "preemptionPolicy", "PreemptLowerPriority Never");
    words("V1PodSecurityContext", "fsGroupChangePolicy", "OnRootMismatch Always");
    words("V1PodSecurityContext", "supplementalGroupsPolicy", "Merge Strict");
    words("V1SeccompProfile", "type", "RuntimeDefault Localhost Unconfined");
    words("V1AppArmorProfile", "type", "RuntimeDefault Localhost Unconfined");
    words("V1SecurityContext", "procMount", "Default Unmasked");
    words("V1Toleration", "operator", "Exists Equal Lt Gt");
    words("V1Toleration", "effect", "NoSchedule PreferNoSchedule NoExecute");
    words("V1Taint", "effect", "NoSchedule PreferNoSchedule NoExecute");
    words("V1LabelSelectorRequirement", "operator", "In NotIn Exists DoesNotExist");
    words("V1NodeSelectorRequirement", "operator", "In NotIn Exists DoesNotExist Gt Lt");
    words("V1TopologySpreadConstraint", "whenUnsatisfiable", "DoNotSchedule ScheduleAnyway");
    words("V1TopologySpreadConstraint", "nodeAffinityPolicy", "Honor Ignore");
    words("V1TopologySpreadConstraint", "nodeTaintsPolicy", "Honor Ignore");
    words("V1HTTPGetAction", "scheme", "HTTP HTTPS");
    words("V1VolumeMount", "mountPropagation", "None HostToContainer Bidirectional");
    words("V1VolumeMount", "recursiveReadOnly", "Disabled IfPossible Enabled");
    words("V1DeploymentStrategy", "type", "RollingUpdate Recreate");
    words("V1DaemonSetUpdateStrategy", "type", "RollingUpdate OnDelete");
    words("V1StatefulSetUpdateStrategy", "type", "RollingUpdate OnDelete");
    words("V1StatefulSetSpec", "podManagementPolicy", "OrderedReady Parallel");
    for (String field : List.of("whenDeleted", "whenScaled")) {
      words("V1StatefulSetPersistentVolumeClaimRetentionPolicy", field, "Retain Delete");
    }
    words("V1JobSpec", "completionMode", "NonIndexed Indexed");
    words("V1JobSpec", "podReplacementPolicy", "TerminatingOrFailed Failed");
    words("V1PodFailurePolicyRule", "action", "FailJob FailIndex Ignore Count");
    words("V1PodFailurePolicyOnExitCodesRequirement", "operator", "In NotIn");
    words("V1CronJobSpec", "concurrencyPolicy", "Allow Forbid Replace");
    words("V1ServiceSpec", "type", "ClusterIP NodePort LoadBalancer ExternalName");
    words("V1ServiceSpec", "sessionAffinity", "None ClientIP");
    words("V1ServiceSpec", "externalTrafficPolicy", "Cluster Local");
    words("V1ServiceSpec", "internalTrafficPolicy", "Cluster Local");
    words("V1ServiceSpec", "ipFamilyPolicy", "SingleStack PreferDualStack RequireDualStack");
    words("V1ServiceSpec", "ipFamilies", "IPv4 IPv6");
    words("V1ServicePort", "protocol", "TCP UDP SCTP");
    words("V1NetworkPolicySpec", "policyTypes", "Ingress Egress");
    words("V1NetworkPolicyPort", "protocol", "TCP UDP SCTP");
    words("V1HTTPIngressPath", "pathType", "Exact Prefix ImplementationSpecific");
    words("V1PodDisruptionBudgetSpec", "unhealthyPodEvictionPolicy", "IfHealthyBudget AlwaysAllow");
    words("V2HPAScalingPolicy", "type", "Pods Percent");
    words("V2HPAScalingRules", "selectPolicy", "Max Min Disabled");
    words("V2MetricSpec", "type", "Resource ContainerResource Pods Object External");
    words("V2MetricTarget", "type", "Utilization Value AverageValue");
    String access = "ReadWriteOnce ReadOnlyMany ReadWriteMany ReadWriteOncePod";
    words("V1PersistentVolumeClaimSpec", "accessModes", access);
    words("V1PersistentVolumeClaimSpec", "volumeMode", "Filesystem Block");
    words("V1PersistentVolumeSpec", "accessModes", access);
    words("V1PersistentVolumeSpec", "volumeMode", "Filesystem Block");
    words("V1PersistentVolumeSpec", "persistentVolumeReclaimPolicy", "Retain Recycle Delete");
    words("V1StorageClass", "reclaimPolicy", "Retain Delete");
    words("V1StorageClass", "volumeBindingMode", "Immediate WaitForFirstConsumer");
    words("V1PriorityClass", "preemptionPolicy", "PreemptLowerPriority Never");
    words("RbacV1Subject", "kind", "ServiceAccount User Group");
    words("V1RoleRef", "kind", "Role ClusterRole");

    range("V1ContainerPort", "containerPort", 1, 65_535);
    range("V1ContainerPort", "hostPort", 1, 65_535);
    range("V1ServicePort", "port", 1, 65_535);
    range("V1ServicePort", "targetPort", 1, 65_535);
    range("V1ServicePort", "nodePort", 1, 65_535);
    range("V1HTTPGetAction", "port", 1, 65_535);
    range("V1TCPSocketAction", "port", 1, 65_535);
    range("V1GRPCAction", "port", 1, 65_535);
    range("V1ServiceBackendPort", "number", 1, 65_535);
    range("V1NetworkPolicyPort", "port", 1, 65_535);
    range("V1NetworkPolicyPort", "endPort", 1, 65_535);
    for (String field :
        List.of("periodSeconds", "timeoutSeconds", "failureThreshold", "successThreshold")) {
      range("V1Probe", field, 1, Integer.MAX_VALUE);
    }
    range("V1Probe", "initialDelaySeconds", 0, Integer.MAX_VALUE);
    range("V1PodSpec", "terminationGracePeriodSeconds", 0, Long.MAX_VALUE);
    range("V1DeploymentSpec", "replicas", 0, Integer.MAX_VALUE);
    range("V1StatefulSetSpec", "replicas", 0, Integer.MAX_VALUE);
    range("V1DeploymentSpec", "minReadySeconds", 0, Integer.MAX_VALUE);
    range("V1DeploymentSpec", "revisionHistoryLimit", 0, Integer.MAX_VALUE);
    range("V1DeploymentSpec", "progressDeadlineSeconds", 0, Integer.MAX_VALUE);
    range("V1JobSpec", "backoffLimit", 0, Integer.MAX_VALUE);
    range("V1JobSpec", "activeDeadlineSeconds", 1, Long.MAX_VALUE);
    range("V1JobSpec", "ttlSecondsAfterFinished", 0, Integer.MAX_VALUE);
    range("V1TopologySpreadConstraint", "maxSkew", 1, Integer.MAX_VALUE);
    range("V1PreferredSchedulingTerm", "weight", 1, 100);
    range("V1WeightedPodAffinityTerm", "weight", 1, 100);
    range("V2HorizontalPodAutoscalerSpec", "maxReplicas", 1, Integer.MAX_VALUE);
    range("V2HorizontalPodAutoscalerSpec", "minReplicas", 0, Integer.MAX_VALUE);
    range("V2HPAScalingRules", "stabilizationWindowSeconds", 0, 3_600);
    range("V2HPAScalingPolicy", "periodSeconds", 1, 1_800);
    range("V2HPAScalingPolicy", "value", 1, Integer.MAX_VALUE);
    range("V2MetricTarget", "averageUtilization", 1, Integer.MAX_VALUE);

    grammar("V1IngressSpec", "ingressClassName", NAME);
    grammar("V1IngressRule", "host", "|(\\*\\.)?" + NAME);
    grammar("V1HTTPIngressPath", "path", "/.*");
    grammar("V1IngressServiceBackend", "name", NAME);
    grammar("V1PersistentVolumeClaimVolumeSource", "claimName", NAME);
    grammar("V1SecretVolumeSource", "secretName", NAME);
    grammar("V1ConfigMapVolumeSource", "name", NAME);
    grammar("V1PersistentVolumeClaimSpec", "storageClassName", "|" + NAME);
    grammar("V1PodSpec", "priorityClassName", "|" + NAME);
    grammar("V1PodSpec", "serviceAccountName", "|" + NAME);
    grammar("V1VolumeMount", "mountPath", "[^:]+");
  }

  private FieldRules() {}

  private static void grammar(String model, String field, String grammar) {
    GRAMMARS.put(model + "." + field, Pattern.compile(grammar));
  }

  private static void words(String model, String field, String words) {
    WORDS.put(model + "." + field, List.of(words.split(" ")));
  }

  private static void range(String model, String field, long least, long most) {
    RANGES.put(model + "." + field, new long[] {least, most});
  }

  /** Every field that has a rule. */
  static Set<String> fields() {
    Set<String> fields = new java.util.TreeSet<>(WORDS.keySet());
    fields.addAll(RANGES.keySet());
    fields.addAll(GRAMMARS.keySet());
    return fields;
  }

  /** Checks a value that already has the right type. */
  static Optional<Violation> violation(String field, String path, Object value) {
    List<String> words = WORDS.get(field);
    if (words != null && value instanceof String word && !words.contains(word)) {
      String fix =
          Suggestion.nearest(word, words)
              .map(meant -> "did you mean " + meant + "?")
              .orElse("write one of " + String.join(", ", words));
      return Optional.of(
          Violation.of(
              path,
              "it is " + Tree.describe(word) + ", not one of " + String.join(", ", words),
              fix));
    }
    Pattern grammar = GRAMMARS.get(field);
    if (grammar != null && value instanceof String text && !grammar.matcher(text).matches()) {
      return Optional.of(
          Violation.of(
              path,
              "it is " + Tree.describe(text) + ", which Kubernetes does not take here",
              "make it match " + grammar.pattern()));
    }
    long[] range = RANGES.get(field);
    if (range != null && value instanceof Number number && !within(range, number)) {
      boolean open = range[1] >= Integer.MAX_VALUE;
      String expected = open ? range[0] + " or more" : "between " + range[0] + " and " + range[1];
      return Optional.of(
          Violation.of(
              path, "it is " + number + ", not " + expected, "write a number, " + expected));
    }
    return Optional.empty();
  }

  private static boolean within(long[] range, Number number) {
    if (number instanceof BigInteger) {
      return false;
    }
    return number.longValue() >= range[0] && number.longValue() <= range[1];
  }
}
