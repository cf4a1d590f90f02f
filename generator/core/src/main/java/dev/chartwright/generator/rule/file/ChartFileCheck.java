package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.CHA_01;
import static dev.chartwright.generator.rule.ChartRules.CHA_05;
import static dev.chartwright.generator.rule.ChartRules.CHA_09;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Suggestion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    Optional<String> failure = chart.metadataFile().failure();
    if (failure.isPresent()) {
      return List.of(
          Finding.error(CHA_01, Place.ofFile(FILE), failure.get()).fixedBy("correct the line"));
    }
    Field root = Field.root(FILE, chart.metadataFile().content().orElse(null));
    return Stream.concat(findings(root), absent(root, chart)).toList();
  }

  private static Stream<Finding> findings(Field root) {
    return Stream.of(
            unknown(root, KEYS),
            apiVersion(root.at("apiVersion")),
            require(
                root.at("name"),
                matches(root.at("name"), NAME),
                "a name of lower-case letters, digits and hyphens"),
            require(
                root.at("version"),
                matches(root.at("version"), VERSION),
                "a version after SemVer 2, such as 1.2.3"),
            TEXTS.stream()
                .filter(root::has)
                .map(root::at)
                .flatMap(each -> require(each, each.text().isPresent(), "text, in quotes")),
            require(
                root.at("type"),
                Set.of("application", "library").contains(root.text("type").orElse("application")),
                "application or library"),
            Stream.of("home", "icon").map(root::at).flatMap(ChartFileCheck::url),
            root.items("sources").flatMap(each -> require(each, isUrl(each), "a URL")),
            root.items("maintainers").flatMap(ChartFileCheck::maintainer),
            root.items("dependencies").flatMap(ChartFileCheck::dependency),
            root.at("annotations").fields().flatMap(ChartFileCheck::annotation))
        .flatMap(each -> each);
  }

  private static Stream<Finding> apiVersion(Field version) {
    if (version.is("v2")) {
      return Stream.empty();
    }
    Finding finding = version.error(CHA_09, different(version, "v2"));
    return Stream.of(
        version.is("v1") ? finding : finding.because("Helm or a chart registry rejects the chart"));
  }

  private static Stream<Finding> maintainer(Field maintainer) {
    Field name = maintainer.at("name");
    Field mail = maintainer.at("email");
    boolean isMail = mail.text().filter(text -> !MAIL.matcher(text).matches()).isEmpty();
    return Stream.of(
            unknown(maintainer, MAINTAINER_KEYS),
            require(name, name.text().isPresent(), "a name"),
            require(mail, isMail, "an e-mail address"),
            url(maintainer.at("url")))
        .flatMap(each -> each);
  }

  private static Stream<Finding> dependency(Field dependency) {
    return Stream.concat(
        unknown(dependency, DEPENDENCY_KEYS),
        Stream.of("name", "version")
            .map(dependency::at)
            .flatMap(each -> require(each, each.text().isPresent(), "text, in quotes")));
  }

  /** Helm makes text of a boolean and of a number. */
  private static Stream<Finding> annotation(Field annotation) {
    Object value = annotation.value();
    return require(
        annotation,
        value instanceof String || value instanceof Boolean || value instanceof Number,
        "text, in quotes");
  }

  /** Helm renders nothing while a dependency is missing, whatever its condition. */
  private static Stream<Finding> absent(Field root, ParsedChart chart) {
    return root.items("dependencies")
        .flatMap(
            dependency ->
                dependency
                    .text("name")
                    .filter(name -> !name.isEmpty() && !holds(chart, name))
                    .map(
                        name ->
                            dependency
                                .error(CHA_05, "charts/ does not hold " + name)
                                .fixedBy(
                                    "run the goal dependencies of Chartwright, or helm dependency"
                                        + " build"))
                    .stream());
  }

  private static boolean holds(ParsedChart chart, String dependency) {
    return chart.files().paths().stream()
        .anyMatch(
            path ->
                path.startsWith("charts/" + dependency + "/")
                    || (path.startsWith("charts/" + dependency + "-") && path.endsWith(".tgz")));
  }

  private static Stream<Finding> unknown(Field map, Set<String> known) {
    return map.fields()
        .filter(field -> !known.contains(field.key()))
        .filter(field -> !(map.path().isEmpty() && FORMER_KEYS.contains(field.key())))
        .map(
            field ->
                field
                    .error(CHA_01, "there is no such key")
                    .fixedBy(
                        Suggestion.nearest(field.key(), known)
                            .map(meant -> "did you mean " + meant + "?")
                            .orElse(
                                "remove it; the keys here are "
                                    + String.join(", ", new TreeSet<>(known)))));
  }

  private static boolean matches(Field field, Pattern grammar) {
    return field.text().filter(text -> grammar.matcher(text).matches()).isPresent();
  }

  private static Stream<Finding> url(Field url) {
    return require(url, url.text().isEmpty() || isUrl(url), "a URL");
  }

  private static boolean isUrl(Field field) {
    return field.text().filter(ChartFileCheck::isUrl).isPresent();
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return uri.getScheme() != null && (uri.getHost() != null || uri.getScheme().equals("data"));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static Stream<Finding> require(Field field, boolean fits, String expected) {
    return fits
        ? Stream.empty()
        : Stream.of(field.error(CHA_01, different(field, expected)).fixedBy("write " + expected));
  }

  private static String different(Field field, String expected) {
    return field.isPresent()
        ? "it is " + Tree.describe(field.value()) + ", not " + expected
        : "it is missing";
  }
}
