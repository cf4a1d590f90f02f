package dev.chartwright.generator.infrastructure;

import dev.chartwright.cloud.ComputeClass;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.yaml.YamlPrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code compute-classes.yaml}: the order in which GKE tries the pools of a cluster, for kubectl.
 * The classes belong to the cluster like its pools, so neither a chart nor a release has them.
 */
public final class ComputeClassFile {
  /** The name of the file, beside scripts and beside Terraform. */
  public static final String NAME = "compute-classes.yaml";

  private static final String HEAD =
      """
      # The order in which GKE tries the node pools (GKE 1.30.3 or newer). These objects belong to the cluster: all
      # releases share them, and they go with the cluster.
      """;

  private ComputeClassFile() {}

  /** The documents of all classes; empty if each declared pool is one pool. */
  public static String of(List<ComputeClass> classes) {
    return classes.isEmpty()
        ? ""
        : classes.stream()
            .map(each -> YamlPrinter.print(tree(each)))
            .collect(Collectors.joining("---\n", HEAD, ""));
  }

  /**
   * Pods that run stay where they are: a move to a preferred node would cost the proof that they
   * work on. Without a node of any pool the pods wait.
   */
  private static Map<String, Object> tree(ComputeClass each) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(
        "priorities",
        each.pools().stream().map(NodePool::name).map(ComputeClassFile::priority).toList());
    spec.put("whenUnsatisfiable", "DoNotScaleUp");
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "cloud.google.com/v1");
    tree.put("kind", "ComputeClass");
    tree.put("metadata", Map.of("name", each.name()));
    tree.put("spec", spec);
    return tree;
  }

  private static Map<String, Object> priority(String pool) {
    return Map.of("nodepools", List.of(pool));
  }
}
