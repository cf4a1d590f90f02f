package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.infrastructure.Infrastructure;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each request that creates something fails once, each time in another way. A run that recovers
 * from one failure ends in the next one, so that there is one more run than there are failures.
 */
class FailedStepsTest {
  private static final String NETWORK = "10-network.sh";
  private static final List<Step> STEPS =
      List.of(
          new Step("preflight.sh --enable-services", ":enable", Fault.Kind.NO_PERMISSION),
          new Step(NETWORK, "/networks", Fault.Kind.CONFLICT),
          new Step(NETWORK, "/subnetworks", Fault.Kind.TIMEOUT),
          new Step(NETWORK, "/routers", Fault.Kind.SERVER_ERROR),
          new Step(NETWORK, "/routers/prover-01-router", Fault.Kind.TOO_MANY_REQUESTS),
          new Step(NETWORK, "/firewalls", Fault.Kind.FAILED_OPERATION),
          new Step(NETWORK, "/serviceAccounts", Fault.Kind.NOT_FOUND),
          new Step(NETWORK, ":setIamPolicy", Fault.Kind.NO_PERMISSION),
          new Step("20-cluster.sh", "/clusters", Fault.Kind.TIMEOUT),
          new Step("30-node-pools.sh", "/nodePools", Fault.Kind.SERVER_ERROR),
          new Step("30-node-pools.sh", "/nodePools", Fault.Kind.CONFLICT));

  @TempDir Path root;

  /**
   * @param script the script that sends the request
   * @param end how the path of the request ends
   * @param kind what goes wrong with it
   */
  private record Step(String script, String end, Fault.Kind kind) {
    boolean isMeant(Request request) {
      return request.changes() && request.path().endsWith(end);
    }
  }

  @BeforeAll
  static void findGcloud() {
    Gcloud.assumeInstalled();
  }

  @Test
  void aRunGoesOnWhereTheOneBeforeItFailed() throws Exception {
    Infrastructure infrastructure = BuiltFleets.withEverything();
    Set<Fault.Kind> kinds = EnumSet.noneOf(Fault.Kind.class);
    try (Site site = new Site(root, infrastructure)) {
      for (Step step : STEPS) {
        Fault fault = Fault.once(step.kind(), step::isMeant);
        site.cloud().fail(fault);
        site.cloud().forgetRequests();
        String[] words = step.script().split(" ");
        Gcloud.Outcome outcome =
            words.length == 1 ? site.run(words[0]) : site.run(words[0], words[1]);
        site.cloud().liftFaults();
        System.out.printf(
            "%-32s %-28s %-18s exit %d after %d changes%n",
            step.script(), step.end(), step.kind(), outcome.code(), site.cloud().changes().size());
        assertThat(fault.hits()).as("%s: %s", step, outcome).isEqualTo(1);
        assertThat(outcome.code()).as("%s: %s", step, outcome).isIn(0, 1);
        kinds.add(step.kind());
      }
      site.cloud().forgetRequests();
      Gcloud.Outcome last = site.run("up.sh");
      assertThat(last.code()).as("%s", last).isZero();
      System.out.println("up.sh: exit 0 after " + site.cloud().changes().size() + " changes");
      assertThat(site.cloud().created()).hasSize(6 + infrastructure.pools().size());
    }
    assertThat(kinds).isEqualTo(EnumSet.allOf(Fault.Kind.class));
  }
}
