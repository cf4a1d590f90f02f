package dev.chartwright.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report of findings that people read: errors before warnings before notes, and what is found
 * at several places once, with its places. Pure: the same findings give the same text.
 */
public final class FindingReport {
  private FindingReport() {}

  /** The findings below a heading with the name of the model and the number of findings. */
  public static String of(String model, List<Finding> findings) {
    return model + ": " + summary(findings) + "\n\n" + of(findings) + "\n";
  }

  /** The findings, an empty line between them; empty when there are none. */
  public static String of(List<Finding> findings) {
    return groups(findings).stream().map(Group::toString).collect(Collectors.joining("\n\n"));
  }

  /** The number of findings for each severity, such as {@code 3 errors, 1 warning}. */
  public static String summary(List<Finding> findings) {
    Map<Severity, Long> counts =
        groups(findings).stream()
            .collect(
                Collectors.groupingBy(
                    group -> group.findings().get(0).severity(), Collectors.counting()));
    List<String> words = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = counts.getOrDefault(severity, 0L);
      if (count > 0) {
        words.add(count + " " + severity.word() + (count == 1 ? "" : "s"));
      }
    }
    return words.isEmpty() ? "no findings" : String.join(", ", words);
  }

  /** Findings with the same cause, the worst first, otherwise in the order of their first place. */
  private static List<Group> groups(List<Finding> findings) {
    Map<Finding, List<Finding>> byText = new LinkedHashMap<>();
    for (Finding finding : findings) {
      // Without its place, a finding equals those that say the same of other places.
      byText
          .computeIfAbsent(finding.at(Place.ofModel("")), absent -> new ArrayList<>())
          .add(finding);
    }
    return byText.values().stream()
        .map(Group::new)
        .sorted(Comparator.comparing(group -> group.findings().get(0).severity()))
        .toList();
  }

  /** Findings that differ in their places alone. */
  private record Group(List<Finding> findings) {
    @Override
    public String toString() {
      Finding first = findings.get(0);
      Map<String, LinkedHashSet<String>> lines = new LinkedHashMap<>();
      for (Finding finding : findings) {
        LinkedHashSet<String> declared =
            lines.computeIfAbsent(finding.place().toString(), absent -> new LinkedHashSet<>());
        finding.place().declaredAt().ifPresent(line -> declared.add(line.toString()));
      }
      String body =
          "  ["
              + first.rule()
              + "]\n    what: "
              + first.what()
              + "\n    why:  "
              + first.why()
              + "\n    fix:  "
              + first.fix();
      String head = first.severity().word() + ": ";
      if (lines.size() == 1) {
        Map.Entry<String, LinkedHashSet<String>> only = lines.entrySet().iterator().next();
        String place = only.getKey().isEmpty() ? "the declaration" : only.getKey();
        return only.getValue().isEmpty()
            ? head + place + body
            : head + place + body + "\n    line: " + String.join(", ", only.getValue());
      }
      return lines.entrySet().stream()
          .map(
              each ->
                  each.getValue().isEmpty()
                      ? each.getKey()
                      : each.getKey() + " (" + String.join(", ", each.getValue()) + ")")
          .collect(
              Collectors.joining(
                  "\n      ", head + lines.size() + " places" + body + "\n    at:\n      ", ""));
    }
  }
}
