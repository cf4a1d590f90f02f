package dev.chartwright.generator.object;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Equal nodes that a chart's pods may run on. Immutable.
 *
 * @param name the name of the pool
 * @param labels what each node is labelled with
 * @param taints what keeps pods off
 * @param memoryBytes what pods may have of a node's memory
 * @param milliCpu what they may have of its processors
 */
public record DeclaredPool(
    String name, Map<String, String> labels, List<Taint> taints, long memoryBytes, long milliCpu) {
  public DeclaredPool {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a pool of nodes needs a name");
    }
    if (memoryBytes < 0 || milliCpu < 0) {
      throw new IllegalArgumentException("the nodes of " + name + " have less than nothing");
    }
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    taints = List.copyOf(taints);
  }

  /**
   * What keeps pods off that do not tolerate it.
   *
   * @param effect as Kubernetes writes it, such as {@code NoSchedule}
   */
  public record Taint(String key, String value, String effect) {
    public boolean repels() {
      return !effect.equals("PreferNoSchedule");
    }

    @Override
    public String toString() {
      return key + "=" + value + ":" + effect;
    }
  }
}
