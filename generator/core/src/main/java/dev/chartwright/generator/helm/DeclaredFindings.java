package dev.chartwright.generator.helm;

import dev.chartwright.generator.waiver.Waivers;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.SourceLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the findings about a declared chart: its own, and those of rendering with the line of
 * Java that declared what they are about. Used by one thread.
 */
final class DeclaredFindings {
  private static final String MANIFEST = "manifests[";

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

  /** Adds what was found in the subcharts or in the waivers, with its places. */
  void add(List<Finding> found) {
    findings.addAll(found);
  }

  /** Adds what explains the findings of some rules, which it replaces. */
  void replace(Set<Rule> rules, Finding cause) {
    findings.removeIf(each -> rules.contains(each.rule()));
    findings.add(cause);
  }

  /** Adds what expressions carry, unless the declaration has it already, perhaps more precisely. */
  void addCarried(List<Finding> all) {
    for (Finding finding : all) {
      if (carried.add(text(finding))) {
        findings.add(finding);
      }
    }
  }

  /**
   * Accepts what a waiver covers.
   *
   * @param trees the declared objects, without control flow, by the path of their template
   */
  void settle(Waivers waivers, Map<String, Map<String, Object>> trees) {
    findings.replaceAll(
        finding -> {
          Place place = inChart(finding.place());
          return waivers
              .settle(
                  finding.at(place),
                  list ->
                      Optional.ofNullable(trees.get(list.file()))
                          .map(tree -> Tree.find(tree, list.field())))
              .at(finding.place());
        });
  }

  /** A place in a manifest as the place in its template. */
  private static Place inChart(Place place) {
    int end = place.model().indexOf(']');
    if (!place.model().startsWith(MANIFEST) || end < 0) {
      return place;
    }
    String field = place.model().substring(end + 1);
    return Place.ofFile(
        "templates/" + place.model().substring(MANIFEST.length(), end) + ".yaml",
        field.startsWith(".") ? field.substring(1) : field);
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
