package dev.chartwright.generator.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of node labels and taints that have an owner. GKE creates no pool with a label of
 * Kubernetes ("Applying kubernetes label is not allowed") or of its own ("managed by GKE or
 * Kubernetes and must not be manually specified").
 */
final class ReservedKeys {
  /** Keys of labels of the cluster that begin like this belong to Google Cloud. */
  static final String CLUSTER_PREFIX = "goog-";

  private static final String KUBERNETES = "Kubernetes";
  private static final String GKE = "GKE";
  private static final String FLEET = "the fleet itself";

  private static final List<String> OF_KUBERNETES = List.of("kubernetes.io", "k8s.io");
  private static final List<String> OF_GKE = List.of("cloud.google.com", "gke.io");
  private static final List<String> OF_FLEET = List.of("chartwright.dev");

  /** Domains of Kubernetes from which a kubelet may give labels to its own node. */
  private static final List<String> FREE = List.of("node.kubernetes.io", "kubelet.kubernetes.io");

  /** Labels in these domains that every node of GKE has. */
  private static final Set<String> SET = Set.of("node.kubernetes.io/instance-type");

  private ReservedKeys() {}

  /** Who sets labels of this key on nodes; nothing if anybody may. */
  static Optional<String> ownerOfLabel(String key) {
    String domain = domain(key);
    if (isIn(domain, OF_KUBERNETES)) {
      return isIn(domain, FREE) && !SET.contains(key) ? Optional.empty() : Optional.of(KUBERNETES);
    }
    if (isIn(domain, OF_GKE)) {
      return Optional.of(GKE);
    }
    return isIn(domain, OF_FLEET) ? Optional.of(FLEET) : Optional.empty();
  }

  /**
   * Who sets taints of this key on nodes; nothing if anybody may. Those of GKE are for its users:
   * they keep Spot nodes, classes of machines and its own pods apart.
   */
  static Optional<String> ownerOfTaint(String key) {
    return isIn(domain(key), OF_KUBERNETES) ? Optional.of(KUBERNETES) : Optional.empty();
  }

  private static String domain(String key) {
    return key.contains("/") ? key.substring(0, key.indexOf('/')) : "";
  }

  private static boolean isIn(String domain, List<String> parents) {
    return parents.stream()
        .anyMatch(parent -> domain.equals(parent) || domain.endsWith("." + parent));
  }
}
