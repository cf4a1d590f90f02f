package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code templates/_helpers.tpl}: the named templates that something includes. */
final class HelpersFile {
  private HelpersFile() {}

  static String of(Chart chart, Map<Manifest, Node.Mapping> trees) {
    Set<String> used = used(chart, trees);
    return chart.templates().stream()
        .filter(template -> chart.isLibrary() || used.contains(template.name()))
        .map(template -> define(chart, template))
        .collect(Collectors.joining("\n"));
  }

  private static String define(Chart chart, NamedTemplate template) {
    YamlWriter writer = new YamlWriter(YamlWriter.Style.TEMPLATE, chart);
    writer.line("{{/*");
    // The comment must not end early.
    String description = YamlText.commented(template.description()).replace("*/", "* /");
    YamlWriter.wrap(description, 100).forEach(writer::line);
    writer.line("*/}}");
    writer.line("{{- define " + GoExpression.quoted(chart.name() + "." + template.name()) + " -}}");
    return writer.body(template.body()).line("{{- end }}").text();
  }

  /** Included by a manifest or note, directly or through another template. */
  private static Set<String> used(Chart chart, Map<Manifest, Node.Mapping> trees) {
    Map<String, NamedTemplate> byName = new HashMap<>();
    chart.templates().forEach(template -> byName.put(template.name(), template));
    Deque<String> open = new ArrayDeque<>();
    trees.values().forEach(tree -> open.addAll(Expressions.includes(tree)));
    chart.notes().forEach(note -> open.addAll(Expressions.includes(new Node.Scalar(note.text()))));
    Set<String> used = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.pop();
      if (used.add(name) && byName.containsKey(name)) {
        open.addAll(List.copyOf(Expressions.includes(byName.get(name).body())));
      }
    }
    return used;
  }
}
