package dev.chartwright.generator.terraform;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.MaintenanceWindow;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.ReleaseChannel;
import dev.chartwright.cloud.Taint;
import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Bucket;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.OperatorSource;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Runs;
import dev.chartwright.prover.SecretReference;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.DiskSize;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fleets that the tests look at, between them every variant of the module. */
final class Fleets {
  private Fleets() {}

  /** By the name of the golden folder. */
  static Map<String, Infrastructure> all() {
    Map<String, Infrastructure> all = new LinkedHashMap<>();
    all.put("zero-prover", Infrastructure.of(ZeroProver.fleet()));
    all.put("everything", Infrastructure.of(everything()));
    all.put("public-nodes", Infrastructure.of(publicNodes()));
    all.put("fallback-machines", Infrastructure.of(FallbackMachines.fleet()));
    return all;
  }

  /** A region, somebody else's network, Spot with a fallback, an operator from a chart. */
  static ProverFleet everything() {
    NodePool spot =
        NodePool.named("spot-pool")
            .machine("c3d-highmem-180")
            .nodes(0, 6)
            .disk(DiskSize.gb(500))
            .taint(Taint.noSchedule("highmem", "true"))
            .taint(Taint.preferNoSchedule("team.example/owner", ""))
            .label("tier", "heavy")
            .spotWithFallback()
            .build();
    NodePool light =
        NodePool.named("light").machine("n4-highmem-16").nodes(3, 9).upgrade(2, 1).build();
    return ProverFleet.named("night-shift")
        .platform(
            Platform.current()
                .operatorFrom(
                    OperatorSource.chart(
                        "oci://registry.example/charts/rabbitmq-cluster-operator", "", "0.6.16")))
        .broker(Broker.on(ZeroProver.SYSTEM))
        .leader(Leader.on(ZeroProver.SYSTEM))
        .circuits(
            Circuits.recommended().storage(CircuitStorage.shared("nfs-client", DiskSize.tib(1))))
        .workers(Workers.on(spot).autoscaling(Autoscaling.between(1, 24)))
        .runs(Runs.enabled().rpc(new SecretReference("ethereum-node", "url")))
        .publish(Bucket.gcs("night-shift-proofs").location("us").account("proof-writer"))
        .gke(
            Gke.cluster("night-shift")
                .project("proving-ground")
                .region("us-central1", "us-central1-a", "us-central1-f")
                .releaseChannel(ReleaseChannel.STABLE)
                .nodeServiceAccount("prover-nodes")
                .authorizedNetworks("203.0.113.0/24", "198.51.100.7/32")
                .network(
                    Network.existing("shared-vpc")
                        .subnet("provers")
                        .ranges("10.0.0.0/20", "10.64.0.0/14", "10.68.0.0/20")
                        .controlPlane("172.16.8.0/28"))
                .pools(ZeroProver.SYSTEM, light, spot)
                .label("team", "zk")
                .label("cost-center", "4711")
                .maintenance(
                    new MaintenanceWindow(
                        List.of(DayOfWeek.SUNDAY, DayOfWeek.WEDNESDAY),
                        LocalTime.of(22, 30),
                        Duration.ofHours(8))))
        .build();
  }

  /** As little as possible: public nodes, no accounts, no window, a zone that GKE chooses. */
  static ProverFleet publicNodes() {
    return ProverFleet.named("bare")
        .platform(
            Platform.ofJune2024()
                .operatorFrom(
                    OperatorSource.chart(
                        "rabbitmq-cluster-operator",
                        "https://charts.bitnami.com/bitnami",
                        "4.3.6")))
        .broker(Broker.on(ZeroProver.SYSTEM))
        .leader(Leader.on(ZeroProver.SYSTEM))
        .circuits(Circuits.recommended().storage(CircuitStorage.perPod(DiskSize.gib(100))))
        .workers(Workers.on(ZeroProver.HIGHMEM).autoscaling(Autoscaling.between(1, 8)))
        .gke(
            Gke.cluster("bare")
                .region("europe-west4")
                .privateNodes(false)
                .workloadIdentity(false)
                .withoutNodeServiceAccount()
                .withoutMaintenanceWindow()
                .network(Network.named("bare").subnet("bare-nodes"))
                .pools(ZeroProver.SYSTEM, ZeroProver.HIGHMEM))
        .build();
  }
}
