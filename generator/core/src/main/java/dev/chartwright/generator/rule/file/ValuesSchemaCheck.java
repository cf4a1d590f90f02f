package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.CHA_04;
import static dev.chartwright.generator.rule.ValueRules.VAL_05;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.JsonSchema;
import dev.chartwright.generator.chartfile.ChartDependency;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.schema.CustomSchemas;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    SchemaPart root = SchemaPart.root(chart.schema().orElse(MissingNode.getInstance()));
    if (!chart.schemaFile().isPresent()) {
      return List.of(root.error(CHA_04, "the file is missing"));
    }
    Optional<String> failure = chart.schemaFile().failure();
    if (failure.isPresent()) {
      return List.of(
          root.error(CHA_04, failure.get())
              .because("Helm cannot load the chart")
              .fixedBy("write correct JSON"));
    }
    return Stream.of(
            draft(root.at("$schema")), violations(root), references(root), open(root, chart))
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<Finding> draft(SchemaPart draft) {
    return draft.value().asText().matches("https?://json-schema\\.org/draft-07/schema#?")
        ? Stream.empty()
        : Stream.of(
            draft
                .error(CHA_04, "it is not draft-07")
                .because("editors and checkers read the schema by other rules than Helm")
                .fixedBy("write \"$schema\": \"" + DRAFT_07 + "\""));
  }

  private static Stream<Finding> violations(SchemaPart root) {
    return CustomSchemas.violations(Draft07.META, root.value()).stream()
        .map(
            violation ->
                Finding.error(CHA_04, Place.ofFile(FILE, violation.path()), violation.what())
                    .because("Helm rejects the schema")
                    .fixedBy(violation.fix()));
  }

  private static Stream<Finding> references(SchemaPart root) {
    return root.all()
        .filter(part -> part.key().equals("$ref") && part.value().isTextual())
        .filter(reference -> !reference.value().asText().startsWith("#"))
        .map(
            reference ->
                reference
                    .error(
                        CHA_04,
                        "it refers to " + reference.value().asText() + ", outside of the file")
                    .because("Helm does not fetch it, and rejects the chart")
                    .fixedBy("copy the definition into this file"));
  }

  /**
   * A parent chart passes {@code global} to every chart, and values under the name of each
   * dependency.
   */
  private static Stream<Finding> open(SchemaPart root, ParsedChart chart) {
    JsonNode additional = root.value().path("additionalProperties");
    if (!additional.isBoolean() || additional.asBoolean()) {
      return Stream.of(
          accepting(root).fixedBy("write \"additionalProperties\": false, and allow global"));
    }
    List<String> others =
        chart.dependencies().stream()
            .map(ChartDependency::key)
            .filter(key -> !key.isEmpty())
            .toList();
    SchemaPart properties = root.at("properties");
    Stream<Finding> ofProperties =
        properties
            .parts()
            // What a dependency takes is told by its own schema.
            .filter(property -> !others.contains(property.key()))
            .flatMap(
                property ->
                    // Other charts keep values of theirs there.
                    property.key().equals("global")
                        ? property.at("properties").parts().flatMap(ValuesSchemaCheck::below)
                        : below(property));
    Stream<Finding> forbidden =
        Stream.concat(Stream.of("global"), others.stream())
            .filter(name -> !properties.value().has(name))
            .map(name -> properties.at(name).error(VAL_05, "the schema forbids " + name));
    return Stream.concat(ofProperties, forbidden);
  }

  /** The root is closed, so that what lies below it is meant to be. */
  private static Stream<Finding> below(SchemaPart schema) {
    JsonNode additional = schema.value().path("additionalProperties");
    boolean isOpen =
        additional.isMissingNode() || (additional.isBoolean() && additional.asBoolean());
    SchemaPart properties = schema.at("properties");
    Stream<Finding> own =
        properties.value().isObject() && isOpen
            ? Stream.of(accepting(schema).fixedBy("write \"additionalProperties\": false"))
            : Stream.empty();
    SchemaPart items = schema.at("items");
    return Stream.of(
            own,
            properties.parts().flatMap(ValuesSchemaCheck::below),
            items.value().isObject() ? below(items) : Stream.<Finding>empty())
        .flatMap(each -> each);
  }

  private static Finding accepting(SchemaPart schema) {
    return schema
        .at("additionalProperties")
        .warning(CHA_04, "the schema accepts values that the chart does not have");
  }
}
