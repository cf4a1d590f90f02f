package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.FOL_01;
import static dev.chartwright.generator.rule.FleetRules.FOL_03;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import java.util.Set;

/** Rules about a fleet that follows the tip of a chain. */
final class FollowRules implements RuleFamily {
  @Override
  public Set<Rule> rules() {
    return Set.of(FOL_01, FOL_03);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    if (fleet.follow().isPresent() && !fleet.runs().isEnabled()) {
      findings.add(
          Finding.error(
              FOL_01,
              Place.ofModel("follow"),
              "the fleet follows a chain without a queue of runs"));
    }
    fleet
        .follow()
        .filter(follow -> follow.chainId() != fleet.publishedChain())
        .ifPresent(
            follow ->
                findings.add(
                    Finding.error(
                        FOL_03,
                        Place.ofModel("publish.chain"),
                        "the fleet follows the chain "
                            + follow.chainId()
                            + " and publishes proofs of the chain "
                            + fleet.publishedChain())));
  }
}
