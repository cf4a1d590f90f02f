package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The scripts of a fleet, run by the real gcloud: it is built once, and each test goes on from
 * there.
 */
@Tag("gcloud")
@TestInstance(Lifecycle.PER_CLASS)
class FleetOnGoogleCloudTest {
  private static final String BASE = "projects/" + GoogleCloud.PROJECT + "/";
  private static final String CLUSTER =
      BASE + "locations/" + ComputeApi.ZONE + "/clusters/prover-01";

  private final Infrastructure infrastructure = BuiltFleets.withEverything();

  private Site site;
  private Gcloud.Outcome first;
  private List<Request> requestsOfFirst;
  private List<String> callsOfFirst;
  private List<String> gcloudCallsOfFirst;
  private Runnable complete;

  @BeforeAll
  void build(@TempDir Path root) throws Exception {
    Gcloud.assumeInstalled();
    site = new Site(root, infrastructure);
    first = site.run("up.sh");
    requestsOfFirst = site.cloud().requests();
    callsOfFirst = site.calls();
    gcloudCallsOfFirst = site.gcloudCalls();
    complete = site.cloud().remember();
  }

  @AfterAll
  void stop() {
    if (site != null) {
      site.close();
    }
  }

  @BeforeEach
  void asItWasBuilt() throws Exception {
    complete.run();
    site.cloud().liftFaults();
    site.cloud().forgetRequests();
    site.forgetCalls();
  }

  @Test
  void upBuildsEverythingInOneRun() {
    assertThat(first.code()).as("%s", first).isZero();
    System.out.println(
        "up.sh: "
            + requestsOfFirst.size()
            + " requests, of them "
            + requestsOfFirst.stream().filter(Request::changes).count()
            + " changes");
    requestsOfFirst.stream().filter(Request::changes).forEach(System.out::println);
    callsOfFirst.forEach(System.out::println);
    // What gcloud cannot read at all ends with 2.
    System.out.println("gcloud was called " + gcloudCallsOfFirst.size() + " times");
    assertThat(gcloudCallsOfFirst).noneMatch(call -> call.startsWith("2 "));
    assertThat(callsOfFirst)
        .anyMatch(call -> call.startsWith("helm upgrade --install zero-prover "));
  }

  @Test
  void whatGcloudSendsIsWhatIsDeclared() {
    List<SentFleet.Row> rows = SentFleet.compare(infrastructure, requestsOfFirst);
    System.out.print(SentFleet.table(rows));
    System.out.println(
        rows.stream().filter(SentFleet.Row::isEqual).count() + " of " + rows.size() + " are equal");
    assertThat(rows).allMatch(SentFleet.Row::isEqual);
  }

  @Test
  void whatGcloudSendsIsWhatTerraformAsksFor() {
    List<RenderedTwice.Row> rows =
        RenderedTwice.compare(infrastructure, SentFleet.compare(infrastructure, requestsOfFirst));
    System.out.print(RenderedTwice.table(rows));
    System.out.println(
        rows.stream().filter(RenderedTwice.Row::isEqual).count()
            + " of "
            + rows.size()
            + " are equal three times");
    assertThat(rows).hasSizeGreaterThan(50).allMatch(RenderedTwice.Row::isEqual);
  }

  @Test
  void aSecondRunCreatesNothing() throws Exception {
    Gcloud.Outcome second = site.run("up.sh");
    assertThat(second.code()).as("%s", second).isZero();
    System.out.println(
        "up.sh again: "
            + site.cloud().requests().size()
            + " requests, of them "
            + site.cloud().changes().size()
            + " changes");
    assertThat(site.cloud().changes()).isEmpty();
  }

  @Test
  void statusFindsEverythingAsDeclared() throws Exception {
    Gcloud.Outcome outcome = site.run("status.sh");
    assertThat(outcome.code()).as("%s", outcome).isZero();
    assertThat(site.cloud().changes()).isEmpty();
  }

  @Test
  void aPoolOfAnotherMachineIsToldAndLeftAlone() throws Exception {
    ObjectNode pool = site.cloud().find(CLUSTER + "/nodePools/highmem-pool");
    pool.withObject("/config").put("machineType", "c3d-highmem-90");
    Gcloud.Outcome outcome = site.run("30-node-pools.sh");
    assertThat(outcome.code()).as("%s", outcome).isEqualTo(3);
    assertThat(outcome.err()).contains("highmem-pool", "c3d-highmem-180", "c3d-highmem-90");
    assertThat(site.cloud().changes()).isEmpty();
  }

  @Test
  void whateverDiffersFromTheDeclarationIsTold() throws Exception {
    ObjectNode cluster = site.cloud().find(CLUSTER);
    cluster.withObject("/releaseChannel").put("channel", "RAPID");
    cluster.withObject("/addonsConfig/gcpFilestoreCsiDriverConfig").put("enabled", false);
    ObjectNode subnet =
        site.cloud().find(BASE + "regions/" + ComputeApi.REGION + "/subnetworks/prover-subnet");
    subnet.put("ipCidrRange", "10.64.0.0/20");
    ObjectNode pool = site.cloud().find(CLUSTER + "/nodePools/highmem-pool-on-demand");
    pool.withObject("/config").putArray("taints");
    pool.withObject("/autoscaling").put("totalMaxNodeCount", 1);
    Gcloud.Outcome outcome = site.run("up.sh");
    assertThat(outcome.code()).as("%s", outcome).isEqualTo(3);
    assertThat(outcome.err())
        .contains("RAPID", "10.64.0.0/20", "highmem=true")
        .containsIgnoringCase("filestore");
    assertThat(site.cloud().changes()).isEmpty();
  }

  @Test
  void aPoolThatCouldNotBeFinishedIsTold() throws Exception {
    site.cloud().find(CLUSTER + "/nodePools/highmem-pool").put("status", "ERROR");
    Gcloud.Outcome outcome = site.run("30-node-pools.sh");
    assertThat(outcome.code()).as("%s", outcome).isEqualTo(3);
    assertThat(outcome.err()).contains("ERROR");
    assertThat(site.cloud().changes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"NO_PERMISSION", "TOO_MANY_REQUESTS", "SERVER_ERROR", "TIMEOUT"})
  void whatCannotBeLookedUpIsNotTakenForAbsent(Fault.Kind kind) throws Exception {
    site.cloud().remove(BASE + "global/networks/prover-net");
    site.cloud().fail(Fault.always(kind, request -> request.path().endsWith("/prover-net")));
    Gcloud.Outcome outcome = site.run("10-network.sh");
    assertThat(outcome.code()).as("%s", outcome).isEqualTo(1);
    assertThat(outcome.err()).contains("prover-net");
    assertThat(site.cloud().changes()).isEmpty();
  }

  @Test
  void nobodyIsAskedWhereNobodyIsThere() throws Exception {
    Gcloud.Outcome outcome = site.run("down.sh");
    assertThat(outcome.code()).as("%s", outcome).isEqualTo(2);
    assertThat(outcome.err()).contains("--yes");
    assertThat(site.cloud().changes()).isEmpty();
    assertThat(site.calls()).isEmpty();
  }

  @Test
  void downLeavesNothingButTheBucketWithTheProofs() throws Exception {
    Gcloud.Outcome outcome = site.run("down.sh", "--yes");
    assertThat(outcome.code()).as("%s", outcome).isZero();
    System.out.println("down.sh --yes:");
    site.cloud().changes().forEach(System.out::println);
    site.calls().forEach(System.out::println);
    System.out.println("left: " + site.cloud().created());
    assertThat(site.cloud().created()).containsExactly("b/fleet-proofs");
    assertThat(site.cloud().find(BASE.substring(0, BASE.length() - 1) + ":policy").toString())
        .doesNotContain(infrastructure.nodeAccount().orElseThrow().id());
  }
}
