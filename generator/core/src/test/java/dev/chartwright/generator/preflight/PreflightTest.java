package dev.chartwright.generator.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.DiskType;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.plan.PlannedFleets;
import dev.chartwright.generator.preflight.Requirement.Api;
import dev.chartwright.generator.preflight.Requirement.KubernetesVersion;
import dev.chartwright.generator.preflight.Requirement.Machine;
import dev.chartwright.generator.preflight.Requirement.Quota;
import dev.chartwright.generator.preflight.Requirement.Role;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.DiskSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "golden", "plan", "zero-prover-preflight.txt");

  @Test
  void theListOfTheExampleIsTheApprovedOne() throws IOException {
    String text = PreflightDocument.of(preflight(ZeroProver.fleet()));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, text, UTF_8);
    }
    assertThat(text).isEqualTo(Files.readString(GOLDEN, UTF_8));
  }

  @Test
  void quotasAreForTheMaximumWithTheNodesOfAnUpgradeAndAllVolumes() {
    // default-pool: 3 nodes and 1 of an upgrade; highmem-pool: 2, an upgrade replaces in place.
    assertThat(quotas(ZeroProver.fleet()))
        .containsExactly(
            "C3D_CPUS 360 europe-west1: 2 × c3d-highmem-180 of highmem-pool",
            "CPUS 16 europe-west1: 4 × e2-standard-4 of default-pool",
            "IN_USE_ADDRESSES 1 europe-west1: Cloud NAT",
            "SSD_TOTAL_GB 1920 europe-west1: 4 × 300Gi of default-pool,"
                + " 2 × 300Gi of highmem-pool, 1 × 20Gi of broker, 1 × 100Gi of leader");
  }

  @Test
  void spotHasAQuotaOfItsOwnAndSoHasItsFallback() {
    assertThat(quotas(PlannedFleets.mainnet()))
        .containsExactly(
            "C3D_CPUS 2160 europe-west1: 6 × c3d-highmem-360 of proving-on-demand",
            "IN_USE_ADDRESSES 1 europe-west1: Cloud NAT",
            "N2_CPUS 40 europe-west1: 5 × n2-standard-8 of system",
            "PREEMPTIBLE_CPUS 2160 europe-west1: 6 × c3d-highmem-360 of proving",
            "SSD_TOTAL_GB 12660 europe-west1: 5 × 100Gi of system, 6 × 500Gi of proving,"
                + " 6 × 500Gi of proving-on-demand, 3 × 20Gi of broker, 1 × 500Gi of leader,"
                + " 22 × 200Gi of circuits of heavy, 6 × 200Gi of circuits of light");
  }

  /** Two nodes of 180 vCPUs or one of 360, never both. */
  @Test
  void ofFallbackMachinesTheOneThatNeedsMostOfAQuotaCounts() {
    assertThat(quotas(FallbackMachines.fleet()))
        .containsExactly(
            "C3D_CPUS 360 europe-west1: 2 × c3d-highmem-180 of highmem-pool",
            "CPUS 16 europe-west1: 4 × e2-standard-4 of default-pool",
            "IN_USE_ADDRESSES 1 europe-west1: Cloud NAT",
            "N2_CPUS 512 europe-west1: 4 × n2-highmem-128 of highmem-pool-n2-highmem-128",
            "PREEMPTIBLE_CPUS 512 europe-west1:"
                + " 4 × n2-highmem-128 of highmem-pool-n2-highmem-128-spot",
            "SSD_TOTAL_GB 2520 europe-west1: 4 × 300Gi of default-pool,"
                + " 4 × 300Gi of highmem-pool-n2-highmem-128-spot, 1 × 20Gi of broker,"
                + " 1 × 100Gi of leader");
  }

  @ParameterizedTest(name = "{0}: {1}, {2}: {3}")
  @CsvSource({
    "e2-standard-8, CPUS, PD_STANDARD, DISKS_TOTAL_GB",
    "n2d-standard-8, N2D_CPUS, PD_SSD, SSD_TOTAL_GB",
    "c3-standard-8, C3_CPUS, HYPERDISK_BALANCED, HDB_TOTAL_GB",
    "m3-megamem-64, M3_CPUS, HYPERDISK_EXTREME, HDX_TOTAL_GB",
    "t2d-standard-8, T2D_CPUS, HYPERDISK_THROUGHPUT, HDT_TOTAL_GB"
  })
  void aFamilyAndAKindOfDiskHaveTheirQuotas(
      String machine, String cpus, DiskType type, String disks) {
    NodePool pool = NodePool.named("p").machine(machine).diskType(type).nodes(1, 1).build();
    ProverFleet fleet = onOnePool(pool, gke -> gke);

    assertThat(of(fleet, Quota.class)).extracting(Quota::metric).contains(cpus, disks);
  }

  @Test
  void aPublicNodeHasAnAddressOfItsOwn() {
    NodePool pool = NodePool.named("p").nodes(1, 5).build();
    ProverFleet fleet = onOnePool(pool, gke -> gke.privateNodes(false));

    assertThat(of(fleet, Quota.class))
        .filteredOn(quota -> quota.metric().equals("IN_USE_ADDRESSES"))
        .singleElement()
        .extracting(Quota::needed)
        .isEqualTo(6L);
  }

  @Test
  void whoeverBuildsMayDoWhatTheScriptsDo() {
    assertThat(of(ZeroProver.fleet(), Role.class))
        .extracting(Role::role)
        .containsExactly(
            "roles/container.admin",
            "roles/compute.networkAdmin",
            "roles/iam.serviceAccountUser",
            "roles/compute.securityAdmin",
            "roles/serviceusage.serviceUsageAdmin",
            "roles/iam.serviceAccountAdmin",
            "roles/resourcemanager.projectIamAdmin");
  }

  @Test
  void lessIsBuiltIntoANetworkThatIsThere() {
    NodePool pool = NodePool.defaultPool();
    assertThat(
            of(
                onOnePool(
                    pool,
                    gke ->
                        gke.network(Network.existing("shared"))
                            .privateNodes(false)
                            .withoutNodeServiceAccount()),
                Role.class))
        .extracting(Role::permission)
        .containsExactly(
            "container.clusters.create",
            "iam.serviceAccounts.actAs",
            "compute.firewalls.create",
            "serviceusage.services.enable");
    assertThat(of(onOnePool(pool, gke -> gke.network(Network.existing("shared"))), Role.class))
        .extracting(Role::permission)
        .contains("compute.routers.create")
        .doesNotContain("compute.networks.create");
  }

  @Test
  void eachMachineIsLookedForInEachZoneAndOnce() {
    NodePool pool = NodePool.named("p").machine("c3d-highmem-180").spotWithFallback().build();
    assertThat(
            of(
                onOnePool(pool, gke -> gke.region("us-east4", "us-east4-a", "us-east4-b")),
                Machine.class))
        .containsExactly(
            new Machine("c3d-highmem-180", "us-east4-a"),
            new Machine("c3d-highmem-180", "us-east4-b"));
  }

  @Test
  void servicesAndVersionsFollowTheFleet() {
    assertThat(of(ZeroProver.fleet(), Api.class))
        .extracting(Api::name)
        .containsExactly(
            "cloudresourcemanager.googleapis.com",
            "compute.googleapis.com",
            "container.googleapis.com",
            "file.googleapis.com",
            "iam.googleapis.com");
    assertThat(of(PlannedFleets.mainnet(), Api.class))
        .extracting(Api::name)
        .doesNotContain("file.googleapis.com");
    assertThat(of(PlannedFleets.mainnet(), KubernetesVersion.class))
        .containsExactly(new KubernetesVersion("regular", "europe-west1", "1.31"));
  }

  private static ProverFleet onOnePool(NodePool pool, UnaryOperator<Gke.Builder> change) {
    return ProverFleet.named("a")
        .broker(Broker.on(pool).storage(DiskSize.gib(20), "of-my-own"))
        .leader(Leader.on(pool).storage(DiskSize.gib(100), "of-my-own"))
        .workers(Workers.on(pool))
        .gke(change.apply(Gke.cluster("a").pools(pool)))
        .build();
  }

  private static List<String> quotas(ProverFleet fleet) {
    return of(fleet, Quota.class).stream()
        .map(
            quota ->
                quota.metric()
                    + " "
                    + quota.needed()
                    + " "
                    + quota.region()
                    + ": "
                    + String.join(", ", quota.parts()))
        .toList();
  }

  private static <T extends Requirement> List<T> of(ProverFleet fleet, Class<T> kind) {
    return preflight(fleet).requirements().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private static Preflight preflight(ProverFleet fleet) {
    return Preflight.of(Infrastructure.of(fleet));
  }
}
