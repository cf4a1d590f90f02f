package dev.chartwright.generator.prove;

import dev.chartwright.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Problems with one cause told once: what breaks the same rule in the same case, and is mended in
 * the same way, stands at the first of its places, which names the others. Immutable.
 *
 * @param space with the failures at their new places
 */
record ProblemGroups(List<Problem> problems, Optional<SpaceReport> space) {
  private static final Pattern PLACE =
      Pattern.compile("(.*?)( \\((?:with|release name|ci/).*)?", Pattern.DOTALL);

  /** Places that are named; a list that is longer helps nobody. */
  private static final int MOST_PLACES = 8;

  ProblemGroups {
    problems = List.copyOf(problems);
  }

  private record Cause(String rule, boolean isError, String why, String fix, String inCase) {}

  static ProblemGroups of(List<Problem> problems, Optional<SpaceReport> space) {
    Map<Integer, String> values = new HashMap<>();
    space.ifPresent(
        report -> report.failures().forEach(each -> values.put(each.problem(), each.values())));
    Map<Cause, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      String inCase = values.getOrDefault(i, "");
      String shown = inCase.isEmpty() ? suffix(problem) : inCase;
      // The defaults show many a cause, which only its words tell from the next.
      String words = shown.isEmpty() ? problem.what() : shown;
      // One switch opens all that a pod closes.
      boolean isPod = problem.rule().equals("POD-01") && !shown.isEmpty();
      String fix = isPod ? "" : problem.fix();
      groups
          .computeIfAbsent(
              new Cause(problem.rule(), problem.isError(), problem.why(), fix, words),
              none -> new ArrayList<>())
          .add(i);
    }
    List<Problem> grouped = new ArrayList<>();
    List<SpaceReport.Failure> failures = new ArrayList<>();
    for (List<Integer> group : groups.values()) {
      int first = group.get(0);
      if (values.containsKey(first)) {
        failures.add(new SpaceReport.Failure(grouped.size(), values.get(first)));
      }
      grouped.add(together(group.stream().map(problems::get).toList()));
    }
    return new ProblemGroups(grouped, space.map(report -> report.with(failures)));
  }

  private static Problem together(List<Problem> group) {
    Problem first = group.get(0);
    if (group.size() == 1) {
      return first;
    }
    List<String> places =
        group.stream().skip(1).map(ProblemGroups::place).distinct().limit(MOST_PLACES).toList();
    int more = group.size() - 1 - places.size();
    return new Problem(
        first.severity(),
        first.rule(),
        first.path(),
        first.what()
            + "; so it is with "
            + String.join(", ", places)
            + (more > 0 ? " and " + more + " more" : ""),
        first.why(),
        first.fix());
  }

  private static String place(Problem problem) {
    Matcher matcher = PLACE.matcher(problem.path());
    return matcher.matches() ? matcher.group(1) : problem.path();
  }

  private static String suffix(Problem problem) {
    Matcher matcher = PLACE.matcher(problem.path());
    return matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "";
  }
}
