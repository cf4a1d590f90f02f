package dev.chartwright.benchmark;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.examples.prover.ZeroProver;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The fleet of the example, but with as many groups of workers as one likes. */
final class GrownFleet {
  private GrownFleet() {}

  /** A valid fleet: the pool has one node for each group. */
  static ProverFleet of(int groups) {
    ProverFleet fleet = new ZeroProver().fleet();
    NodePool system = fleet.broker().pool();
    NodePool highmem =
        NodePool.named("highmem-pool")
            .machine("c3d-highmem-180")
            .nodes(1, groups)
            .taint(Taint.noSchedule("highmem", "true"))
            .build();
    ProverFleet.Builder grown =
        ProverFleet.named(fleet.name())
            .version(fleet.version())
            .release(fleet.release())
            .image(fleet.image())
            .broker(fleet.broker())
            .leader(fleet.leader())
            .circuits(fleet.circuits())
            .gke(Gke.cluster(fleet.gke().cluster()).zone("europe-west1-c").pools(system, highmem));
    for (int group = 1; group <= groups; group++) {
      grown.workers(
          Workers.on(highmem)
              .named("worker-" + group)
              .longestTask(Duration.ofHours(1))
              .autoscaling(Autoscaling.between(1, 4)));
    }
    return grown.build();
  }

  /** A valid fleet in which each group of workers has a pool of its own. */
  static ProverFleet onPools(int groups) {
    ProverFleet fleet = new ZeroProver().fleet();
    List<NodePool> pools = new ArrayList<>(List.of(fleet.broker().pool()));
    ProverFleet.Builder grown = ProverFleet.named(fleet.name());
    for (int group = 1; group <= groups; group++) {
      NodePool pool =
          NodePool.named("pool-" + group)
              .machine("c3d-highmem-180")
              .nodes(1, 1)
              .taint(Taint.noSchedule("highmem", "true"))
              .build();
      pools.add(pool);
      grown.workers(
          Workers.on(pool)
              .named("worker-" + group)
              .longestTask(Duration.ofHours(1))
              .autoscaling(Autoscaling.between(1, 4)));
    }
    return grown
        .broker(fleet.broker())
        .leader(fleet.leader())
        .gke(Gke.cluster(fleet.gke().cluster()).pools(pools.toArray(NodePool[]::new)))
        .build();
  }
}
