package dev.chartwright.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Findings that break one rule in the same field, or by the same setting. Reports show a group
 * once, with all of its places. No text decides which findings belong together. Immutable.
 *
 * @param findings at least one; all have the severity, the rule, the case and the waiver of the
 *     first
 */
public record FindingGroup(List<Finding> findings) {
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");
  private static final Pattern NAME = Pattern.compile("\\[[^\\]]*]");

  public FindingGroup {
    findings = List.copyOf(findings);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("a group has at least one finding");
    }
  }

  /**
   * What the findings of a group have in common.
   *
   * @param model without the names of what has one
   * @param field without the numbers of items
   */
  private record Key(
      Severity severity,
      Rule rule,
      String model,
      String field,
      Optional<TriedCase> shownBy,
      Optional<Waiver> waiver) {
    static Key of(Finding finding) {
      Place place = finding.place();
      // What one setting of the proof breaks has one cause, whatever fields show it.
      boolean isOfSpace = place.shownBy().filter(TriedCase::isOfSpace).isPresent();
      return new Key(
          finding.severity(),
          finding.rule(),
          NAME.matcher(place.model()).replaceAll("[]"),
          isOfSpace ? "" : INDEX.matcher(place.field()).replaceAll("[]"),
          place.shownBy(),
          finding.waiver());
    }
  }

  /** The groups of findings, the worst first, otherwise in the order of their first finding. */
  public static List<FindingGroup> of(List<Finding> findings) {
    Map<Key, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      groups.computeIfAbsent(Key.of(finding), none -> new ArrayList<>()).add(finding);
    }
    return groups.values().stream()
        .map(FindingGroup::new)
        .sorted(
            Comparator.comparing(FindingGroup::severity)
                .thenComparing(group -> group.first().isAccepted()))
        .toList();
  }

  /** The finding that stands for the group. */
  public Finding first() {
    return findings.get(0);
  }

  public Severity severity() {
    return first().severity();
  }

  public Rule rule() {
    return first().rule();
  }

  public boolean isError() {
    return first().isError();
  }

  /** Where the findings are, each place once. */
  public List<Place> places() {
    return findings.stream().map(Finding::place).distinct().toList();
  }
}
