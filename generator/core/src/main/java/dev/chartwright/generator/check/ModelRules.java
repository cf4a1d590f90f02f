package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ChartRules.GEN_01;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import java.util.HashSet;
import java.util.Set;

/** Rules about the model as a whole. */
final class ModelRules implements RuleFamily {
  @Override
  public Set<Rule> rules() {
    return Set.of(GEN_01);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    Set<String> used = new HashSet<>();
    used.add(fleet.broker().pool().name());
    used.add(fleet.leader().pool().name());
    fleet.workers().forEach(group -> used.add(group.pool().name()));
    boolean systemPoolUsed =
        fleet.gke().pools().stream().anyMatch(p -> !p.isTainted() && used.contains(p.name()));
    for (NodePool pool : fleet.gke().pools()) {
      boolean onlyHomeOfSystemPods = !pool.isTainted() && !systemPoolUsed;
      if (!used.contains(pool.name()) && !onlyHomeOfSystemPods) {
        findings.add(
            Finding.warning(
                    GEN_01,
                    Place.ofModel("gke.pools[" + pool.name() + "]"),
                    "no pod of the fleet runs on the pool " + pool.name())
                .fixedBy("remove the pool, or run workers on it"));
      }
    }
  }
}
