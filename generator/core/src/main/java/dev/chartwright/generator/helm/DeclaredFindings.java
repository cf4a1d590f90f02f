package dev.chartwright.generator.helm;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.SourceLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the findings about a declared chart: its own, and those of rendering with the line of
 * Java that declared what they are about. Used by one thread.
 */
final class DeclaredFindings {
  private final List<Finding> findings;
  private final Set<Finding> carried = new HashSet<>();

  DeclaredFindings(List<Finding> declared) {
    this.findings = new ArrayList<>(declared);
    declared.forEach(finding -> carried.add(text(finding)));
  }

  /** Adds what was found in something that a line declared, unless a finding knows its own line. */
  void add(Optional<SourceLine> line, List<Finding> found) {
    for (Finding finding : found) {
      Optional<SourceLine> known = finding.place().declaredAt().or(() -> line);
      findings.add(finding.at(finding.place().declaredAt(known)));
    }
  }

  /** Adds what expressions carry, unless the declaration has it already, perhaps more precisely. */
  void addCarried(List<Finding> all) {
    for (Finding finding : all) {
      if (carried.add(text(finding))) {
        findings.add(finding);
      }
    }
  }

  /** Adds what was found in the subcharts, with its places. */
  void addSubcharts(List<Finding> found) {
    findings.addAll(found);
  }

  boolean haveErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }

  List<Finding> all() {
    return List.copyOf(findings);
  }

  /** What is the same in one mistake that is found twice: text and line. */
  private static Finding text(Finding finding) {
    return finding.at(Place.ofModel("").declaredAt(finding.place().declaredAt()));
  }
}
