package dev.chartwright.generator.gcloud;

import dev.chartwright.cloud.DiskType;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.MaintenanceWindow;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.ReleaseChannel;
import dev.chartwright.cloud.Taint;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.OperatorSource;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.DiskSize;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/** The fleets whose scripts are tried. */
final class Fleets {
  private Fleets() {}

  /**
   * A fleet with all that the other one leaves out: a declared project, a region, a network that
   * exists, public nodes, Spot with a fallback, a second pool without taint, an operator from a
   * chart, cert-manager.
   */
  static ProverFleet everything() {
    NodePool system =
        NodePool.named("system-pool")
            .machine("n2-standard-8")
            .nodes(2, 4)
            .disk(DiskSize.gb(100))
            .diskType(DiskType.PD_SSD)
            .label("team", "proofs")
            .build();
    NodePool tools = NodePool.named("tools").machine("e2-standard-2").nodes(0, 2).spot().build();
    NodePool highmem =
        NodePool.named("highmem-pool")
            .machine("c3d-highmem-180")
            .nodes(0, 4)
            .taint(Taint.noSchedule("highmem", "true"))
            .taint(Taint.preferNoSchedule("dear", ""))
            .spotWithFallback()
            .build();
    return ProverFleet.named("block-prover")
        .platform(
            Platform.current()
                .operator("2.22.3")
                .withCertManager()
                .operatorFrom(
                    OperatorSource.chart(
                        "oci://registry-1.docker.io/cloudpirates/rabbitmq-cluster-operator",
                        "",
                        "0.6.16")))
        .broker(Broker.on(system))
        .leader(Leader.on(system))
        .circuits(Circuits.recommended().storage(CircuitStorage.perPod(DiskSize.gib(100))))
        .workers(Workers.on(highmem).autoscaling(Autoscaling.between(1, 16)))
        .gke(
            Gke.cluster("blocks")
                .project("rollup-proofs")
                .region("us-central1", "us-central1-a", "us-central1-b")
                .releaseChannel(ReleaseChannel.STABLE)
                .withoutNodeServiceAccount()
                .workloadIdentity(false)
                .privateNodes(false)
                .authorizedNetworks("203.0.113.0/24", "198.51.100.7/32")
                .network(Network.existing("shared").subnet("shared-us"))
                .pools(system, tools, highmem)
                .label("cost-center", "proofs")
                .maintenance(
                    new MaintenanceWindow(
                        List.of(DayOfWeek.SUNDAY), LocalTime.of(22, 30), Duration.ofHours(6))))
        .build();
  }
}
