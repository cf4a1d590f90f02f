package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ChartRules.GEN_03;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Removes the warnings that a model accepts, and reports acceptances that have no effect. */
final class AcceptedWarnings {
  static final Rule RULE = GEN_03;

  private AcceptedWarnings() {}

  static List<Finding> settle(
      Map<String, String> accepted, List<Finding> problems, Set<String> knownRules) {
    List<Finding> left = new ArrayList<>();
    for (Finding problem : problems) {
      boolean silenced =
          problem.severity() != Severity.ERROR
              && !accepted.getOrDefault(problem.rule().id(), "").isBlank();
      if (!silenced) {
        left.add(problem);
      }
    }
    accepted.forEach(
        (rule, reason) -> {
          String fault = fault(rule, reason, problems, knownRules);
          if (fault != null) {
            left.add(
                Finding.warning(RULE, Place.ofModel("acceptedWarnings[" + rule + "]"), fault)
                    .fixedBy(
                        reason.isBlank() && knownRules.contains(rule)
                            ? "give the reason, or remove accept(\"" + rule + "\", …)"
                            : "remove accept(\"" + rule + "\", …)"));
          }
        });
    return List.copyOf(left);
  }

  private static String fault(
      String rule, String reason, List<Finding> problems, Set<String> knownRules) {
    if (!knownRules.contains(rule)) {
      return "there is no rule " + rule;
    }
    if (reason.isBlank()) {
      return "the acceptance of " + rule + " gives no reason";
    }
    List<Finding> ofRule = problems.stream().filter(p -> p.rule().id().equals(rule)).toList();
    if (ofRule.isEmpty()) {
      return rule + " is accepted but does not occur";
    }
    return ofRule.stream().allMatch(Finding::isError)
        ? rule + " is an error, and only warnings can be accepted"
        : null;
  }
}
