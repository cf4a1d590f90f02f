package dev.chartwright.workload;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A right at the API server: verbs on resources of one API group. Immutable.
 *
 * @param group empty for the core group
 * @param names the only objects for which it holds; empty for all
 * @param isClusterWide whether it holds in all namespaces, and outside of them
 */
public record Access(
    String group,
    List<String> resources,
    List<String> verbs,
    List<String> names,
    boolean isClusterWide) {
  /** Resources that belong to no namespace. */
  private static final Set<String> OF_THE_CLUSTER =
      Set.of(
          "certificatesigningrequests",
          "clusterrolebindings",
          "clusterroles",
          "csidrivers",
          "csinodes",
          "customresourcedefinitions",
          "ingressclasses",
          "mutatingwebhookconfigurations",
          "namespaces",
          "nodes",
          "persistentvolumes",
          "priorityclasses",
          "runtimeclasses",
          "storageclasses",
          "validatingwebhookconfigurations",
          "volumeattachments");

  public Access {
    Objects.requireNonNull(group, "group");
    resources = List.copyOf(resources);
    verbs = List.copyOf(verbs);
    names = List.copyOf(names);
  }

  /**
   * The right to read objects: get, list and watch.
   *
   * @param group empty for the core group
   */
  public static Access read(String group, String... resources) {
    return new Access(group, List.of(resources), List.of("get", "list", "watch"), List.of(), false);
  }

  /** The right to read and change objects, but not to delete collections of them. */
  public static Access write(String group, String... resources) {
    return new Access(
        group,
        List.of(resources),
        List.of("get", "list", "watch", "create", "update", "patch", "delete"),
        List.of(),
        false);
  }

  /** The same for other verbs. */
  public Access verbs(String... only) {
    return new Access(group, resources, List.of(only), names, isClusterWide);
  }

  /** The same for the objects of these names only. */
  public Access names(String... only) {
    return new Access(group, resources, verbs, List.of(only), isClusterWide);
  }

  /** The same in all namespaces, by a ClusterRole, and for resources that belong to none. */
  public Access clusterWide() {
    return new Access(group, resources, verbs, names, true);
  }

  /** A resource that a Role cannot grant rights on. */
  Optional<String> outOfReach() {
    return isClusterWide
        ? Optional.empty()
        : resources.stream().filter(OF_THE_CLUSTER::contains).findFirst();
  }

  PolicyRule rule() {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(verbs)
        .withResourceNames(names)
        .build();
  }
}
