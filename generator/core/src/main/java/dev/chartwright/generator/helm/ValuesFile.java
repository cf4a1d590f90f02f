package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.generator.manifest.KeyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code values.yaml} and value files: the declared values as commented YAML. */
final class ValuesFile {
  private ValuesFile() {}

  /**
   * {@code values.yaml}: every value with its default and its description, in the order of their
   * declaration.
   */
  static String defaults(Chart chart, List<Value<?>> values) {
    YamlWriter writer = new YamlWriter(YamlWriter.Style.VALUES, chart);
    writer.comment(
        "Default values of the chart " + chart.name() + ". This file is generated: edits are lost.",
        0);
    Map<String, Object> tree = tree(values);
    for (Dependency dependency : chart.dependencies()) {
      dependency
          .settings()
          .forEach((path, set) -> put(tree, dependency.key() + "." + path, new Setting(set)));
    }
    for (Map.Entry<String, Object> entry : tree.entrySet()) {
      writer.line("");
      writer.mapping(
          new Mapping(List.of(documented(chart, entry.getKey(), entry.getKey(), entry.getValue()))),
          0);
    }
    return writer.text();
  }

  /** The values as they follow each other in the file, where those of one group stand together. */
  static List<Value<?>> inOrder(List<Value<?>> values) {
    List<Value<?>> all = new ArrayList<>();
    collect(tree(values), all);
    return all;
  }

  private static void collect(Object tree, List<Value<?>> all) {
    if (tree instanceof Value<?> value) {
      all.add(value);
    } else {
      ((Map<?, ?>) tree).values().forEach(each -> collect(each, all));
    }
  }

  private static Map<String, Object> tree(List<Value<?>> values) {
    Map<String, Object> tree = new LinkedHashMap<>();
    values.forEach(value -> put(tree, value.path(), value));
    return tree;
  }

  /** A default that the chart gives to a value of a subchart, which documents it. */
  private record Setting(Object value) {}

  /** A file of settings by dotted path. */
  static String settings(Chart chart, String comment, Map<String, Object> settings) {
    YamlWriter writer = new YamlWriter(YamlWriter.Style.VALUES, chart);
    writer.comment(comment, 0);
    Map<String, Object> tree = new LinkedHashMap<>();
    settings.forEach((path, setting) -> put(tree, path, setting));
    return writer.mapping((Mapping) Node.of(tree), 0).text();
  }

  private static Entry documented(Chart chart, String path, String key, Object tree) {
    if (tree instanceof Value<?> value) {
      Node shown = Node.of(value.defaultValue());
      Node ordered = value.type().isTexts() ? shown : KeyOrder.unlessOrdered(shown);
      String examples =
          value.examples().stream()
              .map(example -> example(chart, key, example))
              .collect(Collectors.joining());
      return new Entry(key, ordered)
          .commented("-- " + value.description() + required(value) + examples);
    }
    if (tree instanceof Setting setting) {
      return new Entry(key, KeyOrder.unlessOrdered(Node.of(setting.value())));
    }
    List<Entry> entries = new ArrayList<>();
    ((Map<?, ?>) tree)
        .forEach(
            (child, subtree) ->
                entries.add(documented(chart, path + "." + child, (String) child, subtree)));
    Entry entry = new Entry(key, new Mapping(entries));
    String section = chart.values().sections().get(path);
    Optional<String> comment =
        Optional.ofNullable(section)
            .or(
                () ->
                    chart.dependencies().stream()
                        .filter(each -> each.key().equals(path))
                        .map(each -> "Values of the subchart " + each.name() + ".")
                        .findFirst());
    return comment.map(entry::commented).orElse(entry);
  }

  /** What users read behind the description of a value that they have to set. */
  static String required(Value<?> value) {
    return value.isRequired() ? " Required." : "";
  }

  /** The lines of an example, indented, so that a comment keeps them as they are. */
  private static String example(Chart chart, String key, Object example) {
    YamlWriter writer = new YamlWriter(YamlWriter.Style.VALUES, chart);
    writer.mapping(
        new Mapping(List.of(new Entry(key, KeyOrder.unlessOrdered(Node.of(example))))), 0);
    return "\nExample:\n" + writer.text().stripTrailing().indent(2).stripTrailing();
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> tree, String path, Object leaf) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.put(path, leaf);
    } else {
      put(
          (Map<String, Object>)
              tree.computeIfAbsent(
                  path.substring(0, dot), key -> new LinkedHashMap<String, Object>()),
          path.substring(dot + 1),
          leaf);
    }
  }
}
