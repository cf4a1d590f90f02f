package dev.chartwright.generator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The custom kinds that a chart defines or knows, with their schemas. Nothing is read before a
 * custom resource comes. For use by several threads.
 */
public final class DefinedKinds {
  public static final DefinedKinds NONE = new DefinedKinds(List.of(), Map.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> definitions;
  private final Map<String, String> known;
  private final Map<String, Optional<JsonSchema>> schemas = new ConcurrentHashMap<>();
  private Optional<Map<String, JsonNode>> defined = Optional.empty();

  private DefinedKinds(List<String> definitions, Map<String, String> known) {
    this.definitions = List.copyOf(definitions);
    this.known = Map.copyOf(known);
  }

  /**
   * The kinds of CustomResourceDefinitions, each in all its versions, and those of certain schemas.
   *
   * @param definitions YAML; what cannot be read, or is something else, defines nothing
   * @param known the schemas of kinds, such as {@code example.com/v1/Widget}, which come first; see
   *     {@link #problem}
   */
  public static DefinedKinds of(List<String> definitions, Map<String, String> known) {
    return new DefinedKinds(definitions, known);
  }

  /** Why the schema of a kind cannot be read; empty when it can. */
  public static Optional<String> problem(String type, String text) {
    List<Object> documents;
    try {
      documents = YamlReader.readAll(text);
    } catch (InvalidYamlException invalid) {
      return Optional.of(invalid.getMessage());
    }
    if (node(type, text).isPresent()) {
      return Optional.empty();
    }
    List<String> defined = new ArrayList<>();
    documents.forEach(each -> defined.addAll(nodes(JSON.valueToTree(each)).keySet()));
    return Optional.of(
        defined.isEmpty()
            ? "the text is neither a CustomResourceDefinition nor an OpenAPI schema with a type"
            : "the text defines " + String.join(", ", defined) + ", not " + type);
  }

  /** What does not fit; nothing at all when the kind is not among these. */
  Optional<List<Violation>> violations(RenderedObject object) {
    return schema(object.type())
        .map(schema -> CustomSchemas.violations(schema, JSON.valueToTree(object.tree())));
  }

  /** The schema of a type, where it is among these. */
  Optional<JsonNode> root(String type) {
    return schema(type).map(JsonSchema::getSchemaNode);
  }

  boolean know(String type) {
    return schema(type).isPresent();
  }

  private Optional<JsonSchema> schema(String type) {
    return schemas.computeIfAbsent(
        type,
        unknown ->
            Optional.ofNullable(known.get(type))
                .flatMap(text -> node(type, text))
                .or(() -> Optional.ofNullable(defined().get(type)))
                .map(node -> compiled(type, node)));
  }

  private synchronized Map<String, JsonNode> defined() {
    if (defined.isEmpty()) {
      Map<String, JsonNode> all = new HashMap<>();
      definitions.forEach(text -> all.putAll(read(text)));
      defined = Optional.of(all);
    }
    return defined.get();
  }

  private static Map<String, JsonNode> read(String text) {
    Map<String, JsonNode> all = new HashMap<>();
    try {
      YamlReader.readAll(text).forEach(each -> all.putAll(nodes(JSON.valueToTree(each))));
    } catch (InvalidYamlException invalid) {
      return Map.of(); // The check of the folder reports it.
    }
    return all;
  }

  private static Optional<JsonNode> node(String type, String text) {
    try {
      List<Object> documents = YamlReader.readAll(text);
      for (Object document : documents) {
        JsonNode node = nodes(JSON.valueToTree(document)).get(type);
        if (node != null) {
          return Optional.of(node);
        }
      }
      JsonNode only = documents.size() == 1 ? JSON.valueToTree(documents.get(0)) : JSON.nullNode();
      boolean isSchema = only.has("type") || only.has("properties");
      return isSchema && !only.has("apiVersion") ? Optional.of(only) : Optional.empty();
    } catch (InvalidYamlException invalid) {
      return Optional.empty();
    }
  }

  /** The schemas of a definition, by API version and kind. */
  private static Map<String, JsonNode> nodes(JsonNode definition) {
    Map<String, JsonNode> nodes = new HashMap<>();
    if (definition.path("kind").asText().equals("CustomResourceDefinition")) {
      String group = definition.at("/spec/group").asText();
      String kind = definition.at("/spec/names/kind").asText();
      for (JsonNode version : definition.at("/spec/versions")) {
        JsonNode schema = version.at("/schema/openAPIV3Schema");
        if (schema.isObject()) {
          nodes.put(group + "/" + version.path("name").asText() + "/" + kind, schema);
        }
      }
    }
    return nodes;
  }

  private static JsonSchema compiled(String type, JsonNode openApi) {
    int slash = type.lastIndexOf('/');
    return CustomSchemas.schema(
        StructuralSchema.of(type.substring(0, slash), type.substring(slash + 1), openApi)
            .toString());
  }
}
