package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.CHA_01;
import static dev.chartwright.generator.rule.ChartRules.CHA_05;
import static dev.chartwright.generator.rule.ChartRules.CHA_09;

import dev.chartwright.generator.chartfile.ChartDependency;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.schema.Suggestion;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code Chart.yaml}: its keys are those that Helm knows, and its values have the grammar that Helm
 * and registries expect.
 */
public final class ChartFileCheck implements FileCheck {
  private static final String FILE = ParsedChart.METADATA_FILE;

  private static final Set<String> KEYS =
      Set.of(
          "apiVersion",
          "name",
          "version",
          "kubeVersion",
          "description",
          "type",
          "keywords",
          "home",
          "sources",
          "dependencies",
          "maintainers",
          "icon",
          "appVersion",
          "deprecated",
          "annotations",
          "condition",
          "tags");

  /** Keys of Helm 2, which Helm reads past. */
  private static final Set<String> FORMER_KEYS = Set.of("engine", "tillerVersion");

  private static final Set<String> MAINTAINER_KEYS = Set.of("name", "email", "url");
  private static final Set<String> DEPENDENCY_KEYS =
      Set.of(
          "name",
          "version",
          "repository",
          "condition",
          "tags",
          "enabled",
          "import-values",
          "alias");
  private static final List<String> TEXTS =
      List.of("description", "kubeVersion", "appVersion", "home", "icon", "type");

  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final String NUMBER = "(0|[1-9][0-9]*)";
  private static final String IDENTIFIER = "(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
  private static final Pattern VERSION =
      Pattern.compile(
          "v?"
              + NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(-"
              + IDENTIFIER
              + "(\\."
              + IDENTIFIER
              + ")*)?"
              + "(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?");
  private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

  @Override
  public List<Finding> check(ParsedChart chart) {
    if (!chart.contains(FILE)) {
      return List.of(
          Finding.error(CHA_01, Place.ofFile(FILE), "the file is missing")
              .fixedBy("add it with apiVersion, name and version"));
    }
    List<Finding> problems = new ArrayList<>();
    chart
        .metadataFile()
        .failure()
        .ifPresentOrElse(
            failure -> report("", failure, "correct the line", problems),
            () -> {
              check(chart.metadataFile().content().orElse(null), problems);
              checkPresence(chart, problems);
            });
    return problems;
  }

  private static void check(Object tree, List<Finding> problems) {
    checkKeys(tree, "", KEYS, problems);
    checkApiVersion(Tree.at(tree, "apiVersion"), problems);
    require(
        matches(tree, "name", NAME),
        "name",
        Tree.at(tree, "name"),
        "a name of lower-case letters, digits and hyphens",
        problems);
    require(
        matches(tree, "version", VERSION),
        "version",
        Tree.at(tree, "version"),
        "a version after SemVer 2, such as 1.2.3",
        problems);
    for (String key : TEXTS) {
      Object value = Tree.at(tree, key);
      require(
          value instanceof String || !Tree.map(tree).containsKey(key),
          key,
          value,
          "text, in quotes",
          problems);
    }
    require(
        Set.of("application", "library").contains(Tree.text(tree, "type").orElse("application")),
        "type",
        Tree.at(tree, "type"),
        "application or library",
        problems);
    for (String key : List.of("home", "icon")) {
      Tree.text(tree, key).ifPresent(url -> require(isUrl(url), key, url, "a URL", problems));
    }
    checkSources(tree, problems);
    checkMaintainers(tree, problems);
    checkDependencies(tree, problems);
    Tree.map(tree, "annotations")
        .forEach(
            (key, value) ->
                require(
                    // Helm makes text of a boolean and of a number.
                    value instanceof String || value instanceof Boolean || value instanceof Number,
                    Tree.below("annotations", key),
                    value,
                    "text, in quotes",
                    problems));
  }

  private static void checkSources(Object tree, List<Finding> problems) {
    int index = 0;
    for (Object source : Tree.list(tree, "sources")) {
      boolean url = source instanceof String text && isUrl(text);
      require(url, Tree.item("sources", index), source, "a URL", problems);
      index++;
    }
  }

  private static void checkApiVersion(Object value, List<Finding> problems) {
    if (!"v2".equals(value)) {
      Finding finding =
          Finding.error(CHA_09, Place.ofFile(FILE, "apiVersion"), different(value, "v2"));
      boolean isOfHelm2 = "v1".equals(value);
      problems.add(
          isOfHelm2 ? finding : finding.because("Helm or a chart registry rejects the chart"));
    }
  }

  private static void checkMaintainers(Object tree, List<Finding> problems) {
    int index = 0;
    for (Object maintainer : Tree.list(tree, "maintainers")) {
      String path = Tree.item("maintainers", index);
      checkKeys(maintainer, path, MAINTAINER_KEYS, problems);
      require(
          Tree.text(maintainer, "name").isPresent(),
          path + ".name",
          Tree.at(maintainer, "name"),
          "a name",
          problems);
      Tree.text(maintainer, "email")
          .ifPresent(
              mail ->
                  require(
                      MAIL.matcher(mail).matches(),
                      path + ".email",
                      mail,
                      "an e-mail address",
                      problems));
      Tree.text(maintainer, "url")
          .ifPresent(url -> require(isUrl(url), path + ".url", url, "a URL", problems));
      index++;
    }
  }

  private static void checkDependencies(Object tree, List<Finding> problems) {
    int index = 0;
    for (Object dependency : Tree.list(tree, "dependencies")) {
      String path = Tree.item("dependencies", index);
      checkKeys(dependency, path, DEPENDENCY_KEYS, problems);
      for (String key : List.of("name", "version")) {
        require(
            Tree.text(dependency, key).isPresent(),
            path + "." + key,
            Tree.at(dependency, key),
            "text, in quotes",
            problems);
      }
      index++;
    }
  }

  /** Helm renders nothing while a dependency is missing, whatever its condition. */
  private static void checkPresence(ParsedChart chart, List<Finding> problems) {
    int index = 0;
    for (ChartDependency dependency : chart.dependencies()) {
      String name = dependency.name();
      boolean isThere =
          chart.files().paths().stream()
              .anyMatch(
                  path ->
                      path.startsWith("charts/" + name + "/")
                          || (path.startsWith("charts/" + name + "-") && path.endsWith(".tgz")));
      if (!name.isEmpty() && !isThere) {
        problems.add(
            Finding.error(
                    CHA_05,
                    Place.ofFile(FILE, Tree.item("dependencies", index)),
                    "charts/ does not hold " + name)
                .fixedBy("run helm dependency build, and pack what it fetches"));
      }
      index++;
    }
  }

  private static void checkKeys(
      Object tree, String path, Set<String> known, List<Finding> problems) {
    for (String key : Tree.map(tree).keySet()) {
      if (!known.contains(key) && !(path.isEmpty() && FORMER_KEYS.contains(key))) {
        String fix =
            Suggestion.nearest(key, known)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("remove it; the keys here are " + String.join(", ", new TreeSet<>(known)));
        report(Tree.below(path, key), "there is no such key", fix, problems);
      }
    }
  }

  private static boolean matches(Object tree, String key, Pattern grammar) {
    return Tree.text(tree, key).filter(text -> grammar.matcher(text).matches()).isPresent();
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return uri.getScheme() != null && (uri.getHost() != null || uri.getScheme().equals("data"));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static void require(
      boolean fits, String path, Object value, String expected, List<Finding> problems) {
    if (!fits) {
      report(path, different(value, expected), "write " + expected, problems);
    }
  }

  private static String different(Object value, String expected) {
    return value == null ? "it is missing" : "it is " + Tree.describe(value) + ", not " + expected;
  }

  private static void report(String path, String what, String fix, List<Finding> problems) {
    problems.add(Finding.error(CHA_01, Place.ofFile(FILE, path), what).fixedBy(fix));
  }
}
