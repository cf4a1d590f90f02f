package dev.chartwright.generator.prove;

import static dev.chartwright.generator.rule.ChartRules.TPL_14;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.RawTemplate;
import dev.chartwright.chart.kind.Crd;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.KeptRandom;
import dev.chartwright.generator.manifest.ManifestTrees;
import dev.chartwright.generator.schema.DefinedKinds;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a chart says of its objects beside the templates.
 *
 * @param kinds the custom kinds that it defines or knows
 * @param passedOn files that render what users wrote; nothing is held against their objects
 * @param keptRandom files that render random text which the cluster keeps
 * @param overridesNamespace whether a value may put all objects into another namespace
 */
record ChartFacts(
    DefinedKinds kinds, Set<String> passedOn, Set<String> keptRandom, boolean overridesNamespace) {
  ChartFacts {
    passedOn = Set.copyOf(passedOn);
    keptRandom = Set.copyOf(keptRandom);
  }

  static ChartFacts of(ParsedChart chart, Optional<ManifestTrees> trees) {
    Optional<Chart> declared = trees.map(ManifestTrees::chart);
    return new ChartFacts(
        kinds(chart, declared),
        declared.stream()
            .flatMap(each -> each.rawTemplates().stream())
            .filter(RawTemplate::passesOn)
            .map(RawTemplate::file)
            .collect(Collectors.toSet()),
        KeptRandom.files(chart),
        declared.map(each -> each.values().overridesNamespace()).orElse(false));
  }

  private static DefinedKinds kinds(ParsedChart chart, Optional<Chart> declared) {
    List<String> definitions = new ArrayList<>();
    chart.files().paths().stream()
        .filter(path -> path.matches("(charts/[^/]+/)*crds/.*\\.(yaml|yml|json)"))
        .forEach(path -> definitions.add(chart.text(path)));
    Map<String, String> known = new HashMap<>();
    declared.ifPresent(
        each -> {
          each.crds().stream().map(Crd::yaml).forEach(definitions::add);
          each.schemas().forEach(schema -> known.put(schema.type(), schema.text()));
        });
    return DefinedKinds.of(definitions, known);
  }

  /** What is wrong with the schemas that were declared. */
  static List<Finding> problems(Chart chart) {
    List<Finding> problems = new ArrayList<>();
    for (Crd.KindSchema schema : chart.schemas()) {
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
