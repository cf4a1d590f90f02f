package dev.chartwright.generator.plan;

import dev.chartwright.cloud.NodeCapacity;
import dev.chartwright.cloud.PodRequests;
import dev.chartwright.units.Memory;
import java.util.Objects;

/**
 * How sensitive the number of workers on a node is to what one of them requests. Immutable.
 *
 * @param group the group of workers
 * @param requests what each requests now
 * @param perNode how many fit an empty node
 * @param largest the most that each may request while that many fit
 * @param forOneMore the most that each may request so that one more fits
 */
public record Growth(
    String group, PodRequests requests, int perNode, PodRequests largest, PodRequests forOneMore) {
  public Growth {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(largest, "largest");
    Objects.requireNonNull(forOneMore, "forOneMore");
  }

  /** Of workers of which at least one fits. */
  static Growth of(String group, PodRequests requests, NodeCapacity node) {
    int perNode = node.fit(requests).pods();
    return new Growth(
        group, requests, perNode, node.largestOf(perNode), node.largestOf(perNode + 1));
  }

  /** The memory that each worker may request more while as many fit. */
  public Memory memoryToSpare() {
    return largest.memory().minus(requests.memory());
  }
}
