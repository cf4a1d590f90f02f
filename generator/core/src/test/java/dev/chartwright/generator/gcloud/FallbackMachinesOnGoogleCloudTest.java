package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of a fleet with fallback machines, and its freeze, run by the real gcloud. */
@Tag("gcloud")
@TestInstance(Lifecycle.PER_CLASS)
class FallbackMachinesOnGoogleCloudTest {
  private static final String CLUSTER =
      "projects/"
          + GoogleCloud.PROJECT
          + "/locations/"
          + ComputeApi.ZONE
          + "/clusters/zero-prover-test-01";

  /** A time in ten days, to the minute. */
  private final String end = Instant.now().plus(Duration.ofDays(10)).toString().substring(0, 16);

  private final Infrastructure infrastructure = Infrastructure.of(FallbackMachines.fleet());

  private Site site;
  private Gcloud.Outcome up;
  private List<Request> requests;
  private List<String> calls;
  private Runnable complete;

  @BeforeAll
  void build(@TempDir Path root) throws Exception {
    Gcloud.assumeInstalled();
    site = new Site(root, infrastructure);
    up = site.run("up.sh");
    requests = site.cloud().requests();
    calls = site.calls();
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
    site.cloud().forgetRequests();
  }

  @Test
  void gcloudSendsWhatIsDeclaredAndWhatTerraformAsksFor() {
    assertThat(up.code()).as("%s", up).isZero();
    List<SentFleet.Row> sent = SentFleet.compare(infrastructure, requests);
    List<RenderedTwice.Row> rows = RenderedTwice.compare(infrastructure, sent);
    System.out.print(RenderedTwice.table(rows));

    assertThat(sent).allMatch(SentFleet.Row::isEqual);
    assertThat(rows)
        .filteredOn(row -> row.fact().startsWith("pool highmem-pool"))
        .hasSize(6 * 12)
        .allMatch(RenderedTwice.Row::isEqual);
  }

  @Test
  void theClassesAreAppliedBeforeTheFleetIsInstalled() {
    int applied = index("kubectl .* apply --server-side --filename=.*/compute-classes.yaml");
    int installed = index("helm upgrade --install zero-prover .*");

    assertThat(applied).isNotNegative().isLessThan(installed);
  }

  @Test
  void statusFindsEveryPoolAsDeclared() throws Exception {
    Gcloud.Outcome status = site.run("status.sh");

    assertThat(status.code()).as("%s", status).isZero();
    assertThat(site.calls()).anyMatch(call -> call.endsWith("get computeclasses.cloud.google.com"));
  }

  @Test
  void aFreezeIsAnExclusionOfNodeUpgradesWithItsEnd() throws Exception {
    Gcloud.Outcome on = site.run("fleet.sh", "freeze", "on", "36");

    assertThat(on.code()).as("%s", on).isZero();
    JsonNode exclusion = exclusions().path("freeze-zero-prover");
    assertThat(exclusion.at("/maintenanceExclusionOptions/scope").asText())
        .isEqualTo("NO_MINOR_OR_NODE_UPGRADES");
    Instant given = OffsetDateTime.parse(exclusion.path("endTime").asText()).toInstant();
    assertThat(Duration.between(Instant.now(), given))
        .isBetween(Duration.ofHours(35), Duration.ofHours(36));
    assertThat(on.err())
        .contains("GKE upgrades no node until " + exclusion.path("endTime").asText());
    assertThat(site.cloud().find(CLUSTER).at("/maintenancePolicy/window/recurringWindow"))
        .as("the maintenance window stays")
        .isNotEmpty();
  }

  @Test
  void aFreezeEndsAtATimeThatIsGiven() throws Exception {
    Gcloud.Outcome on = site.run("fleet.sh", "freeze", "on", end + "Z");

    assertThat(on.code()).as("%s", on).isZero();
    assertThat(exclusions().path("freeze-zero-prover").path("endTime").asText()).startsWith(end);
  }

  @Test
  void aSecondFreezeChangesNothingAndSaysWhatTheFirstIs() throws Exception {
    site.run("fleet.sh", "freeze", "on", end + "Z");
    site.cloud().forgetRequests();
    Gcloud.Outcome again = site.run("fleet.sh", "freeze", "on");

    assertThat(again.code()).as("%s", again).isEqualTo(2);
    assertThat(again.err()).contains("frozen until " + end, "freeze off");
    assertThat(site.cloud().changes()).isEmpty();
  }

  @Test
  void aFreezeThatIsOverIsReplaced() throws Exception {
    exclusion("2001-01-01T00:00:00Z", "2001-01-02T00:00:00Z");
    Gcloud.Outcome on = site.run("fleet.sh", "freeze", "on", end + "Z");

    assertThat(on.code()).as("%s", on).isZero();
    assertThat(exclusions().path("freeze-zero-prover").path("endTime").asText()).startsWith(end);
  }

  @Test
  void theFreezeOfAnotherFleetInTheClusterStays() throws Exception {
    site.cloud()
        .find(CLUSTER)
        .withObject("/maintenancePolicy/window/maintenanceExclusions/freeze-other")
        .put("startTime", "2099-01-01T00:00:00Z")
        .put("endTime", "2099-01-02T00:00:00Z");
    site.run("fleet.sh", "freeze", "on");
    Gcloud.Outcome off = site.run("fleet.sh", "freeze", "off");

    assertThat(off.code()).as("%s", off).isZero();
    assertThat(exclusions().has("freeze-other")).isTrue();
    assertThat(exclusions().has("freeze-zero-prover")).isFalse();
  }

  @Test
  void withoutAFreezeOffSaysSoAndChangesNothing() throws Exception {
    Gcloud.Outcome off = site.run("fleet.sh", "freeze", "off");

    assertThat(off.code()).as("%s", off).isZero();
    assertThat(off.err()).contains("the nodes are not frozen");
    assertThat(site.cloud().changes()).isEmpty();
  }

  private JsonNode exclusions() {
    return site.cloud().find(CLUSTER).at("/maintenancePolicy/window/maintenanceExclusions");
  }

  private void exclusion(String start, String end) {
    site.cloud()
        .find(CLUSTER)
        .withObject("/maintenancePolicy/window/maintenanceExclusions/freeze-zero-prover")
        .put("startTime", start)
        .put("endTime", end);
  }

  private int index(String call) {
    for (int index = 0; index < calls.size(); index++) {
      if (calls.get(index).matches(call)) {
        return index;
      }
    }
    return -1;
  }
}
