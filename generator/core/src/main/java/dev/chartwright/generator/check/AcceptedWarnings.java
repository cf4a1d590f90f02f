package dev.chartwright.generator.check;

import dev.chartwright.problem.Problem;
import dev.chartwright.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes out the warnings that a model accepts, and reports acceptances that are no use. */
final class AcceptedWarnings {
  static final String RULE = "GEN-03";

  private AcceptedWarnings() {}

  static List<Problem> settle(
      Map<String, String> accepted, List<Problem> problems, Set<String> knownRules) {
    List<Problem> left = new ArrayList<>();
    for (Problem problem : problems) {
      boolean silenced =
          problem.severity() != Severity.ERROR
              && !accepted.getOrDefault(problem.rule(), "").isBlank();
      if (!silenced) {
        left.add(problem);
      }
    }
    accepted.forEach(
        (rule, reason) -> {
          String fault = fault(rule, reason, problems, knownRules);
          if (fault != null) {
            left.add(
                Problem.warning(
                    RULE,
                    "acceptedWarnings[" + rule + "]",
                    fault,
                    "an acceptance that is out of date hides the next problem of its kind",
                    reason.isBlank() && knownRules.contains(rule)
                        ? "say why it is acceptable, or remove accept(\"" + rule + "\", …)"
                        : "remove accept(\"" + rule + "\", …)"));
          }
        });
    return List.copyOf(left);
  }

  private static String fault(
      String rule, String reason, List<Problem> problems, Set<String> knownRules) {
    if (!knownRules.contains(rule)) {
      return "there is no rule " + rule;
    }
    if (reason.isBlank()) {
      return "the acceptance of " + rule + " gives no reason";
    }
    List<Problem> ofRule = problems.stream().filter(p -> p.rule().equals(rule)).toList();
    if (ofRule.isEmpty()) {
      return rule + " is accepted but does not occur";
    }
    return ofRule.stream().allMatch(Problem::isError)
        ? rule + " is accepted but it is an error, which cannot be accepted"
        : null;
  }
}
