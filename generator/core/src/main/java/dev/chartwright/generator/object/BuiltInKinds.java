package dev.chartwright.generator.object;

import io.kubernetes.client.openapi.models.V1Pod;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of Kubernetes itself that a chart can hold: the model class of each. */
public final class BuiltInKinds {
  private static final String MODELS = V1Pod.class.getPackageName() + ".";

  /** API version and kind, to the simple name of the model class. */
  private static final Map<String, String> CLASSES = new HashMap<>();

  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "Namespace",
          "Node",
          "PersistentVolume",
          "ClusterRole",
          "ClusterRoleBinding",
          "StorageClass",
          "CSIDriver",
          "CSINode",
          "VolumeAttachment",
          "VolumeAttributesClass",
          "PriorityClass",
          "IngressClass",
          "IPAddress",
          "ServiceCIDR",
          "RuntimeClass",
          "CustomResourceDefinition",
          "APIService",
          "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
          "CertificateSigningRequest",
          "FlowSchema",
          "PriorityLevelConfiguration",
          "DeviceClass",
          "ResourceSlice");

  private static final Set<String> CUSTOM_CLUSTER_SCOPED =
      Set.of(
          "cert-manager.io/ClusterIssuer",
          "gateway.networking.k8s.io/GatewayClass",
          "keda.sh/ClusterTriggerAuthentication");

  static {
    kinds("v1", "V1", "ConfigMap Endpoints LimitRange Namespace Node PersistentVolume");
    kinds("v1", "V1", "PersistentVolumeClaim Pod PodTemplate ReplicationController");
    kinds("v1", "V1", "ResourceQuota Secret Service ServiceAccount");
    kinds("v1", "CoreV1", "Event");
    kinds("admissionregistration.k8s.io/v1", "V1", "MutatingWebhookConfiguration");
    kinds("admissionregistration.k8s.io/v1", "V1", "ValidatingWebhookConfiguration");
    kinds("admissionregistration.k8s.io/v1", "V1", "ValidatingAdmissionPolicy");
    kinds("admissionregistration.k8s.io/v1", "V1", "ValidatingAdmissionPolicyBinding");
    kinds("apiextensions.k8s.io/v1", "V1", "CustomResourceDefinition");
    kinds("apiregistration.k8s.io/v1", "V1", "APIService");
    kinds("apps/v1", "V1", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet");
    kinds("autoscaling/v1", "V1", "HorizontalPodAutoscaler");
    kinds("autoscaling/v2", "V2", "HorizontalPodAutoscaler");
    kinds("batch/v1", "V1", "CronJob Job");
    kinds("certificates.k8s.io/v1", "V1", "CertificateSigningRequest");
    kinds("coordination.k8s.io/v1", "V1", "Lease");
    kinds("discovery.k8s.io/v1", "V1", "EndpointSlice");
    kinds("events.k8s.io/v1", "EventsV1", "Event");
    kinds("flowcontrol.apiserver.k8s.io/v1", "V1", "FlowSchema PriorityLevelConfiguration");
    kinds("networking.k8s.io/v1", "V1", "Ingress IngressClass NetworkPolicy");
    kinds("networking.k8s.io/v1", "V1", "IPAddress ServiceCIDR");
    kinds("node.k8s.io/v1", "V1", "RuntimeClass");
    kinds("policy/v1", "V1", "PodDisruptionBudget");
    kinds("rbac.authorization.k8s.io/v1", "V1", "ClusterRole ClusterRoleBinding");
    kinds("rbac.authorization.k8s.io/v1", "V1", "Role RoleBinding");
    kinds("resource.k8s.io/v1", "V1", "DeviceClass ResourceSlice");
    kinds("resource.k8s.io/v1", "V1", "ResourceClaimTemplate");
    kinds("resource.k8s.io/v1", "ResourceV1", "ResourceClaim");
    kinds("scheduling.k8s.io/v1", "V1", "PriorityClass");
    kinds("storage.k8s.io/v1", "V1", "CSIDriver CSINode CSIStorageCapacity StorageClass");
    kinds("storage.k8s.io/v1", "V1", "VolumeAttachment VolumeAttributesClass");
  }

  private BuiltInKinds() {}

  private static void kinds(String apiVersion, String prefix, String kinds) {
    for (String kind : kinds.split(" ")) {
      CLASSES.put(apiVersion + "/" + kind, prefix + kind);
    }
  }

  /** The model class of an object, when Kubernetes itself has its kind. */
  public static Optional<Class<?>> model(RenderedObject object) {
    return Optional.ofNullable(CLASSES.get(object.type())).map(BuiltInKinds::load);
  }

  /** The API version that has an object's kind, when the object is of an old one. */
  public static Optional<String> elsewhere(RenderedObject object) {
    return CLASSES.keySet().stream()
        .filter(type -> type.endsWith("/" + object.kind()))
        .map(type -> type.substring(0, type.lastIndexOf('/')))
        .filter(apiVersion -> isOld(object, apiVersion))
        .max(Comparator.naturalOrder());
  }

  /** {@code extensions} was the group of what now has groups of its own. */
  private static boolean isOld(RenderedObject object, String apiVersion) {
    return apiVersion.startsWith(object.group() + "/")
        || (object.group().equals("extensions") && apiVersion.contains("/"));
  }

  /** API version and kind of everything that is known. */
  public static Set<String> types() {
    return CLASSES.keySet();
  }

  /** Whether an object has no namespace; of custom kinds, the best known are. */
  public static boolean isClusterScoped(RenderedObject object) {
    return (CLUSTER_SCOPED.contains(object.kind()) && CLASSES.containsKey(object.type()))
        || CUSTOM_CLUSTER_SCOPED.contains(object.group() + "/" + object.kind());
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(MODELS + name, false, V1Pod.class.getClassLoader());
    } catch (ClassNotFoundException absent) {
      throw new LinkageError("the Kubernetes model has no class " + name, absent);
    }
  }
}
