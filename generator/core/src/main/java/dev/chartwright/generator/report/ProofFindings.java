package dev.chartwright.generator.report;

import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The problems of a proof, each with the smallest values that show it. Immutable.
 *
 * @param all in the order of the proof
 */
record ProofFindings(List<Entry> all) {
  ProofFindings {
    all = List.copyOf(all);
  }

  /**
   * A problem.
   *
   * @param values what the value space found for it: a ready {@code values.yaml}, empty for the
   *     defaults; nothing for a problem that was found without it
   */
  record Entry(Problem problem, Optional<String> values) {
    /** Whether only these values show it, and not the defaults. */
    boolean hasValues() {
      return values.filter(text -> !text.isBlank()).isPresent();
    }
  }

  /**
   * The problems of one rule.
   *
   * @param entries the gravest first
   */
  record Group(String rule, List<Entry> entries) {}

  static ProofFindings of(ProofReport proof) {
    Map<Integer, String> values = new HashMap<>();
    proof
        .space()
        .map(SpaceReport::failures)
        .orElse(List.of())
        .forEach(failure -> values.put(failure.problem(), failure.values()));
    List<Entry> all = new ArrayList<>();
    for (Problem problem : proof.problems()) {
      all.add(new Entry(problem, Optional.ofNullable(values.get(all.size()))));
    }
    return new ProofFindings(all);
  }

  /** By rule, the rule with the gravest problem first; otherwise in the order of the proof. */
  List<Group> byRule() {
    List<Entry> gravest = new ArrayList<>(all);
    gravest.sort((a, b) -> a.problem().severity().compareTo(b.problem().severity()));
    Map<String, List<Entry>> groups = new LinkedHashMap<>();
    for (Entry entry : gravest) {
      groups.computeIfAbsent(entry.problem().rule(), rule -> new ArrayList<>()).add(entry);
    }
    return groups.entrySet().stream()
        .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
        .toList();
  }
}
