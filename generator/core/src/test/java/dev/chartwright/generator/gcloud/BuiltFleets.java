package dev.chartwright.generator.gcloud;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.MaintenanceWindow;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.ReleaseChannel;
import dev.chartwright.cloud.Taint;
import dev.chartwright.generator.check.FleetCheck;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.problem.Finding;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Bucket;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Runs;
import dev.chartwright.prover.SecretReference;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.function.UnaryOperator;

/** Fleets that say nearly everything that can be said about a cluster. */
final class BuiltFleets {
  private static final NodePool SYSTEM = NodePool.defaultPool();

  private BuiltFleets() {}

  /** In a network of its own, with Spot nodes and a pool that takes over from them. */
  static Infrastructure withEverything() {
    return valid(everything(UnaryOperator.identity(), UnaryOperator.identity()));
  }

  /** The same, changed in its cluster and in the pool of its workers, and perhaps not valid. */
  static ProverFleet everything(
      UnaryOperator<Gke.Builder> cluster, UnaryOperator<NodePool.Builder> pool) {
    NodePool workers =
        pool.apply(
                NodePool.named("highmem-pool")
                    .machine("c3d-highmem-180")
                    .nodes(0, 2)
                    .disk(DiskSize.gb(500))
                    .taint(Taint.noExecute("provers-only", "yes"))
                    .taint(Taint.noSchedule("highmem", "true"))
                    .label("tier", "prover")
                    .spotWithFallback())
            .build();
    return fleet(
        workers,
        cluster.apply(
            Gke.cluster("prover-01")
                .zone(ComputeApi.ZONE)
                .network(Network.named("prover-net").subnet("prover-subnet"))
                .authorizedNetworks("192.0.2.0/24", "198.51.100.7/32")
                .releaseChannel(ReleaseChannel.STABLE)
                .label("cost-centre", "zero")
                .maintenance(
                    new MaintenanceWindow(
                        List.of(DayOfWeek.SATURDAY), LocalTime.of(22, 30), Duration.ofHours(6)))
                .pools(SYSTEM, workers)));
  }

  /** In the network that every project has, in a region, with pools of other names. */
  static Infrastructure inTheDefaultNetwork() {
    NodePool system = NodePool.named("system").machine("e2-standard-8").nodes(1, 2).build();
    NodePool workers =
        NodePool.named("workers")
            .machine("c3d-highmem-180")
            .nodes(1, 2)
            .taint(Taint.noSchedule("highmem", "true"))
            .build();
    return valid(
        ProverFleet.named("small-prover")
            .broker(Broker.on(system))
            .leader(Leader.on(system))
            .workers(Workers.on(workers).autoscaling(Autoscaling.between(1, 2)))
            .gke(
                Gke.cluster("small-prover")
                    .region(ComputeApi.REGION, ComputeApi.ZONE)
                    .privateNodes(false)
                    .withoutNodeServiceAccount()
                    .withoutMaintenanceWindow()
                    .pools(system, workers))
            .build());
  }

  private static ProverFleet fleet(NodePool workers, Gke.Builder cluster) {
    return ProverFleet.named("zero-prover")
        .broker(Broker.on(SYSTEM))
        .leader(Leader.on(SYSTEM))
        .circuits(Circuits.recommended().storage(CircuitStorage.filestore(DiskSize.tib(1))))
        .workers(
            Workers.on(workers)
                .memory(Memory.gib(300))
                .cpu(Cpu.cores(44))
                .longestTask(Duration.ofHours(1))
                .autoscaling(Autoscaling.between(0, 8)))
        .runs(Runs.enabled().rpc(new SecretReference("ethereum-node", "url")))
        .publish(Bucket.gcs("fleet-proofs"))
        .gke(cluster)
        .build();
  }

  private static Infrastructure valid(ProverFleet fleet) {
    List<Finding> errors = FleetCheck.check(fleet).stream().filter(Finding::isError).toList();
    if (!errors.isEmpty()) {
      throw new IllegalStateException(errors.toString());
    }
    return Infrastructure.of(fleet);
  }
}
