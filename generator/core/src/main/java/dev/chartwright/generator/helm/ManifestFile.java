package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Node;
import java.util.List;

/**
 * {@code templates/<name>.yaml}: one object, with its condition and guards.
 *
 * @param longTexts the named templates that only this file includes
 * @param hasUniqueItems whether it includes the template of {@link UniqueItems}
 */
record ManifestFile(
    String name, String text, List<NamedTemplate> longTexts, boolean hasUniqueItems) {

  static ManifestFile of(Chart chart, Manifest manifest, Node.Mapping tree) {
    GoExpression go = GoExpression.of(chart);
    LongTexts longTexts = new LongTexts(chart, manifest.name());
    YamlWriter writer = new YamlWriter(chart, longTexts);
    boolean conditional = !manifest.condition().equals(Condition.always());
    // The lines before the object trim what follows them, so that no blank line is rendered.
    if (conditional) {
      writer.line("{{- if " + go.condition(manifest.condition()) + " -}}");
    }
    List<UniqueItems.Guard> unique = UniqueItems.guards(chart, tree);
    for (UniqueItems.Guard guard : unique) {
      writer.line(TemplateText.wrapped("{{- " + guard.action(chart) + " -}}"));
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
    return new ManifestFile(
        manifest.name(), writer.text(), longTexts.templates(), !unique.isEmpty());
  }
}
