package dev.chartwright.generator.rule.hook;

import dev.chartwright.generator.object.RenderedObject;
import java.util.List;

/**
 * The order in which Helm makes the hooks of one phase: by weight, then by name. Hooks of one
 * weight and name keep the order of their kinds, in which Helm sorts all objects first.
 */
final class HookOrder {
  /** As in Helm's {@code InstallOrder}; all other kinds follow. */
  private static final List<String> KINDS =
      List.of(
          "PriorityClass",
          "Namespace",
          "NetworkPolicy",
          "ResourceQuota",
          "LimitRange",
          "PodSecurityPolicy",
          "PodDisruptionBudget",
          "ServiceAccount",
          "Secret",
          "SecretList",
          "ConfigMap",
          "StorageClass",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleList",
          "ClusterRoleBinding",
          "ClusterRoleBindingList",
          "Role",
          "RoleList",
          "RoleBinding",
          "RoleBindingList",
          "Service",
          "DaemonSet",
          "Pod",
          "ReplicationController",
          "ReplicaSet",
          "Deployment",
          "HorizontalPodAutoscaler",
          "StatefulSet",
          "Job",
          "CronJob",
          "IngressClass",
          "Ingress",
          "APIService");

  private HookOrder() {}

  /** Whether one hook of a phase is made before another one, or is the same. */
  static boolean isBefore(RenderedObject one, Hook hook, RenderedObject other, Hook otherHook) {
    if (hook.weight() != otherHook.weight()) {
      return hook.weight() < otherHook.weight();
    }
    int names = one.name().compareTo(other.name());
    return names == 0 ? rank(one) <= rank(other) : names < 0;
  }

  private static int rank(RenderedObject object) {
    int rank = KINDS.indexOf(object.kind());
    return rank < 0 ? KINDS.size() : rank;
  }
}
