package dev.chartwright.cloud;

import java.util.List;
import java.util.Objects;

/**
 * Node pools in order of preference. GKE starts a node of the first pool that it can get one for.
 * It is an object of the cluster, not of a release: its name is on the nodes, which several
 * releases share. Pods choose it by {@link #KEY} alone, and GKE 1.30.3 or newer is needed.
 *
 * @param name the name of the declared pool, which is unique in the cluster
 * @param pools the most preferred pool first
 */
public record ComputeClass(String name, List<NodePool> pools) {
  /** The key of the label and of the taint that all nodes of a class carry, with its name. */
  public static final String KEY = "cloud.google.com/compute-class";

  public ComputeClass {
    Objects.requireNonNull(name, "name");
    pools = List.copyOf(pools);
  }
}
