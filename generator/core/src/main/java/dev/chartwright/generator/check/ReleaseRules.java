package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.PRV_02;
import static dev.chartwright.generator.rule.FleetRules.PRV_07;

import dev.chartwright.problem.Rule;
import dev.chartwright.prover.LogLevel;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.util.Set;

/** What a prover release can do, and what the binaries say. */
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
            "routing " + group.routing() + " is asked of release " + fleet.release(),
            "the leader refuses --worker-run-mode and crash-loops",
            "use release v0.7, or routing SHARED");
      }
    }
    if (fleet.circuits().testConfig() && !fleet.release().hasTestConfig()) {
      findings.error(
          PRV_02,
          "circuits.testConfig",
          "test circuits are asked of release " + fleet.release(),
          "the binaries refuse --use-test-config and crash-loop",
          "use release v0.7, or remove testConfig()");
    }
    logLevel(fleet, findings);
  }

  private static void logLevel(ProverFleet fleet, Findings findings) {
    if (fleet.logLevel() != LogLevel.INFO) {
      findings.warning(
          PRV_07,
          "logLevel",
          "the binaries log " + fleet.logLevel(),
          "each pod writes tens of megabytes an hour, whole witnesses among them",
          "log(LogLevel.INFO)");
    }
  }
}
