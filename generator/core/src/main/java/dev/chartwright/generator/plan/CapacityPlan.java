package dev.chartwright.generator.plan;

import dev.chartwright.cloud.Gke;
import dev.chartwright.generator.capacity.Bill;
import dev.chartwright.generator.capacity.FleetCapacity;
import dev.chartwright.generator.capacity.PoolLoad;
import dev.chartwright.generator.capacity.ProofCost;
import dev.chartwright.generator.capacity.Tenant;
import dev.chartwright.generator.infrastructure.Volume;
import dev.chartwright.prover.CircuitStorage.PodVolume;
import dev.chartwright.prover.Circuits.Persistence;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a fleet needs and what it costs: nodes, workers on them, storage, money, time. It is
 * computed as the model's check does, from the same figures. Immutable.
 *
 * @param fleet the name of the fleet
 * @param gke its cluster, with the prices
 * @param capacity pools, volumes and bill
 * @param circuitSizes of how many sizes of tables the fleet makes circuits
 * @param growth how sensitive the number on a node is, for each group of which one fits
 * @param scaleUps how long more workers take, for each group that is autoscaled
 * @param drains what the drain of a node means for leader and workers
 * @param proofs what a proof costs; nothing if the time of one is not declared
 * @param obstacles what never runs; nothing for a fleet that passed its check
 */
public record CapacityPlan(
    String fleet,
    Gke gke,
    FleetCapacity capacity,
    int circuitSizes,
    List<Growth> growth,
    List<ScaleUp> scaleUps,
    List<Drain> drains,
    List<ProofCost> proofs,
    List<Obstacle> obstacles) {
  public CapacityPlan {
    Objects.requireNonNull(fleet, "fleet");
    Objects.requireNonNull(gke, "gke");
    Objects.requireNonNull(capacity, "capacity");
    growth = List.copyOf(growth);
    scaleUps = List.copyOf(scaleUps);
    drains = List.copyOf(drains);
    proofs = List.copyOf(proofs);
    obstacles = List.copyOf(obstacles);
  }

  /** The plan of any fleet, also of one whose check tells why parts of it cannot run. */
  public static CapacityPlan of(ProverFleet fleet) {
    FleetCapacity capacity = FleetCapacity.of(fleet);
    ScaleUp.Circuits circuits =
        fleet.circuits().persistence() == Persistence.NONE
                || fleet.circuits().storage() instanceof PodVolume
            ? ScaleUp.Circuits.MADE
            : ScaleUp.Circuits.LOADED;
    List<Growth> growth = new ArrayList<>();
    List<ScaleUp> scaleUps = new ArrayList<>();
    for (Workers group : fleet.workers()) {
      group
          .pool()
          .capacity()
          .filter(node -> node.fit(group.requests()).pods() > 0)
          .ifPresent(node -> growth.add(Growth.of(group.name(), group.requests(), node)));
      group
          .autoscaling()
          .ifPresent(
              scaling ->
                  scaleUps.add(
                      ScaleUp.of(
                          group.name(),
                          scaling,
                          circuits,
                          group.pool().spot() && !group.pool().onDemandFallback(),
                          fleet.runs().isEnabled())));
    }
    List<Obstacle> obstacles = new ArrayList<>();
    for (PoolLoad load : capacity.pools()) {
      for (Tenant tenant : load.tenants()) {
        if (tenant.pending() > 0) {
          obstacles.add(Obstacle.of(load, tenant));
        }
      }
    }
    int sizes =
        fleet.circuits().ranges(fleet.release()).values().stream()
            .mapToInt(range -> range.to() - range.from())
            .sum();
    return new CapacityPlan(
        fleet.name(),
        fleet.gke(),
        capacity,
        sizes,
        growth,
        scaleUps,
        Drain.of(fleet),
        ProofCost.of(fleet),
        obstacles);
  }

  /** The pools with what runs on them, those of unknown machines left out. */
  public List<PoolLoad> pools() {
    return capacity.pools();
  }

  /** What is claimed beside the boot disks. */
  public List<Volume> volumes() {
    return capacity.volumes();
  }

  /** What it costs. */
  public Bill bill() {
    return capacity.bill();
  }

  /** The most workers that run at once, of all groups. */
  public long mostWorkers() {
    return workers().mapToLong(Tenant::placed).sum();
  }

  /** The workers that are declared at most, of all groups. */
  public long declaredWorkers() {
    return workers().mapToLong(Tenant::most).sum();
  }

  private Stream<Tenant> workers() {
    return pools().stream().flatMap(load -> load.workers().stream());
  }
}
