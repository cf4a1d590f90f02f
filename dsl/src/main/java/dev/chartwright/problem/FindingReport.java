package dev.chartwright.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The report of findings that people read, wherever they read it: errors before warnings before
 * notes, and each {@link FindingGroup} once, with its places. Pure: the same findings give the same
 * text.
 */
public final class FindingReport {
  /** Places that are listed; {@code report.json} has all of them. */
  private static final int MOST_PLACES = 30;

  private FindingReport() {}

  /** The findings below a heading with the name of the model and the number of findings. */
  public static String of(String model, List<Finding> findings) {
    return model + ": " + summary(findings) + "\n\n" + of(findings) + "\n";
  }

  /** The findings, an empty line between them; empty when there are none. */
  public static String of(List<Finding> findings) {
    return FindingGroup.of(findings).stream()
        .map(FindingReport::of)
        .collect(Collectors.joining("\n\n"));
  }

  /** The number of findings for each severity, such as {@code 3 errors, 1 warning}. */
  public static String summary(List<Finding> findings) {
    Map<Severity, Long> counts =
        FindingGroup.of(findings).stream()
            .collect(Collectors.groupingBy(FindingGroup::severity, Collectors.counting()));
    List<String> words = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = counts.getOrDefault(severity, 0L);
      if (count > 0) {
        words.add(count + " " + severity.word() + (count == 1 ? "" : "s"));
      }
    }
    return words.isEmpty() ? "no findings" : String.join(", ", words);
  }

  /** One group, without a line break at its end. */
  public static String of(FindingGroup group) {
    Finding first = group.first();
    Map<String, Set<String>> places = places(group);
    StringBuilder text = new StringBuilder(first.severity().word()).append(": ");
    if (places.size() == 1) {
      String place = first.place().toString();
      text.append(place.isEmpty() ? "the declaration" : place);
    } else {
      String mark = first.place().shownBy().map(TriedCase::mark).orElse("");
      text.append(places.size()).append(" places");
      text.append(mark.isEmpty() ? "" : " (" + mark + ")");
    }
    text.append("  [").append(first.rule()).append("]\n    what: ").append(first.what());
    text.append("\n    why:  ").append(first.why());
    text.append("\n    ").append(first.outcome());
    if (places.size() == 1) {
      Set<String> lines = places.values().iterator().next();
      text.append(lines.isEmpty() ? "" : "\n    line: " + String.join(", ", lines));
      return text.toString();
    }
    text.append("\n    at:");
    places.entrySet().stream()
        .limit(MOST_PLACES)
        .forEach(
            each -> {
              text.append("\n      ").append(each.getKey());
              if (!each.getValue().isEmpty()) {
                text.append(" (").append(String.join(", ", each.getValue())).append(')');
              }
            });
    int more = places.size() - MOST_PLACES;
    return text.append(more > 0 ? "\n      and " + more + " more" : "").toString();
  }

  /** The places of a group, with what differs there from the first one, and their Java lines. */
  private static Map<String, Set<String>> places(FindingGroup group) {
    Map<String, Set<String>> places = new LinkedHashMap<>();
    for (Finding each : group.findings()) {
      String place = each.place().target() + difference(group.first(), each);
      Set<String> lines = places.computeIfAbsent(place, none -> new LinkedHashSet<>());
      each.place().declaredAt().map(SourceLine::toString).ifPresent(lines::add);
    }
    return places;
  }

  /** What is said of another place than the first, and not of the first; empty for the same. */
  private static String difference(Finding first, Finding other) {
    List<String> parts = new ArrayList<>();
    Optional.of(other.what()).filter(what -> !what.equals(first.what())).ifPresent(parts::add);
    Optional.of(other.fix())
        .filter(fix -> !fix.equals(first.fix()))
        .ifPresent(fix -> parts.add("fix: " + fix));
    return parts.isEmpty() ? "" : ": " + String.join("; ", parts);
  }
}
