package dev.chartwright.generator.prove;

import dev.chartwright.generator.engine.LintReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;

/**
 * How much a finding weighs in a chart that was not generated here. It follows from the strictness
 * of the rule and from the case alone, and for lint from its level.
 */
final class ThirdPartyPolicy {
  private ThirdPartyPolicy() {}

  /** The finding with the severity that it has in a third-party chart. */
  static Finding judge(Finding finding) {
    return finding.isError() ? finding.severity(severity(finding)) : finding;
  }

  /** What a message of {@code helm lint --strict} weighs in a third-party chart. */
  static Severity severity(LintReport.Message message) {
    return message.level().equals("WARNING") ? Severity.WARNING : Severity.ERROR;
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
