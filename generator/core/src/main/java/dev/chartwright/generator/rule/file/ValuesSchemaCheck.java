package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.CHA_04;
import static dev.chartwright.generator.rule.ValueRules.VAL_05;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.schema.CustomSchemas;
import dev.chartwright.generator.schema.Fault;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
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
  private static final String FILE = "values.schema.json";
  private static final String DRAFT_07 = "http://json-schema.org/draft-07/schema#";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

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
  public List<Finding> check(FileTree chart) {
    List<Finding> problems = new ArrayList<>();
    if (!chart.contains(FILE)) {
      report(CHA_04, "", "the file is missing", "bad values reach the cluster", "add it", problems);
      return problems;
    }
    JsonNode schema;
    try {
      schema = JSON.readTree(chart.text(FILE));
    } catch (JsonProcessingException malformed) {
      String line =
          malformed.getLocation() == null
              ? ""
              : "line " + malformed.getLocation().getLineNr() + ": ";
      report(
          CHA_04,
          "",
          line + malformed.getOriginalMessage(),
          "Helm cannot load the chart",
          "write correct JSON",
          problems);
      return problems;
    }
    if (!schema.path("$schema").asText().matches("https?://json-schema\\.org/draft-07/schema#?")) {
      report(
          CHA_04,
          "$schema",
          "it is not draft-07",
          "checkers and editors read it by other rules than Helm",
          "write \"$schema\": \"" + DRAFT_07 + "\"",
          problems);
    }
    for (Fault fault : CustomSchemas.faults(Draft07.META, schema)) {
      report(CHA_04, fault.path(), fault.what(), "Helm refuses the schema", fault.fix(), problems);
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
        report(
            CHA_04,
            below,
            "it refers to " + value.asText() + ", outside of the file",
            "Helm refuses to fetch it",
            "copy the definition into this file",
            problems);
      }
      checkReferences(value, below, problems);
    }
  }

  /**
   * A parent chart passes {@code global} to every chart, and values under the name of each
   * dependency.
   */
  private static void checkOpen(JsonNode schema, FileTree chart, List<Finding> problems) {
    if (!schema.path("additionalProperties").isBoolean()
        || schema.path("additionalProperties").asBoolean()) {
      problems.add(
          Finding.warning(
              CHA_04,
              Place.ofFile(FILE, "additionalProperties"),
              "the schema accepts values that the chart does not have",
              "who misspells a value is not told, and gets the default",
              "write \"additionalProperties\": false, and allow global"));
      return;
    }
    List<String> others = dependencies(chart);
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
        report(
            VAL_05,
            Tree.below("properties", name),
            "the schema forbids " + name,
            "the chart cannot be used as a subchart, or its dependency cannot be set",
            "allow it as an object",
            problems);
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
              "the schema accepts values that the chart does not have",
              "who misspells a value is not told, and gets the default",
              "write \"additionalProperties\": false"));
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

  private static List<String> dependencies(FileTree chart) {
    try {
      Object metadata =
          chart.contains("Chart.yaml") ? YamlReader.read(chart.text("Chart.yaml")) : null;
      return Tree.list(metadata, "dependencies").stream()
          .flatMap(each -> Tree.text(each, "alias").or(() -> Tree.text(each, "name")).stream())
          .toList();
    } catch (InvalidYamlException invalid) {
      return List.of(); // ChartFileCheck tells.
    }
  }

  private static void report(
      Rule rule, String path, String what, String why, String fix, List<Finding> problems) {
    problems.add(Finding.error(rule, Place.ofFile(FILE, path), what, why, fix));
  }
}
