package dev.chartwright.examples.prover;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.FleetSource;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.time.Duration;

/** A fleet that proves Ethereum blocks on two node pools, four workers on each large node. */
public final class ZeroProver implements FleetSource {
  @Override
  public ProverFleet fleet() {
    NodePool system =
        NodePool.named("default-pool")
            .machine("e2-standard-4")
            .nodes(1, 3)
            .disk(DiskSize.gb(300))
            .build();
    NodePool highmem =
        NodePool.named("highmem-pool")
            .machine("c3d-highmem-180")
            .nodes(0, 2)
            .disk(DiskSize.gb(300))
            .taint(Taint.noSchedule("highmem", "true"))
            .build();

    return ProverFleet.named("zero-prover")
        .version("0.1.0")
        .release(ProverRelease.V0_7)
        .image("ghcr.io/0xpolygonzero/zk_evm", "0.7.0")
        .broker(Broker.on(system).memory(Memory.gib(4)).storage(DiskSize.gib(20)))
        .leader(Leader.on(system).memory(Memory.gib(4)).storage(DiskSize.gib(100)))
        .circuits(Circuits.recommended().storage(CircuitStorage.filestore(DiskSize.tib(1))))
        .workers(
            Workers.on(highmem)
                .memory(Memory.gib(300))
                .cpu(Cpu.cores(44))
                .longestTask(Duration.ofHours(1))
                .autoscaling(Autoscaling.between(0, 8)))
        .gke(
            Gke.cluster("zero-prover-test-01")
                .zone("europe-west1-c")
                .network(Network.named("zero-prover"))
                .pools(system, highmem))
        .build();
  }
}
