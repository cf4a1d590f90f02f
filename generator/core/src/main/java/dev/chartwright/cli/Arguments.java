package dev.chartwright.cli;

import dev.chartwright.generator.Part;
import dev.chartwright.generator.engine.KubernetesRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command, its options, and the charts of others that it is about. Immutable.
 *
 * @param charts folders or archives; none for what a class declares
 */
record Arguments(String command, Map<String, List<String>> options, List<String> charts) {
  private static final String VERIFY = "verify";
  private static final String DIFF = "diff";

  /** How many charts a command may be given. */
  private static final Map<String, Integer> MOST_CHARTS = Map.of(VERIFY, 1, DIFF, 2);

  private static final Set<String> COMMANDS =
      Set.of(
          "generate",
          "check",
          VERIFY,
          DIFF,
          "render",
          "plan",
          "preflight",
          "gcloud",
          "terraform",
          "diagram");
  static final String KUBE_VERSION = "--kube-version";
  static final String API_VERSIONS = "--api-versions";
  private static final Set<String> OPTIONS =
      Set.of(
          "--class",
          "--class-path",
          "--out",
          "--without",
          "--values",
          "--release",
          "--namespace",
          "--report",
          "--cases",
          "--seed",
          KUBE_VERSION,
          API_VERSIONS);
  private static final String FORCE = "--force";

  /** Arguments that are not understood; the message says which. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  static Arguments parse(List<String> words) {
    if (words.isEmpty() || !COMMANDS.contains(words.get(0))) {
      throw new Unusable(
          words.isEmpty() ? "No command is given." : "'" + words.get(0) + "' is not a command.");
    }
    Map<String, List<String>> options = new LinkedHashMap<>();
    List<String> charts =
        words.stream()
            .skip(1)
            .takeWhile(word -> !word.startsWith("--"))
            .limit(MOST_CHARTS.getOrDefault(words.get(0), 0))
            .toList();
    for (int i = 1 + charts.size(); i < words.size(); i++) {
      String option = words.get(i);
      if (option.equals(FORCE)) {
        options.put(FORCE, List.of());
      } else if (!OPTIONS.contains(option)) {
        throw new Unusable("'" + option + "' is not an option.");
      } else if (i + 1 == words.size()) {
        throw new Unusable("The option " + option + " needs a value.");
      } else {
        options.computeIfAbsent(option, none -> new ArrayList<>()).add(words.get(++i));
      }
    }
    return new Arguments(words.get(0), options, charts);
  }

  /** The value that an option was given last, or what it is without one. */
  String last(String option, String otherwise) {
    List<String> values = all(option);
    return values.isEmpty() ? otherwise : values.get(values.size() - 1);
  }

  /** The whole number, from 1, that an option was given last. */
  long number(String option, long otherwise) {
    String text = last(option, Long.toString(otherwise));
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new Unusable(
          "The option " + option + " takes a number from 1 to 999999999, not '" + text + "'.");
    }
    return Long.parseLong(text);
  }

  /** The cluster that a chart is proven for. */
  KubernetesRequest cluster() {
    try {
      return KubernetesRequest.of(last(KUBE_VERSION, ""), all(API_VERSIONS));
    } catch (IllegalArgumentException malformed) {
      throw new Unusable(malformed.getMessage() + ".");
    }
  }

  List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** The parts that the command generates. */
  Set<Part> parts() {
    Optional<Part> only = Part.find(command);
    Set<Part> parts = only.isPresent() ? EnumSet.of(only.get()) : EnumSet.allOf(Part.class);
    for (String name : all("--without")) {
      parts.remove(
          Part.find(name)
              .orElseThrow(
                  () ->
                      new Unusable(
                          "--without " + name + ": it is not one of " + List.of(Part.values()))));
    }
    return parts;
  }

  boolean isForced() {
    return options.containsKey(FORCE);
  }
}
