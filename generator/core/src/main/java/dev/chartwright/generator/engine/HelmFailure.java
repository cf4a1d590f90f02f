package dev.chartwright.generator.engine;

import dev.chartwright.generator.file.ChartPath;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why Helm did not render a chart, told apart by who has to act. */
public sealed interface HelmFailure extends Rendering {

  /** The finding in one text, without the habits of Helm's error chains. */
  String message();

  /**
   * The values do not fit a {@code values.schema.json}.
   *
   * @param violations all of them, sorted
   */
  record SchemaRejection(List<Violation> violations) implements HelmFailure {
    public SchemaRejection {
      violations = List.copyOf(violations);
    }

    @Override
    public String message() {
      return String.join("; ", violations.stream().map(Violation::toString).toList());
    }
  }

  /**
   * One value that a schema rejects.
   *
   * @param path the value, such as {@code worker.ports[0].name}; empty for the root
   * @param message why, in Helm's words
   */
  record Violation(String path, String message) {
    /** The same violation below a key of the values. */
    Violation below(String key) {
      if (key.isEmpty()) {
        return this;
      }
      boolean isPlain = path.isEmpty() || path.startsWith("[");
      return new Violation(key + (isPlain ? "" : ".") + path, message);
    }

    @Override
    public String toString() {
      return path.isEmpty() ? message : path + ": " + message;
    }
  }

  /** The chart itself refused the values, by {@code fail} or {@code required}. */
  record Refusal(Location location, String message) implements HelmFailure {}

  /**
   * A template does not parse or cannot be executed.
   *
   * @param expression the failing expression, where Helm tells it
   */
  record TemplateError(Location location, Optional<String> expression, String message)
      implements HelmFailure {}

  /** A template rendered to something that is not YAML. */
  record InvalidManifest(String file, String message) implements HelmFailure {}

  /** The chart wants another version of Kubernetes than the one that it is rendered for. */
  record OtherKubernetes(String message) implements HelmFailure {}

  /** Anything else: a chart that cannot be loaded, a release name that Helm refuses. */
  record Unusable(String message) implements HelmFailure {}

  /**
   * A place in a template.
   *
   * @param file relative to the chart, such as {@code templates/deployment.yaml}
   * @param line from 1
   */
  record Location(String file, int line) {
    /** The place for a finding. */
    public Place place() {
      return Place.ofLine(file, line);
    }

    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /** Reads the text of an error of Helm. */
  static HelmFailure of(String text) {
    return HelmFailureText.read(text, "");
  }

  /**
   * Reads the text of an error of Helm.
   *
   * @param chart the name of the chart: what the schema of another chart rejects is told with the
   *     path that it has in the values of this one
   */
  static HelmFailure of(String text, String chart) {
    return HelmFailureText.read(text, chart);
  }
}

/** The forms that Helm 3 gives to its errors. */
final class HelmFailureText {
  private static final String SCHEMA = "values don't meet the specifications of the schema(s)";
  // A backslash stands before each quote of the path, and may stand before the one that ends it.
  private static final Pattern VIOLATION =
      Pattern.compile("- at '(.*?(?<!\\\\)|.*?\\\\)': (.*)", Pattern.DOTALL);
  private static final Pattern ADDITIONAL =
      Pattern.compile("additional properties '(.*)' not allowed");
  private static final Pattern MISSING = Pattern.compile("missing propert(?:y|ies) '(.*)'");
  private static final Pattern BETWEEN = Pattern.compile("', '");
  private static final Pattern REFUSAL =
      Pattern.compile("execution error at \\((\\S+?):(\\d+):\\d+\\): (.*)", Pattern.DOTALL);
  private static final Pattern PARSE =
      Pattern.compile("parse error at \\((\\S+?):(\\d+)\\): (.*)", Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*):");
  private static final Pattern MISMATCH = Pattern.compile("type mismatch on (\\S+): ");
  private static final String SUMMARY = "validation failed";
  private static final String OTHER_KUBERNETES = "which is incompatible with Kubernetes v";
  private static final String LINK = "template: ";
  private static final Pattern EXECUTION =
      Pattern.compile(
          "template: (\\S+?):(\\d+):\\d+: executing \"[^\"]*\" at <(.*?)>: (.*)", Pattern.DOTALL);
  private static final Pattern MANIFEST =
      Pattern.compile(
          "YAML parse error on (\\S+): (?:error converting YAML to JSON: )?(?:yaml: )?(.*)",
          Pattern.DOTALL);

  private HelmFailureText() {}

  static HelmFailure read(String raw, String chart) {
    String text = raw.replace("Use --debug flag to render out invalid YAML", "").strip();
    if (text.contains(SCHEMA)) {
      List<HelmFailure.Violation> violations = violations(text, chart);
      // Without any, the schema itself is at fault.
      return violations.isEmpty()
          ? new HelmFailure.Unusable(text)
          : new HelmFailure.SchemaRejection(violations);
    }
    Matcher mismatch = MISMATCH.matcher(text);
    if (mismatch.find()) {
      return new HelmFailure.SchemaRejection(
          List.of(
              new HelmFailure.Violation(
                  mismatch.group(1), "is not a map, and holds the values of a subchart")));
    }
    if (text.contains(OTHER_KUBERNETES)) {
      return new HelmFailure.OtherKubernetes(text);
    }
    Matcher refusal = REFUSAL.matcher(text);
    if (refusal.find()) {
      return new HelmFailure.Refusal(
          location(refusal.group(1), refusal.group(2)), refusal.group(3).strip());
    }
    Matcher parse = PARSE.matcher(text);
    if (parse.find()) {
      return new HelmFailure.TemplateError(
          location(parse.group(1), parse.group(2)),
          Optional.empty(),
          parse.group(3).replaceFirst(" started at \\S+?:(\\d+)$", " started in line $1").strip());
    }
    Matcher manifest = MANIFEST.matcher(text);
    if (manifest.find()) {
      return new HelmFailure.InvalidManifest(
          ChartPath.belowChart(manifest.group(1)), manifest.group(2).strip());
    }
    return execution(text).orElse(new HelmFailure.Unusable(text));
  }

  /**
   * An error inside a named template comes as a chain; its last link with a place is the one to
   * mend.
   */
  private static Optional<HelmFailure> execution(String text) {
    for (int link = text.lastIndexOf(LINK); link >= 0; link = text.lastIndexOf(LINK, link - 1)) {
      Matcher execution = EXECUTION.matcher(text).region(link, text.length());
      if (execution.lookingAt()) {
        return Optional.of(
            new HelmFailure.TemplateError(
                location(execution.group(1), execution.group(2)),
                Optional.of(execution.group(3)),
                execution.group(4).strip()));
      }
    }
    return Optional.empty();
  }

  /** What the schemas reject; Helm writes the name of a chart above what its schema rejects. */
  private static List<HelmFailure.Violation> violations(String text, String chart) {
    List<HelmFailure.Violation> all = new ArrayList<>();
    String prefix = "";
    for (String line : text.lines().map(String::strip).toList()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String name = heading.group(1);
        prefix = chart.isEmpty() || name.equals(chart) ? "" : name;
      } else {
        String above = prefix;
        violations(line).map(each -> each.below(above)).forEach(all::add);
      }
    }
    if (!all.stream().allMatch(HelmFailureText::isSummary)) {
      all.removeIf(HelmFailureText::isSummary);
    }
    // Helm's own order changes from run to run.
    all.sort(Comparator.comparing(HelmFailure.Violation::toString));
    return all;
  }

  /** Whether it says of a value with several violations only that there are some. */
  private static boolean isSummary(HelmFailure.Violation violation) {
    return violation.message().equals(SUMMARY);
  }

  private static Stream<HelmFailure.Violation> violations(String line) {
    Matcher violation = VIOLATION.matcher(line);
    if (!violation.matches()) {
      return Stream.empty();
    }
    String path = path(unquoted(violation.group(1)));
    Matcher additional = ADDITIONAL.matcher(violation.group(2));
    if (additional.matches()) {
      return below(path, additional.group(1), "is not a value of this chart");
    }
    Matcher missing = MISSING.matcher(violation.group(2));
    if (missing.matches()) {
      return below(path, missing.group(1), "is missing, and required");
    }
    return Stream.of(new HelmFailure.Violation(path, violation.group(2)));
  }

  /** The same about each of the keys of a list. */
  private static Stream<HelmFailure.Violation> below(String path, String keys, String message) {
    return BETWEEN
        .splitAsStream(keys)
        .map(HelmFailureText::unquoted)
        .map(key -> path.isEmpty() ? key : path + "." + key)
        .map(key -> new HelmFailure.Violation(key, message));
  }

  /** Characters that cannot be shown keep their escape: the finding stays on one line. */
  private static String unquoted(String text) {
    return text.replaceAll("\\\\(['\\\\])", "$1");
  }

  /** A JSON pointer as a path of values. */
  private static String path(String pointer) {
    StringBuilder path = new StringBuilder();
    for (String step : pointer.split("/")) {
      if (step.isEmpty()) {
        continue;
      }
      String name = step.replace("~1", "/").replace("~0", "~");
      if (name.chars().allMatch(Character::isDigit)) {
        path.append('[').append(name).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(name);
      }
    }
    return path.toString();
  }

  private static HelmFailure.Location location(String file, String line) {
    return new HelmFailure.Location(ChartPath.belowChart(file), Integer.parseInt(line));
  }
}
