package dev.chartwright.generator.capacity;

import dev.chartwright.cloud.Fit;
import dev.chartwright.cloud.NodeCapacity;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.PodRequests;
import dev.chartwright.cloud.Prices;
import dev.chartwright.generator.capacity.Tenant.Role;
import dev.chartwright.generator.infrastructure.Volume;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where every pod of a fleet runs, how many nodes that takes, and what it costs. The model's check
 * and the plan both read it here, so that they cannot disagree. Immutable.
 *
 * @param pools the pools of the cluster whose machines are known, fallbacks aside
 * @param choices the pools among whose machines a compute class chooses
 * @param volumes what is claimed beside the boot disks
 * @param preferred on the machines that are preferred
 * @param best on the machines on which a worker costs least
 * @param worst on the machines on which a worker costs most, or whose price is not known
 */
public record FleetCapacity(
    List<PoolLoad> pools,
    List<Choice> choices,
    List<Volume> volumes,
    Assignment preferred,
    Assignment best,
    Assignment worst) {
  /** What a pod of KEDA requests, by its chart. */
  private static final PodRequests KEDA =
      new PodRequests(Memory.mib(100), Cpu.millis(100), DiskSize.gib(0));

  /** KEDA's operator, its metrics server and its webhooks. */
  private static final int KEDA_PODS = 3;

  /** What RabbitMQ's operator requests, by its manifest. */
  private static final PodRequests RABBITMQ_OPERATOR =
      new PodRequests(Memory.mib(500), Cpu.millis(200), DiskSize.gib(0));

  public FleetCapacity {
    pools = List.copyOf(pools);
    choices = List.copyOf(choices);
    volumes = List.copyOf(volumes);
    Objects.requireNonNull(preferred, "preferred");
    Objects.requireNonNull(best, "best");
    Objects.requireNonNull(worst, "worst");
  }

  /**
   * Of any fleet, also one that does not pass its check; pools of unknown machines are left out.
   */
  public static FleetCapacity of(ProverFleet fleet) {
    return of(fleet, Integer.MAX_VALUE);
  }

  /** The same with at most this many workers of each group. */
  public static FleetCapacity of(ProverFleet fleet, int workers) {
    Map<String, Occupied> pools = new LinkedHashMap<>();
    fleet.gke().pools().forEach(pool -> pools.put(pool.name(), new Occupied(pool)));
    Broker broker = fleet.broker();
    on(broker.pool(), pools)
        .add(broker.name(), Role.BROKER, broker.requests(), broker.replicas(), broker.replicas());
    Leader leader = fleet.leader();
    on(leader.pool(), pools).add(leader.name(), Role.LEADER, leader.requests(), 1, 1);
    for (Workers group : fleet.workers()) {
      on(group.pool(), pools)
          .add(
              group.name(),
              Role.WORKER,
              group.requests(),
              Math.min(workers, group.least()),
              Math.min(workers, group.most()));
    }
    operators(fleet, pools);
    List<PoolLoad> loads =
        pools.values().stream().map(Occupied::load).flatMap(Optional::stream).toList();
    Prices prices = fleet.gke().prices();
    List<Choice> choices =
        pools.values().stream()
            .filter(occupied -> occupied.pool.hasChoice())
            .map(occupied -> occupied.choice(prices))
            .filter(choice -> !choice.options().isEmpty())
            .toList();
    List<Volume> volumes = Volume.of(fleet);
    Function<Function<Choice, Choice.Option>, Assignment> assignment =
        choose -> Assignment.of(loads, choices, choose, volumes, prices);
    return new FleetCapacity(
        loads,
        choices,
        volumes,
        assignment.apply(Choice::preferred),
        assignment.apply(Choice::best),
        assignment.apply(Choice::worst));
  }

  /** What it costs on the machines that are preferred. */
  public Bill bill() {
    return preferred.bill();
  }

  /**
   * The price of one worker for an hour in US dollars: its part of a node full of workers that are
   * preferred, with the boot disk. Of several groups the average, by their maximum of workers.
   * Empty if a price is not known or no worker fits.
   */
  public Optional<BigDecimal> workerHour() {
    return preferred.workerHour();
  }

  /** The pool of this name, if its machine is known. */
  public Optional<PoolLoad> pool(String name) {
    return pools.stream().filter(load -> load.pool().name().equals(name)).findFirst();
  }

  /**
   * The pool as the workload declares it. A different declaration in the cluster is reported
   * elsewhere.
   */
  private static Occupied on(NodePool pool, Map<String, Occupied> pools) {
    Occupied occupied = pools.computeIfAbsent(pool.name(), none -> new Occupied(pool));
    occupied.pool = pool;
    return occupied;
  }

  /** They tolerate no taint and choose no node; a pool that always has one is taken for theirs. */
  private static void operators(ProverFleet fleet, Map<String, Occupied> pools) {
    pools.values().stream()
        .filter(occupied -> !occupied.pool.isTainted() && occupied.pool.minNodes() > 0)
        .findFirst()
        .ifPresent(
            occupied -> {
              occupied.add("RabbitMQ operator", Role.OPERATOR, RABBITMQ_OPERATOR, 1, 1);
              if (fleet.workers().stream().anyMatch(w -> w.autoscaling().isPresent())) {
                occupied.add("KEDA", Role.OPERATOR, KEDA, KEDA_PODS, KEDA_PODS);
              }
            });
  }

  /** A pool while its pods are collected. */
  private static final class Occupied {
    private NodePool pool;
    private final List<Tenant> tenants = new ArrayList<>();

    Occupied(NodePool pool) {
      this.pool = pool;
    }

    void add(String name, Role role, PodRequests requests, int least, int most) {
      Fit fit =
          pool.capacity()
              .map(node -> node.fit(requests))
              .orElse(new Fit(0, 0, 0, NodeCapacity.MOST_PODS));
      tenants.add(new Tenant(name, role, requests, Math.max(0, least), Math.max(0, most), fit, 0));
    }

    Optional<PoolLoad> load() {
      return load(pool);
    }

    /** What it takes on the nodes of another pool. */
    private Optional<PoolLoad> load(NodePool other) {
      return other
          .machine()
          .map(
              machine -> {
                NodeCapacity node = NodeCapacity.of(machine, other.disk());
                return PoolLoad.of(
                    other,
                    machine,
                    tenants.stream().map(each -> each.on(node.fit(each.requests()))).toList());
              });
    }

    Choice choice(Prices prices) {
      return new Choice(
          pool,
          pool.created().stream()
              .flatMap(created -> load(created).stream())
              .map(load -> Choice.Option.of(load, prices))
              .toList());
    }
  }
}
