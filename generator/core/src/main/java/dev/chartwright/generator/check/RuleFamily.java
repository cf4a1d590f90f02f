package dev.chartwright.generator.check;

import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import java.util.Set;

/** Rules about one subject. Stateless; the time grows linearly with the size of the fleet. */
interface RuleFamily {
  /** The rules of this family that a declared fleet can break. */
  Set<Rule> rules();

  /** Reports all findings, in an order that depends only on the fleet. */
  void check(ProverFleet fleet, Findings findings);
}
