package dev.chartwright.generator.prove;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;

/**
 * How much a finding weighs in a chart that was not generated here. It follows from the strictness
 * of the rule and from the case alone.
 */
final class ForeignPolicy {
  private ForeignPolicy() {}

  /** The finding with the severity that it has in a chart of others. */
  static Finding judge(Finding finding) {
    return finding.isError() ? finding.severity(severity(finding)) : finding;
  }

  private static Severity severity(Finding error) {
    return switch (error.rule().strictness()) {
      case ALWAYS -> Severity.ERROR;
      case OWN_CHARTS -> Severity.WARNING;
      // What only other values than the defaults weaken is the choice of the user who sets them.
      case DEFAULTS_ONLY ->
          error.place().shownBy().filter(TriedCase::isOfSpace).isPresent()
              ? Severity.WARNING
              : Severity.ERROR;
      case OWN_PROOFS -> Severity.NOTE;
    };
  }
}
