package dev.chartwright.generator.prove;

import static dev.chartwright.generator.rule.ChartRules.TPL_14;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Crd;
import dev.chartwright.chart.KindSchema;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.manifest.ManifestTrees;
import dev.chartwright.generator.schema.DefinedKinds;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The custom kinds whose schemas a chart brings. */
final class CustomKinds {
  private CustomKinds() {}

  /** Those in its folder {@code crds/}, and those that were declared. */
  static DefinedKinds of(ParsedChart chart, Optional<ManifestTrees> declared) {
    List<String> definitions = new ArrayList<>();
    chart.files().paths().stream()
        .filter(path -> path.matches("(charts/[^/]+/)*crds/.*\\.(yaml|yml|json)"))
        .forEach(path -> definitions.add(chart.text(path)));
    declared.ifPresent(
        each -> each.chart().crds().stream().map(Crd::yaml).forEach(definitions::add));
    Map<String, String> known = new HashMap<>();
    declared
        .map(each -> each.chart().schemas())
        .orElse(List.of())
        .forEach(schema -> known.put(schema.type(), schema.text()));
    return DefinedKinds.of(definitions, known);
  }

  /** What is wrong with the schemas that were declared. */
  static List<Finding> problems(Chart chart) {
    List<Finding> problems = new ArrayList<>();
    for (KindSchema schema : chart.schemas()) {
      DefinedKinds.problem(schema.type(), schema.text())
          .map(
              what ->
                  Finding.error(
                          TPL_14,
                          Place.ofModel("schemas[" + schema.type() + "]")
                              .declaredAt(schema.declaredAt()),
                          what)
                      .fixedBy(
                          "pass the CustomResourceDefinition of the kind, or what it has at"
                              + " openAPIV3Schema"))
          .ifPresent(problems::add);
    }
    return problems;
  }
}
