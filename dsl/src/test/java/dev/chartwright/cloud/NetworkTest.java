package dev.chartwright.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Network SHARED =
      Network.existing("projects/host-project/global/networks/shared");

  @Test
  void aNetworkOfTheProjectHasItsNameAlone() {
    Network network = Network.existing("default");

    assertThat(network.isShared()).isFalse();
    assertThat(network.shortName()).isEqualTo("default");
    assertThat(network.subnetIn("europe-west1")).isEqualTo("default");
  }

  @Test
  void aPathNamesTheHostProject() {
    assertThat(SHARED.host()).contains("host-project");
    assertThat(SHARED.shortName()).isEqualTo("shared");
  }

  @Test
  void aSubnetOfASharedNetworkIsAPathHoweverItIsWritten() {
    String path = "projects/host-project/regions/europe-west1/subnetworks/provers";

    assertThat(SHARED.subnet("provers").subnetIn("europe-west1")).isEqualTo(path);
    assertThat(SHARED.subnet(path).subnetIn("europe-west1")).isEqualTo(path);
    assertThat(SHARED.subnet(path).shortSubnet()).isEqualTo("provers");
    assertThat(SHARED.subnet(path).subnetRegion()).contains("europe-west1");
    assertThat(SHARED.subnetIn("europe-west1"))
        .isEqualTo("projects/host-project/regions/europe-west1/subnetworks/shared");
  }

  @Test
  void secondaryRangesHaveNames() {
    assertThat(SHARED.podsRange()).isEqualTo("pods");
    assertThat(SHARED.secondaryRanges("gke-pods", "gke-services").servicesRange())
        .isEqualTo("gke-services");
  }
}
