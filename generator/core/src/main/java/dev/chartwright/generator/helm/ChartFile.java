package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.FormerName;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code Chart.yaml}. */
final class ChartFile {
  private ChartFile() {}

  static String of(Chart chart) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "v2");
    tree.put("name", chart.name());
    tree.put("description", chart.description());
    tree.put("type", chart.isLibrary() ? "library" : "application");
    tree.put("version", chart.version());
    put(tree, "appVersion", chart.appVersion());
    put(tree, "kubeVersion", chart.kubeVersion());
    put(tree, "home", chart.home());
    put(tree, "icon", chart.icon());
    put(tree, "sources", chart.sources());
    put(tree, "keywords", chart.keywords());
    List<Map<String, Object>> maintainers = new ArrayList<>();
    chart
        .maintainers()
        .forEach(
            maintainer -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("name", maintainer.name());
              put(entry, "email", maintainer.email());
              put(entry, "url", maintainer.url());
              maintainers.add(entry);
            });
    put(tree, "maintainers", maintainers);
    put(tree, "dependencies", dependencies(chart));
    put(tree, "annotations", chart.annotations());
    return new YamlWriter(YamlWriter.Style.PLAIN, chart)
        .mapping((Node.Mapping) Node.of(tree), 0)
        .text();
  }

  /** The entries of {@code dependencies}. */
  static List<Map<String, Object>> dependencies(Chart chart) {
    return chart.dependencies().stream().map(each -> dependency(chart, each)).toList();
  }

  private static Map<String, Object> dependency(Chart chart, Dependency dependency) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", dependency.name());
    entry.put("version", dependency.version());
    put(entry, "repository", dependency.repository());
    dependency.condition().ifPresent(flag -> entry.put("condition", condition(chart, flag)));
    put(entry, "tags", dependency.tags());
    put(entry, "import-values", dependency.imports().stream().map(ChartFile::imported).toList());
    put(entry, "alias", dependency.alias());
    return entry;
  }

  /** Helm takes the first of these paths that is set. */
  private static String condition(Chart chart, Value<Boolean> flag) {
    return Stream.concat(
            RenamedValues.working(chart, flag).map(FormerName::path), Stream.of(flag.path()))
        .collect(Collectors.joining(","));
  }

  private static Object imported(Dependency.Import values) {
    if (values.parent().isEmpty()) {
      return values.child();
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("child", values.child());
    entry.put("parent", values.parent());
    return entry;
  }

  private static void put(Map<String, Object> tree, String key, Object value) {
    boolean empty =
        value instanceof String text
            ? text.isEmpty()
            : value instanceof List<?> list ? list.isEmpty() : ((Map<?, ?>) value).isEmpty();
    if (!empty) {
      tree.put(key, value);
    }
  }
}
