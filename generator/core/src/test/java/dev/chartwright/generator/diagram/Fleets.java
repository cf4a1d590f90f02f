package dev.chartwright.generator.diagram;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fleets whose pictures differ. */
final class Fleets {
  static final NodePool SPOT =
      NodePool.named("spot-pool")
          .machine("c3d-highmem-180")
          .nodes(0, 4)
          .taint(Taint.noSchedule("highmem", "true"))
          .spotWithFallback()
          .build();
  static final NodePool MEDIUM =
      NodePool.named("medium-pool")
          .machine("c3d-highmem-90")
          .nodes(0, 4)
          .taint(Taint.noSchedule("highmem", "true"))
          .spot()
          .build();

  private Fleets() {}

  static Map<String, ProverFleet> all() {
    Map<String, ProverFleet> fleets = new LinkedHashMap<>();
    fleets.put("zero-prover", ZeroProver.fleet());
    fleets.put("affinity", affinity());
    fleets.put("spot", spot());
    fleets.put("five-groups", fiveGroups());
    fleets.put("per-pod", perPod());
    fleets.put("two open pools", twoOpenPools());
    return fleets;
  }

  static ProverFleet affinity() {
    return ProverFleet.named("affinity")
        .workers(
            Workers.on(ZeroProver.HIGHMEM)
                .named("heavy")
                .routing(Routing.HEAVY)
                .autoscaling(Autoscaling.between(1, 8)))
        .workers(
            Workers.on(ZeroProver.HIGHMEM)
                .named("light")
                .routing(Routing.LIGHT)
                .memory(Memory.gib(64))
                .cpu(Cpu.cores(8))
                .autoscaling(Autoscaling.between(1, 4)))
        .gke(
            Gke.cluster("affinity")
                .authorizedNetworks("203.0.113.0/24", "198.51.100.7/32")
                .pools(ZeroProver.SYSTEM, ZeroProver.HIGHMEM))
        .build();
  }

  static ProverFleet spot() {
    return ProverFleet.named("spot")
        .workers(Workers.on(SPOT).autoscaling(Autoscaling.between(0, 16)))
        .gke(
            Gke.cluster("spot")
                .privateNodes(false)
                .region("europe-west1", "europe-west1-c")
                .pools(ZeroProver.SYSTEM, SPOT))
        .build();
  }

  static ProverFleet fiveGroups() {
    ProverFleet.Builder fleet =
        ProverFleet.named("five-groups")
            .circuits(Circuits.recommended().storage(CircuitStorage.filestore(DiskSize.tib(1))));
    for (int number = 1; number <= 4; number++) {
      fleet.workers(
          Workers.on(number < 3 ? SPOT : MEDIUM)
              .named("worker-" + number)
              .autoscaling(Autoscaling.between(1, 4)));
    }
    return fleet
        .workers(Workers.on(MEDIUM).named("worker-5").replicas(2))
        .gke(
            Gke.cluster("five")
                .network(Network.named("five"))
                .pools(ZeroProver.SYSTEM, SPOT, MEDIUM))
        .build();
  }

  static ProverFleet perPod() {
    return ProverFleet.named("per-pod")
        .release(ProverRelease.V0_6)
        .platform(Platform.ofJune2024())
        .broker(Broker.on(ZeroProver.SYSTEM).replicas(3))
        .workers(
            Workers.on(ZeroProver.HIGHMEM)
                .autoscaling(Autoscaling.between(2, 2).protocol(Autoscaling.Protocol.AMQP)))
        .circuits(Circuits.recommended().storage(CircuitStorage.perPod(DiskSize.gib(500))))
        .gke(Gke.cluster("per-pod").pools(ZeroProver.SYSTEM, ZeroProver.HIGHMEM))
        .build();
  }

  static ProverFleet twoOpenPools() {
    return ProverFleet.named("open")
        .workers(Workers.on(ZeroProver.HIGHMEM).replicas(2))
        .gke(
            Gke.cluster("open")
                .pools(
                    ZeroProver.SYSTEM,
                    ZeroProver.HIGHMEM,
                    NodePool.named("other-pool").nodes(1, 1).build()))
        .build();
  }
}
