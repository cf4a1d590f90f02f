package dev.chartwright.generator.check;

import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import java.util.Set;

/** Rules about one subject. Stateless; its time grows linearly with the fleet. */
interface RuleFamily {
  /** The rules of this family that look at a declared fleet. */
  Set<Rule> rules();

  /** Reports what is wrong, in an order that depends on the fleet alone. */
  void check(ProverFleet fleet, Findings findings);
}
