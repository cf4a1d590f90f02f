package dev.chartwright.generator.capacity;

import dev.chartwright.cloud.MachineType;
import dev.chartwright.cloud.NodeCapacity;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.PodRequests;
import dev.chartwright.generator.capacity.Tenant.Role;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A pool, what runs on it, and how many nodes that takes. Immutable.
 *
 * @param pool the pool
 * @param machine its machine
 * @param node what a node of it has for workloads
 * @param tenants what runs on it, in the order declared
 * @param nodesAtMin nodes while the fleet rests, within the limits of the pool
 * @param nodesAtMax nodes at the fleet's maximum, within the limits of the pool
 * @param nodesNeeded nodes that the maximum would take if the pool had no limit
 */
public record PoolLoad(
    NodePool pool,
    MachineType machine,
    NodeCapacity node,
    List<Tenant> tenants,
    long nodesAtMin,
    long nodesAtMax,
    long nodesNeeded) {
  public PoolLoad {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(node, "node");
    tenants = List.copyOf(tenants);
  }

  /** Packs pods on a pool; those that are not workers come first, then the large before small. */
  static PoolLoad of(NodePool pool, MachineType machine, List<Tenant> tenants) {
    NodeCapacity node = NodeCapacity.of(machine, pool.disk());
    List<Integer> order = new ArrayList<>();
    for (int index = 0; index < tenants.size(); index++) {
      order.add(index);
    }
    order.sort(
        Comparator.<Integer>comparingInt(index -> tenants.get(index).role() == Role.WORKER ? 1 : 0)
            .thenComparing(
                index -> share(tenants.get(index).requests(), node), Comparator.reverseOrder()));
    long limit = Math.max(0, pool.maxNodes());
    PodRequests smallest = smallest(tenants);
    Packing atMin = new Packing(node, limit, smallest);
    Packing atMax = new Packing(node, limit, smallest);
    Packing unlimited = new Packing(node, Long.MAX_VALUE, smallest);
    List<Tenant> placed = new ArrayList<>(tenants);
    for (int index : order) {
      Tenant tenant = tenants.get(index);
      atMin.place(tenant.requests(), tenant.least());
      placed.set(index, tenant.placed(atMax.place(tenant.requests(), tenant.most())));
      unlimited.place(tenant.requests(), tenant.most());
    }
    return new PoolLoad(
        pool,
        machine,
        node,
        placed,
        Math.max(pool.minNodes(), atMin.used()),
        Math.max(pool.minNodes(), atMax.used()),
        unlimited.used());
  }

  /** The groups of workers on it. */
  public List<Tenant> workers() {
    return tenants.stream().filter(tenant -> tenant.role() == Role.WORKER).toList();
  }

  /** True if it carries workers and nothing that must not be lost. */
  public boolean isForWorkersOnly() {
    return !tenants.isEmpty() && tenants.stream().allMatch(t -> t.role() == Role.WORKER);
  }

  /** True if everything that fits a node at all has a place at the maximum. */
  public boolean suffices() {
    return tenants.stream().allMatch(tenant -> tenant.neverFits() || tenant.pending() == 0);
  }

  /** The least that any of them requests of each resource; nothing if there are none. */
  private static PodRequests smallest(List<Tenant> tenants) {
    return tenants.stream()
        .map(Tenant::requests)
        .reduce(
            (one, other) ->
                new PodRequests(
                    least(one.memory(), other.memory()),
                    least(one.cpu(), other.cpu()),
                    least(one.storage(), other.storage())))
        .orElse(new PodRequests(Memory.mib(0), Cpu.millis(0), DiskSize.gib(0)));
  }

  private static <T extends Comparable<T>> T least(T one, T other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** The part of a node that a pod takes of what it takes most of. */
  private static double share(PodRequests requests, NodeCapacity node) {
    return Math.max(
        (double) requests.memory().bytes() / Math.max(1, node.memory().bytes()),
        (double) requests.cpu().millis() / Math.max(1, node.cpu().millis()));
  }
}
