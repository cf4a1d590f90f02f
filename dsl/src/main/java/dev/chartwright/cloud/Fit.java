package dev.chartwright.cloud;

import java.util.List;
import java.util.stream.Stream;

/**
 * How many equal pods fit a node, by each of its resources.
 *
 * @param byMemory as many as the memory allows
 * @param byCpu as many as the processor time allows
 * @param byStorage as many as the boot disk allows
 * @param byPods as many as the kubelet runs at all
 */
public record Fit(long byMemory, long byCpu, long byStorage, long byPods) {
  /** The number of pods that fit. */
  public int pods() {
    return (int) Math.min(podsOnLargeDisk(), byStorage);
  }

  /** The number of pods that would fit if the boot disk were large enough. */
  public int podsOnLargeDisk() {
    return (int) Math.min(byPods, Math.min(byMemory, byCpu));
  }

  /** The resource that keeps one more pod off; the first of {@link #bindings()}. */
  public NodeResource binding() {
    return bindings().get(0);
  }

  /** All resources that keep one more pod off, in the order of the enumeration. */
  public List<NodeResource> bindings() {
    int pods = pods();
    return Stream.of(NodeResource.values()).filter(resource -> by(resource) == pods).toList();
  }

  private long by(NodeResource resource) {
    return switch (resource) {
      case MEMORY -> byMemory;
      case CPU -> byCpu;
      case STORAGE -> byStorage;
      case PODS -> byPods;
    };
  }
}
