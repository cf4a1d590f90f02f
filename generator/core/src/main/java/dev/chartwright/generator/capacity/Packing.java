package dev.chartwright.generator.capacity;

import dev.chartwright.cloud.NodeCapacity;
import dev.chartwright.cloud.PodRequests;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts pods on the first node that has room for them. Nodes in the same state are counted, not
 * listed, so that a thousand workers take no longer than one. One thread uses it, and once.
 */
final class Packing {
  private final NodeCapacity empty;
  private final long limit;
  private final PodRequests smallest;
  private List<Alike> nodes = new ArrayList<>();
  private long used;

  /**
   * On at most this many of these nodes.
   *
   * @param smallest the least that any pod requests; a node without room for it is full
   */
  Packing(NodeCapacity empty, long limit, PodRequests smallest) {
    this.empty = empty;
    this.limit = limit;
    this.smallest = smallest;
  }

  /** Places pods and returns how many of them found room. */
  long place(PodRequests requests, long count) {
    List<Alike> after = new ArrayList<>();
    long left = count;
    for (Alike alike : nodes) {
      left = fill(alike.node(), alike.count(), requests, left, after);
    }
    long fresh = nodesFor(left, requests);
    left = fill(empty, fresh, requests, left, after);
    used += fresh;
    nodes = after;
    return count - left;
  }

  /** How many nodes have a pod. */
  long used() {
    return used;
  }

  private long nodesFor(long pods, PodRequests requests) {
    int each = empty.fit(requests).pods();
    return each == 0 ? 0 : Math.min(limit - used, (pods + each - 1) / each);
  }

  /** Fills equal nodes one after the other, and returns how many pods are left. */
  private long fill(
      NodeCapacity node, long nodes, PodRequests requests, long pods, List<Alike> after) {
    int each = node.fit(requests).pods();
    if (nodes == 0) {
      return pods;
    }
    long full = each == 0 ? 0 : Math.min(nodes, pods / each);
    if (full > 0) {
      add(node.beside(each, requests), full, after);
    }
    long left = pods - full * each;
    long untouched = nodes - full;
    if (each > 0 && left > 0 && untouched > 0) {
      add(node.beside((int) left, requests), 1, after);
      untouched--;
      left = 0;
    }
    if (untouched > 0) {
      add(node, untouched, after);
    }
    return left;
  }

  private void add(NodeCapacity node, long count, List<Alike> nodes) {
    if (node.fit(smallest).pods() == 0) {
      return;
    }
    int last = nodes.size() - 1;
    if (last >= 0 && nodes.get(last).node().equals(node)) {
      nodes.set(last, new Alike(node, nodes.get(last).count() + count));
    } else {
      nodes.add(new Alike(node, count));
    }
  }

  /**
   * Nodes in the same state.
   *
   * @param node what each has left
   * @param count how many there are
   */
  private record Alike(NodeCapacity node, long count) {}
}
