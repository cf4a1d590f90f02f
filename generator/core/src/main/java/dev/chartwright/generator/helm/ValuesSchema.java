package dev.chartwright.generator.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.AnyObjectType;
import dev.chartwright.chart.ValueType.DecimalType;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.FlagType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;

/**
 * {@code values.schema.json}, draft-07 and self-contained. Every value is required: a default that
 * is deleted with {@code null} is refused with its path instead of rendering a hole.
 */
final class ValuesSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ValuesSchema() {}

  static String of(Chart chart) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "Values of the chart " + chart.name());
    object(root);
    for (Value<?> value : chart.values().all()) {
      add(root, chart, value);
    }
    ObjectNode properties = (ObjectNode) root.get("properties");
    properties
        .putObject("global")
        .put("description", "Helm's own: shared with parent and sub charts.")
        .put("type", "object");
    for (Dependency dependency : chart.dependencies()) {
      if (!properties.has(dependency.key())) {
        properties
            .putObject(dependency.key())
            .put("description", "Values of the subchart " + dependency.name() + ".")
            .put("type", "object");
      }
    }
    return print(root);
  }

  private static void add(ObjectNode root, Chart chart, Value<?> value) {
    String[] keys = value.path().split("\\.");
    ObjectNode parent = root;
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < keys.length - 1; i++) {
      path.append(i == 0 ? "" : ".").append(keys[i]);
      ObjectNode properties = (ObjectNode) parent.get("properties");
      ObjectNode child = (ObjectNode) properties.get(keys[i]);
      if (child == null) {
        child = properties.putObject(keys[i]);
        String section = chart.values().sections().get(path.toString());
        if (section != null) {
          child.put("description", section);
        }
        object(child);
        ((ArrayNode) parent.get("required")).add(keys[i]);
      }
      parent = child;
    }
    String key = keys[keys.length - 1];
    ObjectNode property = ((ObjectNode) parent.get("properties")).putObject(key);
    property.put("description", value.description());
    type(property, value.type());
    property.set("default", JSON.valueToTree(value.defaultValue()));
    ((ArrayNode) parent.get("required")).add(key);
  }

  private static void object(ObjectNode schema) {
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.putArray("required");
    schema.putObject("properties");
  }

  private static void type(ObjectNode schema, ValueType type) {
    if (type instanceof TextType text) {
      schema.put("type", "string");
      if (text.minLength() > 0) {
        schema.put("minLength", text.minLength());
      }
      if (text.maxLength() < Integer.MAX_VALUE) {
        schema.put("maxLength", text.maxLength());
      }
      if (!text.pattern().isEmpty()) {
        schema.put("pattern", text.pattern());
      }
      if (!text.excluded().isEmpty()) {
        ArrayNode excluded = schema.putObject("not").putArray("enum");
        text.excluded().forEach(excluded::add);
      }
    } else if (type instanceof IntegerType integer) {
      schema.put("type", "integer").put("minimum", integer.min()).put("maximum", integer.max());
    } else if (type instanceof DecimalType decimal) {
      schema.put("type", "number").put("minimum", decimal.min()).put("maximum", decimal.max());
    } else if (type instanceof FlagType) {
      schema.put("type", "boolean");
    } else if (type instanceof EnumType choice) {
      ArrayNode choices = schema.put("type", "string").putArray("enum");
      choice.choices().forEach(choices::add);
    } else if (type instanceof ListType list) {
      type(schema.put("type", "array").putObject("items"), list.item());
    } else if (type instanceof MapType map) {
      ObjectNode keys = schema.put("type", "object").putObject("propertyNames");
      if (!map.keyPattern().isEmpty()) {
        keys.put("pattern", map.keyPattern());
      }
      if (!map.reservedKeys().isEmpty()) {
        keys.putObject("not").put("pattern", map.reservedKeys());
      }
      if (keys.isEmpty()) {
        schema.remove("propertyNames");
      }
      type(schema.putObject("additionalProperties"), map.value());
    } else if (type instanceof AnyObjectType) {
      schema.put("type", "object");
    } else {
      object(schema);
      if (((ObjectType) type).open()) {
        schema.remove("additionalProperties");
      }
      for (FieldType field : ((ObjectType) type).fields()) {
        ObjectNode property = ((ObjectNode) schema.get("properties")).putObject(field.name());
        property.put("description", field.description());
        type(property, field.type());
        if (field.required()) {
          ((ArrayNode) schema.get("required")).add(field.name());
        }
      }
      if (schema.get("required").isEmpty()) {
        schema.remove("required");
      }
    }
  }

  private static String print(ObjectNode root) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON cannot be written", e);
    }
  }
}
