package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Condition;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Node;

/** {@code templates/<name>.yaml}: one object, with its condition and guards. */
final class ManifestFile {
  private ManifestFile() {}

  static String of(Chart chart, Manifest manifest, Node.Mapping tree) {
    GoExpression go = GoExpression.of(chart.name());
    YamlWriter writer = new YamlWriter(YamlWriter.Style.TEMPLATE, chart);
    boolean conditional = !manifest.condition().equals(Condition.always());
    // The lines before the object trim what follows them, so that no blank line is rendered.
    if (conditional) {
      writer.line("{{- if " + go.condition(manifest.condition()) + " -}}");
    }
    for (Manifest.Guard guard : manifest.guards()) {
      writer.line("{{- if " + go.condition(guard.condition()) + " }}");
      writer.line("{{- fail " + GoExpression.quoted(guard.sentence()) + " }}");
      writer.line("{{- end -}}");
    }
    if (!manifest.comment().isEmpty()) {
      writer.comment(manifest.comment(), 0);
    }
    writer.mapping(tree, 0);
    if (conditional) {
      writer.line("{{- end }}");
    }
    return writer.text();
  }
}
