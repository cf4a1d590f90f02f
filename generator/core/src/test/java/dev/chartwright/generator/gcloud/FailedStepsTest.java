package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.infrastructure.Infrastructure;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each request that creates something fails once, in one of all the ways in which it can. Some of
 * them gcloud tries again by itself; the others end the script, and the next run gets further.
 */
@Tag("gcloud")
class FailedStepsTest {
  private static final List<Step> STEPS =
      List.of(
          new Step("/container.googleapis.com:enable", "", Fault.Kind.NO_PERMISSION),
          new Step("/networks", "", Fault.Kind.CONFLICT),
          new Step("/subnetworks", "", Fault.Kind.TIMEOUT),
          new Step("/routers", "", Fault.Kind.SERVER_ERROR),
          new Step("/routers/prover-01-router", "", Fault.Kind.TOO_MANY_REQUESTS),
          new Step("/firewalls", "", Fault.Kind.FAILED_OPERATION),
          new Step("/serviceAccounts", "", Fault.Kind.TIMEOUT),
          new Step(":setIamPolicy", "", Fault.Kind.NO_PERMISSION),
          new Step("/clusters", "", Fault.Kind.TIMEOUT),
          new Step("/nodePools", "\"highmem-pool\"", Fault.Kind.NOT_FOUND),
          new Step("/nodePools", "\"highmem-pool-on-demand\"", Fault.Kind.SERVER_ERROR));

  @TempDir Path root;

  /**
   * @param end how the path of the request ends
   * @param text what its body contains
   * @param kind what goes wrong with it
   */
  private record Step(String end, String text, Fault.Kind kind) {
    boolean isMeant(Request request) {
      return request.changes()
          && request.path().endsWith(end)
          && request.body().toString().contains(text);
    }

    @Override
    public String toString() {
      return kind + " of " + end + text;
    }
  }

  @BeforeAll
  static void findGcloud() {
    Gcloud.assumeInstalled();
  }

  @Test
  void aRunGoesOnWhereTheOneBeforeItFailed() throws Exception {
    Infrastructure infrastructure = BuiltFleets.withEverything();
    Map<Step, Fault> faults = new LinkedHashMap<>();
    for (Step step : STEPS) {
      faults.put(step, Fault.once(step.kind(), step::isMeant));
    }
    try (Site site = new Site(root, infrastructure)) {
      faults.values().forEach(site.cloud()::fail);
      goOn(site, faults, "preflight.sh", "--enable-services");
      goOn(site, faults, "10-network.sh");
      goOn(site, faults, "20-cluster.sh");
      goOn(site, faults, "30-node-pools.sh");
      assertThat(faults.values()).allMatch(fault -> fault.hits() == 1);
      assertThat(STEPS.stream().map(Step::kind).collect(Collectors.toSet()))
          .isEqualTo(EnumSet.allOf(Fault.Kind.class));

      site.cloud().forgetRequests();
      Gcloud.Outcome last = site.run("up.sh");
      System.out.println("up.sh: exit " + last.code() + ", changes: " + site.cloud().changes());
      assertThat(last.code()).as("%s", last).isZero();
      // The release, which no run before came to, lets the leader act as its account.
      assertThat(site.cloud().changes())
          .singleElement()
          .satisfies(change -> assertThat(change.toString()).endsWith(":setIamPolicy"));
      // Network, subnet, router with its NAT, firewall, two accounts, bucket and cluster.
      assertThat(site.cloud().created()).hasSize(8 + infrastructure.pools().size());
    }
  }

  /** Runs a script until it succeeds; each run but the last has to meet with a failure. */
  private static void goOn(Site site, Map<Step, Fault> faults, String script, String... arguments)
      throws Exception {
    int code;
    do {
      List<Step> open = faults.keySet().stream().filter(s -> faults.get(s).hits() == 0).toList();
      site.cloud().forgetRequests();
      Gcloud.Outcome outcome = site.run(script, arguments);
      code = outcome.code();
      List<Step> met = open.stream().filter(step -> faults.get(step).hits() == 1).toList();
      System.out.printf(
          "%-18s exit %d after %d changes, met with %s%n",
          script, code, site.cloud().changes().size(), met);
      assertThat(code).as("%s", outcome).isIn(0, 1);
      if (code == 1) {
        assertThat(met).as("%s", outcome).isNotEmpty();
        Step last = met.get(met.size() - 1);
        List<Request> changes = site.cloud().changes();
        // Only the preflight goes on, because it tells all problems at once.
        assertThat(script.equals("preflight.sh") || last.isMeant(changes.get(changes.size() - 1)))
            .as("%s", changes)
            .isTrue();
      }
    } while (code != 0);
  }
}
