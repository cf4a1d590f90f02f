package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code templates/_helpers.tpl}: the named templates. */
final class HelpersFile {
  private HelpersFile() {}

  /**
   * The text of the file.
   *
   * @param hasUniqueItems whether manifests include the template of {@link UniqueItems}
   */
  static String of(Chart chart, List<NamedTemplate> templates, boolean hasUniqueItems) {
    Stream<String> guard =
        hasUniqueItems ? Stream.of(UniqueItems.definition(chart)) : Stream.empty();
    return Stream.of(
            templates.stream().map(template -> define(chart, template)),
            guard,
            RenamedValues.templates(chart))
        .flatMap(each -> each)
        .collect(Collectors.joining("\n"));
  }

  private static String define(Chart chart, NamedTemplate template) {
    YamlWriter writer = new YamlWriter(YamlWriter.Style.TEMPLATE, chart);
    writer.line("{{/*");
    // The comment must not end early.
    String description = YamlText.commented(template.description()).replace("*/", "* /");
    YamlWriter.wrap(description, 100).forEach(writer::line);
    writer.line("*/}}");
    String name = chart.name() + "." + template.name();
    if (template.body() instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
      Optional<List<String>> lines = new TemplateText(GoExpression.of(chart)).lines(text);
      if (lines.isPresent()) {
        return writer.define(name, lines.get(), "end }}").text();
      }
    }
    writer.line("{{- define " + GoExpression.quoted(name) + " -}}");
    return writer.body(template.body()).line("{{- end }}").text();
  }
}
