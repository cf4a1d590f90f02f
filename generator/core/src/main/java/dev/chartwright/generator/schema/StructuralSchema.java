package dev.chartwright.generator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The schema in a CustomResourceDefinition as JSON Schema draft-07. It is stricter than the API
 * server, which drops unknown fields: here they are rejected, unless the schema preserves them. The
 * status is left out, because no chart sets one. Rules in CEL are not evaluated.
 */
final class StructuralSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Keywords that mean the same in both. */
  private static final Set<String> COMMON =
      Set.of(
          "type",
          "enum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "multipleOf",
          "required");

  private StructuralSchema() {}

  /**
   * Converts the schema of a kind.
   *
   * @param openApi what stands at {@code openAPIV3Schema}
   */
  static JsonNode of(String apiVersion, String kind, JsonNode openApi) {
    ObjectNode schema = structure(openApi);
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    ObjectNode properties = schema.withObject("/properties");
    properties.remove("status");
    properties.set("apiVersion", JSON.objectNode().put("const", apiVersion));
    properties.set("kind", JSON.objectNode().put("const", kind));
    properties.set("metadata", JSON.objectNode().put("type", "object"));
    if (!openApi.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      schema.put("additionalProperties", false);
    }
    ArrayNode required = JSON.arrayNode().add("apiVersion").add("kind").add("metadata");
    openApi
        .path("required")
        .forEach(
            field -> {
              if (!Set.of("apiVersion", "kind", "metadata", "status").contains(field.asText())) {
                required.add(field);
              }
            });
    schema.set("required", required);
    return schema;
  }

  /** A node that says which fields there are. */
  private static ObjectNode structure(JsonNode node) {
    ObjectNode schema = rules(node);
    boolean preserves = node.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    if (node.has("properties")) {
      ObjectNode properties = schema.putObject("properties");
      node.get("properties")
          .properties()
          .forEach(each -> properties.set(each.getKey(), structure(each.getValue())));
      if (node.path("x-kubernetes-embedded-resource").asBoolean()) {
        for (String field : new String[] {"apiVersion", "kind"}) {
          properties.set(field, JSON.objectNode().put("type", "string"));
        }
        properties.set("metadata", JSON.objectNode().put("type", "object"));
      }
    }
    JsonNode additional = node.get("additionalProperties");
    if (additional != null && additional.isObject()) {
      schema.set("additionalProperties", structure(additional));
    } else if (additional == null && node.has("properties") && !preserves) {
      schema.put("additionalProperties", false);
    }
    if (node.has("items")) {
      schema.set("items", structure(node.get("items")));
    }
    return schema;
  }

  /** What a node demands of the fields that its structure says. */
  private static ObjectNode rules(JsonNode node) {
    ObjectNode schema = JSON.objectNode();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      String keyword = each.getKey();
      JsonNode value = each.getValue();
      if (COMMON.contains(keyword)) {
        schema.set(keyword, value);
      } else if (keyword.equals("pattern") && isPattern(value.asText())) {
        schema.set(keyword, value);
      } else if (Set.of("allOf", "anyOf", "oneOf").contains(keyword)) {
        ArrayNode all = schema.putArray(keyword);
        value.forEach(alternative -> all.add(demanded(alternative)));
      } else if (keyword.equals("not")) {
        schema.set("not", demanded(value));
      }
    }
    bound(node, schema, "minimum", "exclusiveMinimum");
    bound(node, schema, "maximum", "exclusiveMaximum");
    if (node.path("x-kubernetes-int-or-string").asBoolean()) {
      schema.set("type", JSON.arrayNode().add("integer").add("string"));
      // They say only what the extension says.
      schema.remove("anyOf");
    }
    if (node.path("nullable").asBoolean() && schema.has("type")) {
      ArrayNode types = JSON.arrayNode();
      JsonNode type = schema.get("type");
      if (type.isArray()) {
        types.addAll((ArrayNode) type);
      } else {
        types.add(type);
      }
      schema.set("type", types.add("null"));
      if (schema.has("enum")) {
        ArrayNode choices = JSON.arrayNode().addAll((ArrayNode) schema.get("enum"));
        schema.set("enum", choices.addNull());
      }
    }
    return schema;
  }

  /** A rule inside {@code anyOf} and the like: it names no fields of its own. */
  private static ObjectNode demanded(JsonNode node) {
    ObjectNode schema = rules(node);
    if (node.has("properties")) {
      ObjectNode properties = schema.putObject("properties");
      node.get("properties")
          .properties()
          .forEach(each -> properties.set(each.getKey(), demanded(each.getValue())));
    }
    JsonNode additional = node.get("additionalProperties");
    if (additional != null && additional.isObject()) {
      schema.set("additionalProperties", demanded(additional));
    }
    if (node.has("items")) {
      schema.set("items", demanded(node.get("items")));
    }
    return schema;
  }

  /** OpenAPI 3.0 says with a boolean whether a bound itself is excluded. */
  private static void bound(JsonNode node, ObjectNode schema, String bound, String exclusive) {
    if (node.has(bound)) {
      schema.set(node.path(exclusive).asBoolean() ? exclusive : bound, node.get(bound));
    }
  }

  /** Whether Java reads the pattern too, which is written for Go. */
  private static boolean isPattern(String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException foreign) {
      return false;
    }
  }
}
