package dev.chartwright.generator.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of custom resources: class path resources {@code dev/chartwright/schemas/<group>_<version>_<Kind>.json}, JSON
 * Schema draft-07. Each is read once, when it is first needed.
 */
final class CustomSchemas {
  private static final String FOLDER = "dev/chartwright/schemas/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Optional<JsonSchema>> SCHEMAS = new ConcurrentHashMap<>();

  private CustomSchemas() {}

  /** What does not fit; nothing at all when there is no schema of this kind. */
  static Optional<List<Fault>> faults(RenderedObject object) {
    return SCHEMAS
        .computeIfAbsent(object.type(), CustomSchemas::load)
        .map(schema -> faults(schema, JSON.valueToTree(object.tree())));
  }

  private static Optional<JsonSchema> load(String type) {
    String resource = FOLDER + type.replace('/', '_') + ".json";
    try (InputStream stream = CustomSchemas.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        return Optional.empty();
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(schema(text));
    } catch (IOException failure) {
      throw new UncheckedIOException("the schema " + resource + " cannot be read", failure);
    }
  }

  /** A draft-07 schema whose messages do not depend on the language of the machine. */
  static JsonSchema schema(String text) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(
            text,
            InputFormat.JSON,
            SchemaValidatorsConfig.builder().locale(Locale.ROOT).cacheRefs(true).build());
  }

  /** Everything in a document that a schema rejects, in the order of its paths. */
  static List<Fault> faults(JsonSchema schema, JsonNode document) {
    return schema.validate(document).stream()
        .map(CustomSchemas::fault)
        .sorted(Comparator.comparing(Fault::path).thenComparing(Fault::what))
        .distinct()
        .toList();
  }

  private static Fault fault(ValidationMessage message) {
    String path = path(message.getInstanceLocation());
    String type = message.getType() == null ? "" : message.getType();
    JsonNode node = message.getInstanceNode();
    JsonNode schema = message.getSchemaNode();
    switch (type) {
      case "additionalProperties", "unevaluatedProperties":
        return unknown(message, path);
      case "required":
        return Fault.of(
            Tree.below(path, message.getProperty()),
            "it is missing, and required",
            "add " + message.getProperty());
      case "type":
        return Fault.of(
            path,
            "it is " + describe(node) + ", not " + expected(schema),
            "write " + expected(schema));
      case "enum":
        return word(path, node, schema);
      default:
        String text = message.getMessage().replaceFirst("^\\$[^:]*: ", "");
        return Fault.of(path, text, "change it so that the rule holds");
    }
  }

  private static Fault unknown(ValidationMessage message, String path) {
    String field = message.getProperty();
    TreeSet<String> known = new TreeSet<>();
    JsonNode parent = message.getSchemaNode();
    if (parent != null) {
      parent.path("properties").fieldNames().forEachRemaining(known::add);
    }
    String fix =
        Suggestion.nearest(field, known)
            .map(meant -> "did you mean " + meant + "?")
            .orElse("remove it");
    return Fault.of(Tree.below(path, field), "there is no such field", fix);
  }

  private static Fault word(String path, JsonNode node, JsonNode words) {
    List<String> known =
        java.util.stream.StreamSupport.stream(words.spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    String fix =
        Suggestion.nearest(node.asText(), known)
            .map(meant -> "did you mean " + meant + "?")
            .orElse("write one of " + String.join(", ", known));
    return Fault.of(
        path, "it is " + describe(node) + ", not one of " + String.join(", ", known), fix);
  }

  private static String describe(JsonNode node) {
    return Fault.describe(JSON.convertValue(node, Object.class));
  }

  private static String expected(JsonNode type) {
    if (type.isArray()) {
      return String.join(
          " or ",
          java.util.stream.StreamSupport.stream(type.spliterator(), false)
              .map(CustomSchemas::expected)
              .toList());
    }
    return switch (type.asText()) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a map";
      default -> type.asText();
    };
  }

  private static String path(JsonNodePath location) {
    String path = "";
    for (int index = 0; index < location.getNameCount(); index++) {
      Object step = location.getElement(index);
      path =
          step instanceof Integer item ? Tree.item(path, item) : Tree.below(path, step.toString());
    }
    return path;
  }
}
