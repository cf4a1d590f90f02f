package it;

import dev.chartwright.cloud.Gke;
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

/** Three mistakes: a tag that moves, an even number of brokers, fewer workers at most than at least. */
public final class Fleet implements FleetSource {
  @Override
  public ProverFleet fleet() {
    NodePool system =
        NodePool.named("default-pool").machine("e2-standard-4").nodes(1, 3).disk(DiskSize.gb(300)).build();
    NodePool highmem =
        NodePool.named("highmem-pool")
            .machine("c3d-highmem-180")
            .nodes(1, 2)
            .disk(DiskSize.gb(300))
            .taint(Taint.noSchedule("highmem", "true"))
            .build();
    return ProverFleet.named("my-fleet")
        .version("0.1.0")
        .release(ProverRelease.V0_7)
        .image("ghcr.io/0xpolygonzero/zk_evm", "latest")
        .broker(Broker.on(system).replicas(2).memory(Memory.gib(4)).storage(DiskSize.gib(20)))
        .leader(Leader.on(system).memory(Memory.gib(4)).storage(DiskSize.gib(100)))
        .circuits(Circuits.recommended().storage(CircuitStorage.shared("standard-rwx", DiskSize.tib(1))))
        .workers(
            Workers.on(highmem)
                .memory(Memory.gib(300))
                .cpu(Cpu.cores(44))
                .longestTask(Duration.ofHours(1))
                .autoscaling(Autoscaling.between(8, 1)))
        .gke(Gke.cluster("my-fleet").zone("europe-west1-c").pools(system, highmem))
        .build();
  }
}
