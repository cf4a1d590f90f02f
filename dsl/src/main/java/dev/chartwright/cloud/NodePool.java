package dev.chartwright.cloud;

import dev.chartwright.units.DiskSize;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A group of equal nodes of a cluster, from which come the toleration and the node selector of the
 * pods on it, the flags that create it, and the number of workers that it can hold.
 *
 * @param name at most 40 characters; GKE labels each node with it
 * @param machineType the name of a machine type as written; {@link #machine()} looks it up
 * @param minNodes the fewest nodes of the whole pool
 * @param maxNodes the most nodes of the whole pool, not of one zone
 * @param disk the size of the boot disk of each node
 * @param diskType the kind of boot disk
 * @param taints what keeps other pods off
 * @param labels more node labels, in the order declared
 * @param spot whether the nodes may be reclaimed at 30 seconds' notice
 * @param onDemandFallback whether a twin of the pool, on demand, takes the pods when Spot nodes are
 *     not to be had
 * @param alternatives pools of other machines that take the pods when this machine is not to be
 *     had, in order of preference; each has no node at rest
 * @param spotFirst whether each machine is tried as Spot before any is taken on demand
 * @param maxSurge nodes that an upgrade may start on top
 * @param maxUnavailable nodes that an upgrade may take away at once
 */
public record NodePool(
    String name,
    String machineType,
    int minNodes,
    int maxNodes,
    DiskSize disk,
    DiskType diskType,
    List<Taint> taints,
    Map<String, String> labels,
    boolean spot,
    boolean onDemandFallback,
    List<NodePool> alternatives,
    boolean spotFirst,
    int maxSurge,
    int maxUnavailable) {
  /** The label that GKE puts on every node of a pool. */
  public static final String LABEL = "cloud.google.com/gke-nodepool";

  /** The label that a pool and its fallback share. */
  public static final String GROUP_LABEL = "chartwright.dev/pool";

  private static final String FALLBACK_SUFFIX = "-on-demand";
  private static final String SPOT_SUFFIX = "-spot";

  public NodePool {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(machineType, "machineType");
    Objects.requireNonNull(disk, "disk");
    Objects.requireNonNull(diskType, "diskType");
    taints = List.copyOf(taints);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    alternatives = List.copyOf(alternatives);
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /** {@code default-pool}: 1 to 3 nodes e2-standard-4 with 300 GB, for everything but workers. */
  public static NodePool defaultPool() {
    return named("default-pool").machine("e2-standard-4").nodes(1, 3).build();
  }

  /**
   * {@code highmem-pool}: 1 to 2 nodes c3d-highmem-180 with 300 GB and the taint {@code
   * highmem=true:NoSchedule}, for workers only.
   */
  public static NodePool highmemPool() {
    return named("highmem-pool")
        .machine("c3d-highmem-180")
        .nodes(1, 2)
        .taint(Taint.noSchedule("highmem", "true"))
        .build();
  }

  /** The machine of {@link #machineType()}, or nothing if no machine has that name. */
  public Optional<MachineType> machine() {
    return MachineType.find(machineType);
  }

  /** The capacity of one node for workloads; empty if its machine is unknown. */
  public Optional<NodeCapacity> capacity() {
    return machine().map(machine -> NodeCapacity.of(machine, disk));
  }

  /** The tolerations that a pod needs to run on these nodes, those of the fallbacks included. */
  public List<Toleration> tolerations() {
    return created().get(0).taints().stream().map(Taint::toleration).toList();
  }

  /** The label that leads a pod to these nodes and no others, those of the fallbacks included. */
  public Map<String, String> nodeSelector() {
    if (hasChoice()) {
      return Map.of(ComputeClass.KEY, name);
    }
    return onDemandFallback ? Map.of(GROUP_LABEL, name) : Map.of(LABEL, name);
  }

  /** True if a compute class chooses among several pools for the pods. */
  public boolean hasChoice() {
    return spotFirst || !alternatives.isEmpty();
  }

  /** The class that chooses among the pools of this declaration; nothing if it is one pool. */
  public Optional<ComputeClass> computeClass() {
    return hasChoice() ? Optional.of(new ComputeClass(name, created())) : Optional.empty();
  }

  /** This pool and its alternatives, one for each machine, in order of preference. */
  public List<NodePool> choices() {
    List<NodePool> choices = new ArrayList<>(List.of(this));
    choices.addAll(alternatives);
    return List.copyOf(choices);
  }

  /**
   * The pools that are created for this declaration, in order of preference. With {@link
   * Builder#spotFirst()} all Spot pools come before all others: a worker-hour on Spot costs a
   * quarter to two fifths of the price on demand, which is more than machines differ. The first
   * pool has the declared minimum of nodes, the others have none at rest.
   */
  public List<NodePool> created() {
    if (!hasChoice()) {
      return fallback().map(twin -> List.of(this, twin)).orElse(List.of(this));
    }
    List<NodePool> pools = new ArrayList<>();
    if (spotFirst) {
      choices()
          .forEach(pool -> pools.add(member(pool, pool.name + SPOT_SUFFIX, true, pools.isEmpty())));
    }
    choices().forEach(pool -> pools.add(member(pool, pool.name, pool.spot, pools.isEmpty())));
    return List.copyOf(pools);
  }

  /** A pool of the compute class of this declaration. */
  private NodePool member(NodePool pool, String called, boolean onSpot, boolean preferred) {
    List<Taint> allTaints = new ArrayList<>(taints);
    allTaints.add(Taint.noSchedule(ComputeClass.KEY, name));
    Map<String, String> allLabels = new LinkedHashMap<>(labels);
    allLabels.put(ComputeClass.KEY, name);
    return new NodePool(
        called,
        pool.machineType,
        preferred ? minNodes : 0,
        pool.maxNodes,
        pool.disk,
        pool.diskType,
        allTaints,
        allLabels,
        onSpot,
        false,
        List.of(),
        false,
        pool.maxSurge,
        pool.maxUnavailable);
  }

  /** The labels that each node is given; GKE adds its own. */
  public Map<String, String> nodeLabels() {
    if (!onDemandFallback) {
      return labels;
    }
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put(GROUP_LABEL, name);
    return Collections.unmodifiableMap(all);
  }

  /**
   * The twin on demand, {@code <name>-on-demand}: no node of it runs until Spot nodes are not to be
   * had. Nothing unless it is asked for.
   */
  public Optional<NodePool> fallback() {
    return onDemandFallback
        ? Optional.of(
            new NodePool(
                name + FALLBACK_SUFFIX,
                machineType,
                0,
                maxNodes,
                disk,
                diskType,
                taints,
                nodeLabels(),
                false,
                false,
                List.of(),
                false,
                maxSurge,
                maxUnavailable))
        : Optional.empty();
  }

  /** True if pods may run on Spot nodes of this declaration. */
  public boolean maySpot() {
    return spot || spotFirst;
  }

  /** True if a pod without tolerations is kept off. */
  public boolean isTainted() {
    return hasChoice() || taints.stream().anyMatch(Taint::repels);
  }

  /** Collects the settings of a pool; each has a default but the name and the machine. */
  public static final class Builder {
    /** From here on a machine costs so much that an upgrade should not start one more. */
    private static final int LARGE_MACHINE = 60;

    private final String name;
    private String machineType = "e2-standard-4";
    private int minNodes = 1;
    private int maxNodes = 1;
    private DiskSize disk = DiskSize.gb(300);
    private DiskType diskType;
    private final List<Taint> taints = new ArrayList<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private boolean spot;
    private boolean onDemandFallback;
    private final List<Alternative> alternatives = new ArrayList<>();
    private boolean spotFirst;
    private Integer maxSurge;
    private Integer maxUnavailable;

    private Builder(String name) {
      this.name = name;
    }

    /** The machine type, such as {@code c3d-highmem-180}. Default e2-standard-4. */
    public Builder machine(String machineType) {
      this.machineType = machineType;
      return this;
    }

    /** The fewest and the most nodes of the whole pool. Default 1 and 1. */
    public Builder nodes(int min, int max) {
      this.minNodes = min;
      this.maxNodes = max;
      return this;
    }

    /** The boot disk of each node. Default 300 GB. */
    public Builder disk(DiskSize disk) {
      this.disk = disk.orUsual(this.disk);
      return this;
    }

    /**
     * The kind of boot disk. Default: pd-balanced where the machine takes it, else what it takes.
     */
    public Builder diskType(DiskType diskType) {
      this.diskType = diskType;
      return this;
    }

    /** Keeps off all pods that do not tolerate it. Default none. */
    public Builder taint(Taint taint) {
      taints.add(taint);
      return this;
    }

    /** One more label on every node. Default none. */
    public Builder label(String key, String value) {
      labels.put(key, value);
      return this;
    }

    /** Cheaper nodes that may vanish at 30 seconds' notice. Default: not. */
    public Builder spot() {
      this.spot = true;
      return this;
    }

    /**
     * Spot nodes, and a second pool of the same machines on demand that takes over while there are
     * none. Default: not.
     */
    public Builder spotWithFallback() {
      this.onDemandFallback = true;
      return spot();
    }

    /**
     * Another machine for the pods while the zone has none of those named before. Default none.
     *
     * @see #orElse(String, int)
     */
    public Builder orElse(String machineType) {
      alternatives.add(new Alternative(machineType, Optional.empty()));
      return this;
    }

    /**
     * Another machine for the pods while the zone has none of those named before. It gets its own
     * pool, {@code <name>-<machine>}, with the disk, the taints and the labels of this one, and
     * with no node at rest. A compute class with the name of this pool chooses among them (GKE
     * 1.30.3 or newer). A pod that runs is never moved to a machine that is preferred.
     *
     * @param maxNodes the most nodes of that pool; default: as many as of this one
     */
    public Builder orElse(String machineType, int maxNodes) {
      alternatives.add(new Alternative(machineType, Optional.of(maxNodes)));
      return this;
    }

    /**
     * Tries each machine as Spot, in pools {@code <name>-spot} and {@code <name>-<machine>-spot},
     * before any is taken on demand. Default: not.
     */
    public Builder spotFirst() {
      this.spotFirst = true;
      return this;
    }

    /**
     * How an upgrade replaces nodes. Default: one more node first, but from 60 vCPUs on one node
     * fewer instead, because a machine of that size is dear and short of quota.
     */
    public Builder upgrade(int maxSurge, int maxUnavailable) {
      this.maxSurge = maxSurge;
      this.maxUnavailable = maxUnavailable;
      return this;
    }

    public NodePool build() {
      return pool(
          name,
          machineType,
          minNodes,
          maxNodes,
          alternatives.stream()
              .map(
                  other ->
                      pool(
                          name + "-" + other.machineType(),
                          other.machineType(),
                          0,
                          other.maxNodes().orElse(maxNodes),
                          List.of(),
                          false))
              .toList(),
          spotFirst);
    }

    private NodePool pool(
        String called, String type, int min, int max, List<NodePool> others, boolean tried) {
      Optional<MachineType> machine = MachineType.find(type);
      boolean large = machine.map(MachineType::vcpus).orElse(0) >= LARGE_MACHINE;
      return new NodePool(
          called,
          type,
          min,
          max,
          disk,
          diskType(type, machine),
          taints,
          labels,
          spot,
          onDemandFallback,
          others,
          tried,
          maxSurge != null ? maxSurge : large ? 0 : 1,
          maxUnavailable != null ? maxUnavailable : large ? 1 : 0);
    }

    /** The declared kind of disk; another machine that does not take it has its usual one. */
    private DiskType diskType(String type, Optional<MachineType> machine) {
      List<DiskType> taken = machine.map(MachineType::diskTypes).orElse(List.of());
      boolean declared = diskType != null && (type.equals(machineType) || taken.contains(diskType));
      return declared ? diskType : taken.isEmpty() ? DiskType.PD_BALANCED : taken.get(0);
    }

    /** Another machine, and how many nodes of it there may be. */
    private record Alternative(String machineType, Optional<Integer> maxNodes) {}
  }
}
