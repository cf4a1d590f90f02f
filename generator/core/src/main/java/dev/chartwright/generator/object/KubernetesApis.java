package dev.chartwright.generator.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The APIs that a cluster without anything installed serves, by the version of Kubernetes: what
 * {@code .Capabilities.APIVersions} holds there.
 */
public final class KubernetesApis {
  /** The version that is taken when none is given. */
  static final int USUAL = 33;

  private static final int ALWAYS = 0;
  private static final int STILL = Integer.MAX_VALUE;
  private static final Pattern MINOR = Pattern.compile("v?1\\.([0-9]{1,3})(?![0-9]).*");
  private static final List<Served> SERVED = new ArrayList<>();

  /**
   * A kind while it is served.
   *
   * @param since the first minor version
   * @param until the first minor version that no longer serves it
   */
  private record Served(String apiVersion, String kind, int since, int until) {
    boolean isIn(int minor) {
      return since <= minor && minor < until;
    }
  }

  static {
    for (String type : BuiltInKinds.types()) {
      int slash = type.lastIndexOf('/');
      String apiVersion = type.substring(0, slash);
      String kind = type.substring(slash + 1);
      SERVED.add(new Served(apiVersion, kind, since(apiVersion, kind), STILL));
    }
    served("v1", "Binding ComponentStatus", ALWAYS, STILL);
    served("authentication.k8s.io/v1", "TokenReview SelfSubjectReview", ALWAYS, STILL);
    served("authorization.k8s.io/v1", "SubjectAccessReview SelfSubjectAccessReview", ALWAYS, STILL);
    served("authorization.k8s.io/v1", "LocalSubjectAccessReview", ALWAYS, STILL);
    served("authorization.k8s.io/v1", "SelfSubjectRulesReview", ALWAYS, STILL);
    served("extensions/v1beta1", "Deployment DaemonSet ReplicaSet NetworkPolicy", ALWAYS, 16);
    served("extensions/v1beta1", "PodSecurityPolicy", ALWAYS, 16);
    served("extensions/v1beta1", "Ingress", ALWAYS, 22);
    served("apps/v1beta1", "Deployment StatefulSet", ALWAYS, 16);
    served("apps/v1beta2", "Deployment DaemonSet ReplicaSet StatefulSet", ALWAYS, 16);
    served("networking.k8s.io/v1beta1", "Ingress", 14, 22);
    served("networking.k8s.io/v1beta1", "IngressClass", 18, 22);
    served("policy/v1beta1", "PodDisruptionBudget PodSecurityPolicy", ALWAYS, 25);
    served("batch/v1beta1", "CronJob", ALWAYS, 25);
    served("autoscaling/v2beta1", "HorizontalPodAutoscaler", ALWAYS, 25);
    served("autoscaling/v2beta2", "HorizontalPodAutoscaler", 12, 26);
    served("rbac.authorization.k8s.io/v1beta1", "Role RoleBinding", ALWAYS, 22);
    served("rbac.authorization.k8s.io/v1beta1", "ClusterRole ClusterRoleBinding", ALWAYS, 22);
    for (String kind : List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")) {
      served("admissionregistration.k8s.io/v1beta1", kind, ALWAYS, 22);
    }
    served("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", ALWAYS, 22);
    served("apiregistration.k8s.io/v1beta1", "APIService", ALWAYS, 22);
    served("storage.k8s.io/v1beta1", "StorageClass VolumeAttachment CSIDriver CSINode", ALWAYS, 22);
    served("storage.k8s.io/v1beta1", "CSIStorageCapacity", 21, 27);
    served("scheduling.k8s.io/v1beta1", "PriorityClass", ALWAYS, 22);
    served("coordination.k8s.io/v1beta1", "Lease", ALWAYS, 22);
    served("certificates.k8s.io/v1beta1", "CertificateSigningRequest", ALWAYS, 22);
    served("discovery.k8s.io/v1beta1", "EndpointSlice", 17, 25);
    served("events.k8s.io/v1beta1", "Event", ALWAYS, 25);
    served("node.k8s.io/v1beta1", "RuntimeClass", 14, 25);
    served("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema", 20, 26);
    served("flowcontrol.apiserver.k8s.io/v1beta1", "PriorityLevelConfiguration", 20, 26);
    served("flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema", 23, 29);
    served("flowcontrol.apiserver.k8s.io/v1beta2", "PriorityLevelConfiguration", 23, 29);
    served("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", 26, 32);
    served("flowcontrol.apiserver.k8s.io/v1beta3", "PriorityLevelConfiguration", 26, 32);
  }

  private KubernetesApis() {}

  private static void served(String apiVersion, String kinds, int since, int until) {
    for (String kind : kinds.split(" ")) {
      SERVED.add(new Served(apiVersion, kind, since, until));
    }
  }

  private static int since(String apiVersion, String kind) {
    return switch (apiVersion) {
      case "admissionregistration.k8s.io/v1" -> kind.contains("Policy") ? 30 : 16;
      case "apiextensions.k8s.io/v1" -> 16;
      case "autoscaling/v2" -> 23;
      case "batch/v1" -> kind.equals("CronJob") ? 21 : ALWAYS;
      case "certificates.k8s.io/v1", "events.k8s.io/v1" -> 19;
      case "discovery.k8s.io/v1", "policy/v1" -> 21;
      case "flowcontrol.apiserver.k8s.io/v1" -> 29;
      case "networking.k8s.io/v1" ->
          switch (kind) {
            case "NetworkPolicy" -> ALWAYS;
            case "Ingress", "IngressClass" -> 19;
            default -> 33;
          };
      case "node.k8s.io/v1" -> 20;
      case "resource.k8s.io/v1" -> 34;
      case "storage.k8s.io/v1" ->
          switch (kind) {
            case "CSIStorageCapacity" -> 24;
            case "VolumeAttributesClass" -> 34;
            default -> ALWAYS;
          };
      default -> ALWAYS;
    };
  }

  /** API versions, and API versions with a kind, that a version of Kubernetes serves. */
  public static Set<String> in(Optional<String> kubeVersion) {
    int minor = kubeVersion.map(KubernetesApis::minor).orElse(USUAL);
    Set<String> apis = new TreeSet<>();
    for (Served each : SERVED) {
      if (each.isIn(minor)) {
        apis.add(each.apiVersion());
        apis.add(each.apiVersion() + "/" + each.kind());
      }
    }
    return apis;
  }

  private static int minor(String kubeVersion) {
    Matcher matcher = MINOR.matcher(kubeVersion);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL;
  }

  /** Whether some version of Kubernetes serves or served an API by itself. */
  public static boolean isBuiltIn(String api) {
    return SERVED.stream()
        .anyMatch(
            each ->
                api.equals(each.apiVersion()) || api.equals(each.apiVersion() + "/" + each.kind()));
  }
}
