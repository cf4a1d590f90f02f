package dev.chartwright.generator.report;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.TriedCase;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Findings in the order of a report. */
final class ProofFindings {
  private ProofFindings() {}

  /**
   * The findings of one rule.
   *
   * @param findings the gravest first
   */
  record Group(Rule rule, List<Finding> findings) {
    /** Findings that differ in their places alone, the gravest first. */
    List<List<Finding>> byCause() {
      return List.copyOf(
          findings.stream()
              .collect(
                  Collectors.groupingBy(
                      each -> each.at(Place.ofModel("")),
                      LinkedHashMap::new,
                      Collectors.toUnmodifiableList()))
              .values());
    }
  }

  /** By rule, the rule with the gravest finding first; otherwise in the order of the proof. */
  static List<Group> byRule(List<Finding> findings) {
    Map<Rule, List<Finding>> groups =
        findings.stream()
            .sorted(Comparator.comparing(Finding::severity))
            .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()));
    return groups.entrySet().stream()
        .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
        .toList();
  }

  /**
   * The smallest values that show a finding: a ready {@code values.yaml}, empty for the defaults;
   * nothing for a finding that was made without the value space.
   */
  static Optional<String> values(Finding finding) {
    return finding.place().shownBy().flatMap(TriedCase::values);
  }
}
