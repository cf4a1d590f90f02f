package dev.chartwright.generator.plan;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;

/** Fleets that the tests plan. */
public final class PlannedFleets {
  private PlannedFleets() {}

  /** Regional, Spot with a fallback, heavy and light workers on one pool, a volume a worker. */
  public static ProverFleet mainnet() {
    NodePool system =
        NodePool.named("system")
            .machine("n2-standard-8")
            .nodes(2, 4)
            .disk(DiskSize.gb(100))
            .build();
    NodePool proving =
        NodePool.named("proving")
            .machine("c3d-highmem-360")
            .nodes(1, 6)
            .disk(DiskSize.gb(500))
            .taint(Taint.noSchedule("proving", "true"))
            .spotWithFallback()
            .build();
    return ProverFleet.named("mainnet")
        .broker(Broker.on(system).replicas(3).memory(Memory.gib(8)))
        .leader(Leader.on(system).memory(Memory.gib(8)).storage(DiskSize.gib(500), "premium-rwo"))
        .circuits(Circuits.recommended().storage(CircuitStorage.perPod(DiskSize.gib(200))))
        .workers(
            Workers.on(proving)
                .named("heavy")
                .routing(Routing.HEAVY)
                .memory(Memory.gib(680))
                .cpu(Cpu.cores(80))
                .autoscaling(Autoscaling.between(0, 22)))
        .workers(
            Workers.on(proving)
                .named("light")
                .routing(Routing.LIGHT)
                .memory(Memory.gib(120))
                .cpu(Cpu.cores(16))
                .replicas(6))
        .gke(
            Gke.cluster("mainnet")
                .region("europe-west1", "europe-west1-c")
                .pools(system, proving)
                .monthlyBudget(60_000))
        .build();
  }
}
