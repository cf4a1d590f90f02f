package dev.chartwright.generator.prove;

import static dev.chartwright.generator.rule.PodRules.POD_01;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Findings with one cause once: what breaks the same rule in the same field and the same case
 * stands at the first of its places, which names the others. Immutable.
 */
record ProblemGroups(List<Finding> findings) {
  /** Places that are named; a longer list helps nobody. */
  private static final int MOST_PLACES = 8;

  private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

  ProblemGroups {
    findings = List.copyOf(findings);
  }

  /**
   * What the findings of a group have in common.
   *
   * @param field without the numbers of items
   */
  private record Key(Rule rule, Severity severity, String field, Optional<TriedCase> shownBy) {
    static Key of(Finding finding) {
      Place place = finding.place();
      boolean isOfSpace = place.shownBy().filter(TriedCase::isOfSpace).isPresent();
      // One switch opens all that a pod closes.
      boolean isWholePod = finding.rule().equals(POD_01) && isOfSpace;
      String field = isWholePod ? "" : INDEX.matcher(place.field()).replaceAll("[]");
      return new Key(finding.rule(), finding.severity(), field, place.shownBy());
    }
  }

  static ProblemGroups of(List<Finding> findings) {
    Map<Key, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      groups.computeIfAbsent(Key.of(finding), none -> new ArrayList<>()).add(finding);
    }
    return new ProblemGroups(groups.values().stream().map(ProblemGroups::together).toList());
  }

  private static Finding together(List<Finding> group) {
    Finding first = group.get(0);
    if (group.size() == 1) {
      return first;
    }
    List<String> places =
        group.stream()
            .skip(1)
            .map(each -> each.place().target())
            .distinct()
            .limit(MOST_PLACES)
            .toList();
    int more = group.size() - 1 - places.size();
    return new Finding(
        first.severity(),
        first.rule(),
        first.place(),
        first.what()
            + "; the same at "
            + String.join(", ", places)
            + (more > 0 ? " and " + more + " more" : ""),
        first.why(),
        first.fix());
  }
}
