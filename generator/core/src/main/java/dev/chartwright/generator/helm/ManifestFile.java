package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code templates/<name>.yaml}: one object, or one for each entry of a value, with its condition
 * and guards.
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
    List<UniqueItems.Guard> unique = unique(chart, manifest, tree);
    for (UniqueItems.Guard guard : unique) {
      writer.line(TemplateText.wrapped("{{- " + guard.action(chart) + " -}}"));
    }
    guards(manifest, go, writer, " -}}");
    manifest.guards().forEach(guard -> writer.known(guard.condition().opposite()));
    if (manifest.source() instanceof Manifest.Loop loop) {
      writer.range(loop.collection().expr(), loop.keyVariable(), Manifest.Loop.ITEM, 0);
      entry(manifest, loop.body(), go.insideLoop(), tree, writer);
      writer.line("{{- end }}");
    } else {
      comment(manifest, writer);
      writer.mapping(tree, 0);
    }
    if (conditional) {
      writer.line("{{- end }}");
    }
    return new ManifestFile(
        manifest.name(), writer.text(), longTexts.templates(), !unique.isEmpty());
  }

  /** What must differ: items inside of the object, and those that objects are made of. */
  private static List<UniqueItems.Guard> unique(Chart chart, Manifest manifest, Node.Mapping tree) {
    List<UniqueItems.Guard> unique = new ArrayList<>(UniqueItems.guards(chart, tree));
    if (manifest.source() instanceof Manifest.Loop loop
        && loop.collection().type() instanceof ValueType.ListType list
        && !list.uniqueBy().isEmpty()) {
      unique.add(
          new UniqueItems.Guard(List.of(loop.collection().path()), list.uniqueBy(), Set.of()));
    }
    return unique;
  }

  /** The document of one entry; a comment above the first one would be a document of its own. */
  private static void entry(
      Manifest manifest, Manifest object, GoExpression go, Node.Mapping tree, YamlWriter writer) {
    boolean conditional = !object.condition().equals(Condition.always());
    if (conditional) {
      writer.line("{{- if " + go.condition(object.condition()) + " }}");
    }
    guards(object, go, writer, " }}");
    writer.line("---");
    comment(manifest, writer);
    comment(object, writer);
    writer.mapping(tree, 0);
    if (conditional) {
      writer.line("{{- end }}");
    }
  }

  private static void comment(Manifest manifest, YamlWriter writer) {
    if (!manifest.comment().isEmpty()) {
      writer.comment(manifest.comment(), 0);
    }
  }

  private static void guards(Manifest manifest, GoExpression go, YamlWriter writer, String end) {
    for (Manifest.Guard guard : manifest.guards()) {
      writer.line("{{- if " + go.condition(guard.condition()) + " }}");
      writer.line("{{- fail " + GoExpression.quoted(guard.sentence()) + " }}");
      writer.line("{{- end" + end);
    }
  }
}
