package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.PRV_02;
import static dev.chartwright.generator.rule.FleetRules.PRV_07;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
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
        findings.add(
            Finding.error(
                    PRV_02,
                    Place.ofModel(findings.path(group) + ".routing"),
                    "routing "
                        + group.routing()
                        + " is not supported by release "
                        + fleet.release())
                .fixedBy("use release v0.7, or routing SHARED"));
      }
    }
    if (fleet.circuits().testConfig() && !fleet.release().hasTestConfig()) {
      findings.add(
          Finding.error(
                  PRV_02,
                  Place.ofModel("circuits.testConfig"),
                  "test circuits are not supported by release " + fleet.release())
              .fixedBy("use release v0.7, or remove testConfig()"));
    }
    logLevel(fleet, findings);
  }

  private static void logLevel(ProverFleet fleet, Findings findings) {
    if (fleet.logLevel() != LogLevel.INFO) {
      findings.add(
          Finding.warning(
              PRV_07, Place.ofModel("logLevel"), "the binaries log at level " + fleet.logLevel()));
    }
  }
}
