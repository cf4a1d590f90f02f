package dev.chartwright.generator.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.check.FleetCheck;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.units.DiskSize;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A cluster of a service project uses the network of its host project and changes nothing there.
 */
class SharedNetworkTest {
  private static final String NETWORK = "projects/host-project/global/networks/shared";
  private static final String SUBNET =
      "projects/host-project/regions/europe-west1/subnetworks/provers";

  private static FileTree files;

  @BeforeAll
  static void generate() {
    files = Generator.generate(fleet(Network.existing(NETWORK).subnet(SUBNET))).output();
  }

  @Test
  void gcloudAsksTheHostProjectAndCreatesNothingInIt() {
    String script = files.text("gcloud/10-network.sh");

    assertThat(script)
        .contains("gcloud compute networks describe shared --project=host-project --quiet")
        .contains("networks subnets describe provers --project=host-project")
        .doesNotContain("networks create", "subnets create", "routers create", "nats create")
        .doesNotContain("\n    run gcloud compute firewall-rules");
    assertThat(script.lines().filter(line -> line.startsWith("#")))
        .anyMatch(line -> line.contains("roles/container.hostServiceAgentUser"))
        .anyMatch(line -> line.contains("gcloud compute firewall-rules create provers-webhooks"))
        .anyMatch(line -> line.contains("private services access for Filestore"));
    assertThat(files.text("gcloud/down.sh")).doesNotContain("networks delete", "firewall-rules");
  }

  @Test
  void gcloudCreatesTheClusterWithPathsAndNamedRanges() {
    assertThat(files.text("gcloud/20-cluster.sh"))
        .contains("--network=" + NETWORK, "--subnetwork=" + SUBNET)
        .contains("--cluster-secondary-range-name=pods")
        .contains("--services-secondary-range-name=services")
        .doesNotContain("--cluster-ipv4-cidr", "clusterIpv4CidrBlock");
  }

  @Test
  void terraformReadsTheNetworkFromTheHostProject() {
    assertThat(files.text("terraform/network.tf"))
        .containsPattern("data \"google_compute_network\" \"\\w+\" \\{\\s+name\\s+= \"shared\"")
        .containsPattern("project\\s+= \"host-project\"")
        .doesNotContain("google_compute_router", "google_compute_firewall");
    assertThat(files.text("terraform/cluster.tf"))
        .containsPattern("cluster_secondary_range_name\\s+= \"pods\"")
        .doesNotContain("var.pods_range");
    assertThat(files.text("terraform/variables.tf"))
        .doesNotContain("pods_range", "services_range", "create_nat");
    assertThat(files.text("terraform/README.md")).contains("## The host project");
  }

  @Test
  void theChartProvisionsFilestoreThroughPrivateServicesAccess() {
    assertThat(files.text("helm/provers/templates/circuits/storageclass.yaml"))
        .contains("connect-mode: PRIVATE_SERVICE_ACCESS");
    assertThat(files.text("helm/provers/values.yaml")).contains("network: \"" + NETWORK + "\"");
  }

  @Test
  void aNetworkOfTheProjectItselfIsReachedDirectly() {
    FileTree own = Generator.generate(fleet(Network.existing("mine").subnet("mine"))).output();

    assertThat(own.text("helm/provers/templates/circuits/storageclass.yaml"))
        .doesNotContain("connect-mode");
  }

  @ParameterizedTest
  @CsvSource({
    "projects/host-project/global/networks/shared, provers, ''",
    NETWORK_AND_SUBNET,
    "projects/host-project/networks/shared, provers, gke.network.name",
    "projects/host-project/global/networks/Shared, provers, gke.network.name",
    "shared, projects/host-project/regions/europe-west1/subnetworks/provers, gke.network.subnet",
    "projects/host-project/global/networks/shared, projects/other/regions/europe-west1/subnetworks/a,"
        + " gke.network.subnet",
    "projects/host-project/global/networks/shared,"
        + " projects/host-project/regions/us-east4/subnetworks/a, gke.network.subnet",
    "projects/host-project/global/networks/shared, regions/europe-west1/subnetworks/a,"
        + " gke.network.subnet"
  })
  void whatIsNoPathOfOneHostProjectIsRefusedForThatReason(
      String network, String subnet, String place) {
    assertThat(FleetCheck.check(fleet(Network.existing(network).subnet(subnet))))
        .filteredOn(Finding::isError)
        .extracting(finding -> finding.place().model())
        .containsExactly(place.isEmpty() ? new String[0] : new String[] {place});
  }

  private static final String NETWORK_AND_SUBNET =
      "projects/host-project/global/networks/shared,"
          + " projects/host-project/regions/europe-west1/subnetworks/provers, ''";

  private static ProverFleet fleet(Network network) {
    return ProverFleet.named("provers")
        .circuits(Circuits.recommended().storage(CircuitStorage.filestore(DiskSize.tib(1))))
        .gke(Gke.cluster("provers").zone("europe-west1-c").network(network))
        .build();
  }
}
