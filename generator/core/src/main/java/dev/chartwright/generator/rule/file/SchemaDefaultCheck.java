package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ValueRules.VAL_01;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.chartfile.DeclaredValues;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The defaults that {@code values.schema.json} tells are those of {@code values.yaml}. */
public final class SchemaDefaultCheck implements FileCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public List<Finding> check(ParsedChart chart) {
    DeclaredValues values = DeclaredValues.of(chart);
    return findings(values.schema(), values.defaults(), "").toList();
  }

  private static Stream<Finding> findings(
      JsonNode schema, Map<String, Object> defaults, String path) {
    return schema.path("properties").properties().stream()
        .flatMap(
            property -> {
              String place = Tree.below(path, property.getKey());
              Object given = defaults.get(property.getKey());
              return Stream.concat(
                  other(property.getValue().path("default"), given, place).stream(),
                  findings(property.getValue(), Tree.map(given), place));
            });
  }

  private static Optional<Finding> other(JsonNode told, Object given, String place) {
    return given == null || told.isMissingNode() || isSame(told, given)
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                VAL_01,
                Place.ofValue(place),
                "it is " + Tree.describe(given) + ", and the schema tells the default " + told));
  }

  private static boolean isSame(JsonNode told, Object given) {
    return told.equals(SchemaDefaultCheck::compare, JSON.valueToTree(given));
  }

  /** A number is the same whatever Java type holds it. */
  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }
}
