package dev.chartwright.generator.report;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingGroup;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Findings in the order of a report. */
final class ProofFindings {
  private ProofFindings() {}

  /**
   * What was found of one rule.
   *
   * @param groups the gravest first
   */
  record OfRule(Rule rule, List<FindingGroup> groups) {}

  /** By rule, the rule with the gravest finding first; otherwise in the order of the proof. */
  static List<OfRule> byRule(List<Finding> findings) {
    Map<Rule, List<FindingGroup>> rules =
        FindingGroup.of(findings).stream()
            .collect(
                Collectors.groupingBy(FindingGroup::rule, LinkedHashMap::new, Collectors.toList()));
    return rules.entrySet().stream()
        .map(rule -> new OfRule(rule.getKey(), List.copyOf(rule.getValue())))
        .toList();
  }

  /** How many groups of findings weigh this much. */
  static long count(List<Finding> findings, Severity severity) {
    return FindingGroup.of(findings).stream().filter(each -> each.severity() == severity).count();
  }

  /**
   * The smallest values that show a finding: a ready {@code values.yaml}, empty for the defaults;
   * nothing for a finding that was made without the value space.
   */
  static Optional<String> values(Finding finding) {
    return finding.place().shownBy().flatMap(TriedCase::values);
  }
}
