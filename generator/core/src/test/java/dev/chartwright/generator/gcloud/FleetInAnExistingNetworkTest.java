package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.infrastructure.Infrastructure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of a regional fleet with public nodes in a network that was there before it. */
@Tag("gcloud")
class FleetInAnExistingNetworkTest {
  private static final String NETWORK =
      "projects/" + GoogleCloud.PROJECT + "/global/networks/default";
  private static final String SUBNET =
      "projects/" + GoogleCloud.PROJECT + "/regions/" + ComputeApi.REGION + "/subnetworks/default";

  @TempDir Path root;

  @BeforeAll
  static void findGcloud() {
    Gcloud.assumeInstalled();
  }

  @Test
  void theNetworkIsUsedAndStays() throws Exception {
    Infrastructure infrastructure = BuiltFleets.inTheDefaultNetwork();
    try (Site site = new Site(root, infrastructure)) {
      String network = site.cloud().find(NETWORK).toString();
      String subnet = site.cloud().find(SUBNET).toString();

      Gcloud.Outcome up = site.run("up.sh");
      assertThat(up.code()).as("%s", up).isZero();
      List<SentFleet.Row> rows = SentFleet.compare(infrastructure, site.cloud().requests());
      System.out.print(SentFleet.table(rows));
      assertThat(rows).allMatch(SentFleet.Row::isEqual);
      assertThat(site.cloud().created())
          .hasSize(1 + infrastructure.pools().size())
          .allMatch(path -> path.contains("/clusters/small-prover"));

      Gcloud.Outcome down = site.run("down.sh", "--yes");
      assertThat(down.code()).as("%s", down).isZero();
      assertThat(site.cloud().created()).isEmpty();
      assertThat(site.cloud().find(NETWORK)).hasToString(network);
      assertThat(site.cloud().find(SUBNET)).hasToString(subnet);
    }
  }
}
