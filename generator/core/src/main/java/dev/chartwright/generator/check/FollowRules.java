package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.FOL_01;
import static dev.chartwright.generator.rule.FleetRules.FOL_02;
import static dev.chartwright.generator.rule.FleetRules.FOL_03;
import static dev.chartwright.generator.rule.FleetRules.FOL_04;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.Follow;
import dev.chartwright.prover.Follow.Selection;
import dev.chartwright.prover.Follow.SelectionKind;
import dev.chartwright.prover.ProverFleet;
import java.time.Duration;
import java.util.Set;

/** Rules about a fleet that follows the tip of a chain. */
final class FollowRules implements RuleFamily {
  @Override
  public Set<Rule> rules() {
    return Set.of(FOL_01, FOL_02, FOL_03, FOL_04);
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
    if (fleet.follow().isPresent() && !fleet.release().readsRpcVariables()) {
      findings.add(
          Finding.error(
              FOL_04,
              Place.ofModel("release"),
              "the fleet follows a chain with the release " + fleet.release()));
    }
    fleet.follow().ifPresent(follow -> speed(fleet, follow, findings));
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

  /**
   * A fleet that chooses the newest block is never behind, and one with a last block catches up.
   */
  private static void speed(ProverFleet fleet, Follow follow, Findings findings) {
    Selection selection = follow.selection();
    if (fleet.proofTime().isEmpty()
        || selection.kind() == SelectionKind.NEWEST
        || follow.until().isPresent()) {
      return;
    }
    Duration proof = fleet.proofTime().get();
    Duration between = follow.blockTime().multipliedBy(selection.stride());
    if (proof.compareTo(between) > 0) {
      long least = (proof.toSeconds() - 1) / follow.blockTime().toSeconds() + 1;
      findings.add(
          Finding.error(
                  FOL_02,
                  Place.ofModel("follow.select"),
                  "the fleet chooses a block every %d s, and needs %d s for its proof"
                      .formatted(between.toSeconds(), proof.toSeconds()))
              .fixedBy("write select(stride(%d)), or select(newest())".formatted(least)));
    }
  }
}
