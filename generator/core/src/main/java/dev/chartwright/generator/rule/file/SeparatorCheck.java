package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.TPL_11;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The marks between documents: each stands alone on its line, when the template is executed too.
 *
 * <p>Helm itself cuts the text at three hyphens, whatever follows. Its own reader before a
 * post-renderer does not (4.0.0 to 4.1.3), nor do the readers of {@code crds/}, of kubectl and of
 * kustomize. Three dots end a document for all of them, and Helm reads nothing after them.
 */
public final class SeparatorCheck implements FileCheck {
  private static final Pattern FILE = Pattern.compile("(?:charts/[^/]+/)*templates/.*\\.ya?ml");
  private static final Pattern CRD = Pattern.compile("(?:charts/[^/]+/)*crds/.*\\.ya?ml");
  private static final Pattern MARK = Pattern.compile("(?m)^---(?!-)");
  private static final Pattern END = Pattern.compile("(?m)^\\.\\.\\.[ \\t]*\\r?$");
  private static final Pattern ACTION =
      Pattern.compile("\\{\\{(-\\s)?\\s*(/\\*.*?\\*/|.*?)\\s*?(\\s-)?\\}\\}", Pattern.DOTALL);
  private static final Pattern DEFINE =
      Pattern.compile("\\{\\{-?\\s*define\\s+[\"`]([^\"`]+)[\"`]\\s*(-?)\\}\\}");
  private static final Pattern SILENT =
      Pattern.compile(
          "(?s)(?:/\\*.*|(?:if|with|range|else|end|define|block|break|continue)\\b.*|\\$\\w+\\s*:?=.*)");
  private static final Pattern INCLUDE =
      Pattern.compile("(?:include|template)\\s+[\"`]([^\"`]+)[\"`].*", Pattern.DOTALL);
  private static final Pattern INDENTED =
      Pattern.compile("\\|\\s*nindent\\b|^(?:printf?\\s+)?\"\\\\n");

  @Override
  public List<Finding> check(ParsedChart chart) {
    Map<String, Boolean> lines = lines(chart);
    return chart.files().paths().stream()
        .filter(path -> FILE.matcher(path).matches() || CRD.matcher(path).matches())
        .flatMap(path -> findings(path, chart.text(path), lines))
        .toList();
  }

  /** Whether what each named template gives begins on the line on which it is included. */
  private static Map<String, Boolean> lines(ParsedChart chart) {
    Map<String, Boolean> lines = new HashMap<>();
    for (String path : chart.files().paths()) {
      if (path.contains("templates/")) {
        String text = chart.text(path);
        DEFINE
            .matcher(text)
            .results()
            .forEach(
                define -> {
                  boolean trim = !define.group(2).isEmpty();
                  boolean starts = glued(text, define.end(), trim, Map.of()).isEmpty();
                  lines.put(define.group(1), starts);
                });
      }
    }
    return lines;
  }

  private static Stream<Finding> findings(String path, String text, Map<String, Boolean> lines) {
    Stream<Finding> ofMarks = ofMarks(path, text, lines);
    return ValueUse.isPartial(path) ? ofMarks : Stream.concat(ofMarks, ofEnds(path, text));
  }

  private static Stream<Finding> ofMarks(String path, String text, Map<String, Boolean> lines) {
    boolean isTemplate = FILE.matcher(path).matches();
    return MARK.matcher(text)
        .results()
        .flatMap(
            mark ->
                (isTemplate ? glued(text, mark.end(), false, lines) : plain(text, mark.end()))
                        .map(
                            glued ->
                                glued(
                                    Place.ofLine(path, line(text, mark.start())),
                                    glued,
                                    isTemplate))
                        .stream());
  }

  private static Finding glued(Place place, String glued, boolean isTemplate) {
    return Finding.error(TPL_11, place, "the separator is glued to what follows: ---" + glued)
        .because(
            isTemplate
                ? "Helm 4.0.0 to 4.1.3 reject the chart wherever a post-renderer runs, as Flux"
                    + " does; other tools lose the document"
                : "the API client drops the line, and with it the apiVersion")
        .fixedBy(
            isTemplate
                ? "keep the newline after ---: write {{ instead of {{-, or }} instead of -}}"
                : "write --- on a line of its own");
  }

  private static Optional<String> plain(String text, int from) {
    String rest = text.substring(from).lines().findFirst().orElse("").strip();
    return rest.isEmpty() || rest.startsWith("#") ? Optional.empty() : Optional.of(rest);
  }

  /**
   * What stands on the line of a separator once the template is executed, if anything does. Every
   * condition is taken to hold, because some values make it hold.
   */
  private static Optional<String> glued(
      String text, int from, boolean trimmed, Map<String, Boolean> lines) {
    int at = from;
    boolean trim = trimmed;
    boolean inComment = false;
    Matcher action = ACTION.matcher(text);
    while (true) {
      boolean more = action.find(at);
      int end = more ? action.start() : text.length();
      String plain = text.substring(at, end);
      if (trim) {
        plain = plain.stripLeading();
      }
      if (more && action.group(1) != null) {
        plain = plain.stripTrailing();
      }
      int newline = plain.indexOf('\n');
      String line = (newline < 0 ? plain : plain.substring(0, newline)).strip();
      if (inComment && !line.isEmpty()) {
        return Optional.of("# " + line);
      }
      if (!line.isEmpty() && !line.startsWith("#")) {
        return Optional.of(line);
      }
      if (newline >= 0) {
        return Optional.empty();
      }
      inComment |= line.startsWith("#");
      if (!more) {
        return Optional.empty();
      }
      String said = action.group(2);
      if (!SILENT.matcher(said).matches()) {
        return says(said, lines) ? Optional.of("{{ " + said + " }}") : Optional.empty();
      }
      if (said.startsWith("else")) {
        return Optional.empty(); // The first branch was empty.
      }
      trim = action.group(3) != null;
      at = action.end();
    }
  }

  /** Whether what an action gives begins on the line on which the action stands. */
  private static boolean says(String action, Map<String, Boolean> lines) {
    Matcher include = INCLUDE.matcher(action);
    if (INDENTED.matcher(action).find()) {
      return false;
    }
    return !include.matches() || !lines.getOrDefault(include.group(1), true);
  }

  private static Stream<Finding> ofEnds(String path, String text) {
    return END.matcher(text)
        .results()
        .filter(end -> !isMark(after(text, end.end())))
        .map(
            end ->
                Finding.error(
                        TPL_11,
                        Place.ofLine(path, line(text, end.start())),
                        "a document begins after ... without ---")
                    .fixedBy("write --- after the dots, or instead of them"));
  }

  private static boolean isMark(String line) {
    return line.startsWith("---") || line.startsWith("...");
  }

  /** The first line after a place that says something. */
  private static String after(String text, int place) {
    return text.substring(place)
        .lines()
        .map(line -> line.replaceAll("\\{\\{-?\\s*/\\*.*?\\*/\\s*-?\\}\\}", "").strip())
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .filter(line -> !line.matches("\\{\\{-?\\s*(?:if|with|range|else|end)\\b.*\\}\\}"))
        .findFirst()
        .orElse("---");
  }

  private static int line(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(each -> each == '\n').count();
  }
}
