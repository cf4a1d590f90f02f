package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.PRV_02;
import static dev.chartwright.generator.rule.FleetRules.PRV_07;

import dev.chartwright.problem.Rule;
import dev.chartwright.prover.LogLevel;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.util.Set;

/** Rules about what a prover release supports, and what its binaries log. */
final class ReleaseRules implements RuleFamily {
  @Override
  public Set<Rule> rules() {
    return Set.of(PRV_02, PRV_07);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    for (Workers group : fleet.workers()) {
      if (group.routing().isAffinity() && !fleet.release().hasAffinity()) {
        findings.error(
            PRV_02,
            findings.path(group) + ".routing",
            "routing " + group.routing() + " is not supported by release " + fleet.release(),
            "the leader rejects --worker-run-mode and crashes at every start",
            "use release v0.7, or routing SHARED");
      }
    }
    if (fleet.circuits().testConfig() && !fleet.release().hasTestConfig()) {
      findings.error(
          PRV_02,
          "circuits.testConfig",
          "test circuits are not supported by release " + fleet.release(),
          "the binaries reject --use-test-config and crash at every start",
          "use release v0.7, or remove testConfig()");
    }
    logLevel(fleet, findings);
  }

  private static void logLevel(ProverFleet fleet, Findings findings) {
    if (fleet.logLevel() != LogLevel.INFO) {
      findings.warning(
          PRV_07,
          "logLevel",
          "the binaries log at level " + fleet.logLevel(),
          "each pod writes tens of megabytes per hour, with whole witnesses",
          "log(LogLevel.INFO)");
    }
  }
}
