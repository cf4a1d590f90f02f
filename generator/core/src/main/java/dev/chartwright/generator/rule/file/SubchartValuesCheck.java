package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ValueRules.VAL_03;
import static dev.chartwright.generator.rule.ValueRules.VAL_09;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.chartfile.ChartDependency;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.gotemplate.ValueMentions;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.schema.CustomSchemas;
import dev.chartwright.generator.space.Knobs;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.ValuesTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Suggestion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The defaults that a chart gives to the values of its subcharts: the schema of the subchart
 * accepts them, or, without a schema, the subchart reads them.
 */
public final class SubchartValuesCheck implements FileCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public List<Finding> check(ParsedChart chart) {
    if (chart.dependencies().isEmpty()) {
      return List.of();
    }
    Map<String, ParsedChart> subcharts = new HashMap<>();
    chart.subcharts().values().forEach(each -> subcharts.putIfAbsent(each.name(), each));
    return chart.dependencies().stream()
        .filter(each -> subcharts.containsKey(each.name()))
        .flatMap(each -> findings(chart, each, subcharts.get(each.name())))
        .toList();
  }

  private static Stream<Finding> findings(
      ParsedChart chart, ChartDependency dependency, ParsedChart subchart) {
    Map<String, Object> given = Tree.map(chart.values(), dependency.key());
    return given.isEmpty()
        ? Stream.empty()
        : subchart
            .schema()
            .map(schema -> rejected(dependency, subchart, schema, given))
            .orElseGet(() -> unread(dependency, subchart, given));
  }

  private static Stream<Finding> rejected(
      ChartDependency dependency,
      ParsedChart subchart,
      JsonNode schema,
      Map<String, Object> given) {
    JsonNode values = JSON.valueToTree(ValuesTree.merge(subchart.values(), given));
    return CustomSchemas.violations(CustomSchemas.schema(schema.toString()), values).stream()
        .filter(each -> isGiven(given, each.path()))
        .map(
            each ->
                Finding.error(
                        VAL_09,
                        Place.ofValue(Tree.below(dependency.key(), each.path())),
                        "the schema of the subchart "
                            + dependency.name()
                            + " rejects it: "
                            + each.what())
                    .because("Helm rejects the default values of this chart")
                    .fixedBy(each.fix()));
  }

  /** What the defaults of the subchart itself get wrong is its own affair. */
  private static boolean isGiven(Map<String, Object> given, String path) {
    return path.isEmpty() || given.containsKey(path.split("[.\\[]", 2)[0]);
  }

  private static Stream<Finding> unread(
      ChartDependency dependency, ParsedChart subchart, Map<String, Object> given) {
    Set<ValuePath> defaults = Knobs.leaves(subchart.values()).keySet();
    ValueMentions mentions = ValueMentions.of(subchart);
    Set<String> switches = new HashSet<>(Set.of("enabled"));
    dependency.conditions().stream()
        .filter(each -> each.startsWith(dependency.key() + "."))
        .forEach(each -> switches.add(each.substring(dependency.key().length() + 1)));
    return Knobs.leaves(given).keySet().stream()
        .filter(path -> !switches.contains(path.toString()))
        .filter(path -> defaults.stream().noneMatch(path::overlaps) && mentions.lack(path))
        .map(path -> unread(dependency, path, defaults));
  }

  private static Finding unread(
      ChartDependency dependency, ValuePath path, Set<ValuePath> defaults) {
    Optional<String> meant =
        Suggestion.nearest(path.toString(), defaults.stream().map(ValuePath::toString).toList());
    return Finding.error(
            VAL_03,
            Place.ofValue(dependency.key() + "." + path),
            "no template of the subchart " + dependency.name() + " reads it")
        .fixedBy(
            meant
                .map(each -> "did you mean " + dependency.key() + "." + each + "?")
                .orElse("correct the path, or remove the value"));
  }
}
