package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.CHA_04;
import static dev.chartwright.generator.rule.ValueRules.VAL_05;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import dev.chartwright.generator.chartfile.ChartDependency;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.schema.CustomSchemas;
import dev.chartwright.generator.schema.Violation;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code values.schema.json}: there, a correct draft-07 schema, complete in itself, and open for
 * use as a subchart.
 */
public final class ValuesSchemaCheck implements FileCheck {
  private static final String FILE = ParsedChart.SCHEMA_FILE;
  private static final String DRAFT_07 = "http://json-schema.org/draft-07/schema#";

  /** Read once, when a schema is first checked. */
  private static final class Draft07 {
    static final JsonSchema META = CustomSchemas.schema(text());

    private static String text() {
      try (InputStream stream = JsonSchema.class.getResourceAsStream("/draft-07/schema")) {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException failure) {
        throw new UncheckedIOException("the schema of draft-07 cannot be read", failure);
      }
    }
  }

  @Override
  public List<Finding> check(ParsedChart chart) {
    List<Finding> problems = new ArrayList<>();
    if (!chart.schemaFile().isPresent()) {
      problems.add(error(CHA_04, "", "the file is missing"));
      return problems;
    }
    if (chart.schemaFile().failure().isPresent()) {
      problems.add(
          error(CHA_04, "", chart.schemaFile().failure().get())
              .because("Helm cannot load the chart")
              .fixedBy("write correct JSON"));
      return problems;
    }
    JsonNode schema = chart.schema().orElseThrow();
    if (!schema.path("$schema").asText().matches("https?://json-schema\\.org/draft-07/schema#?")) {
      problems.add(
          error(CHA_04, "$schema", "it is not draft-07")
              .because("editors and checkers read the schema by other rules than Helm")
              .fixedBy("write \"$schema\": \"" + DRAFT_07 + "\""));
    }
    for (Violation violation : CustomSchemas.violations(Draft07.META, schema)) {
      problems.add(
          error(CHA_04, violation.path(), violation.what())
              .because("Helm rejects the schema")
              .fixedBy(violation.fix()));
    }
    checkReferences(schema, "", problems);
    checkOpen(schema, chart, problems);
    return problems;
  }

  private static void checkReferences(JsonNode node, String path, List<Finding> problems) {
    if (node.isArray()) {
      for (int index = 0; index < node.size(); index++) {
        checkReferences(node.get(index), Tree.item(path, index), problems);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String below = Tree.below(path, field.getKey());
      JsonNode value = field.getValue();
      if (field.getKey().equals("$ref") && value.isTextual() && !value.asText().startsWith("#")) {
        problems.add(
            error(CHA_04, below, "it refers to " + value.asText() + ", outside of the file")
                .because("Helm does not fetch it, and rejects the chart")
                .fixedBy("copy the definition into this file"));
      }
      checkReferences(value, below, problems);
    }
  }

  /**
   * A parent chart passes {@code global} to every chart, and values under the name of each
   * dependency.
   */
  private static void checkOpen(JsonNode schema, ParsedChart chart, List<Finding> problems) {
    if (!schema.path("additionalProperties").isBoolean()
        || schema.path("additionalProperties").asBoolean()) {
      problems.add(
          Finding.warning(
                  CHA_04,
                  Place.ofFile(FILE, "additionalProperties"),
                  "the schema accepts values that the chart does not have")
              .fixedBy("write \"additionalProperties\": false, and allow global"));
      return;
    }
    List<String> others =
        chart.dependencies().stream()
            .map(ChartDependency::key)
            .filter(key -> !key.isEmpty())
            .toList();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      // What a dependency takes is told by its own schema.
      if (!others.contains(property.getKey())) {
        checkClosed(property.getValue(), Tree.below("properties", property.getKey()), problems);
      }
    }
    List<String> needed = new ArrayList<>(List.of("global"));
    needed.addAll(others);
    for (String name : needed) {
      if (!schema.path("properties").has(name)) {
        problems.add(error(VAL_05, Tree.below("properties", name), "the schema forbids " + name));
      }
    }
  }

  /** The root is closed, so that what lies below it is meant to be. */
  private static void checkClosed(JsonNode schema, String path, List<Finding> problems) {
    JsonNode others = schema.path("additionalProperties");
    boolean isOpen = others.isMissingNode() || (others.isBoolean() && others.asBoolean());
    if (schema.path("properties").isObject() && isOpen) {
      problems.add(
          Finding.warning(
                  CHA_04,
                  Place.ofFile(FILE, path + ".additionalProperties"),
                  "the schema accepts values that the chart does not have")
              .fixedBy("write \"additionalProperties\": false"));
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                checkClosed(
                    property.getValue(),
                    Tree.below(path + ".properties", property.getKey()),
                    problems));
    if (schema.path("items").isObject()) {
      checkClosed(schema.path("items"), path + ".items", problems);
    }
  }

  private static Finding error(Rule rule, String path, String what) {
    return Finding.error(rule, Place.ofFile(FILE, path), what);
  }
}
