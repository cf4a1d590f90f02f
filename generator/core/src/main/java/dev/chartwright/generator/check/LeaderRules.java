package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.LEA_05;
import static dev.chartwright.generator.rule.FleetRules.LEA_15;
import static dev.chartwright.generator.rule.FleetRules.LEA_16;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.Workers;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Rules about the leader and what it needs from the workers. */
final class LeaderRules implements RuleFamily {
  @Override
  public Set<Rule> rules() {
    return Set.of(LEA_05, LEA_15, LEA_16);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    if (fleet.hasAffinity()) {
      affinity(fleet, findings);
    }
    if (fleet.publish().isPresent()) {
      publication(fleet, findings);
    }
    Leader leader = fleet.leader();
    if (leader.pool().isTainted()) {
      findings.add(
          Finding.warning(
                  LEA_15,
                  Place.ofModel("leader.pool"),
                  "the leader runs on the pool "
                      + leader.pool().name()
                      + ", which is kept for workers")
              .fixedBy("use Leader.on(…) with a pool without taint"));
    }
    if (leader.memory().bytes() == 0 || leader.cpu().millis() == 0) {
      findings.add(
          Finding.warning(
                  LEA_15,
                  Place.ofModel(leader.memory().bytes() == 0 ? "leader.memory" : "leader.cpu"),
                  "the leader requests nothing")
              .fixedBy("write memory(Memory.gib(4)) and cpu(Cpu.cores(1))"));
    }
  }

  private static void publication(ProverFleet fleet, Findings findings) {
    Place place = Place.ofModel("publish");
    if (!fleet.knowsFinality()) {
      findings.add(
          Finding.error(
                  LEA_16,
                  place,
                  fleet.runs().isEnabled()
                      ? "no node of the chain is declared, so nobody knows which blocks are final"
                      : "runs are disabled, so no companion uploads proofs")
              .fixedBy("write runs(Runs.enabled().rpc(new SecretReference(name, key)))"));
    }
    if (!fleet.gke().workloadIdentity()) {
      findings.add(
          Finding.error(LEA_16, place, "without Workload Identity, the leader has no account")
              .fixedBy("write workloadIdentity(true) in the cluster"));
    }
  }

  private static void affinity(ProverFleet fleet, Findings findings) {
    Set<Routing> missing = EnumSet.of(Routing.HEAVY, Routing.LIGHT);
    for (Workers group : fleet.workers()) {
      missing.remove(group.routing());
      if (!group.routing().isAffinity()) {
        findings.add(
            Finding.error(
                    LEA_05,
                    Place.ofModel(findings.path(group) + ".routing"),
                    "these workers read the shared queue, beside heavy and light workers")
                .because(
                    "a leader that separates heavy and light tasks publishes nothing on this queue")
                .fixedBy("write routing(Routing.HEAVY) or routing(Routing.LIGHT)"));
      }
    }
    for (Routing routing : missing) {
      findings.add(
          Finding.error(
                  LEA_05,
                  Place.ofModel("workers"),
                  "no workers take " + routing.name().toLowerCase(Locale.ROOT) + " tasks")
              .fixedBy(
                  "add workers(Workers.on(…).routing(Routing."
                      + routing
                      + ")), or let all workers share one queue"));
    }
  }
}
