package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.NamedTemplate;
import java.util.List;
import java.util.stream.Collectors;

/** {@code templates/_helpers.tpl}: the named templates. */
final class HelpersFile {
  private HelpersFile() {}

  static String of(Chart chart, List<NamedTemplate> templates) {
    return templates.stream()
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
}
