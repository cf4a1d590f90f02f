package dev.chartwright.generator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * The schemas of custom resources: class path resources {@code
 * dev/chartwright/schemas/<group>_<version>_<Kind>.json}, JSON Schema draft-07. Each is read once,
 * when it is first needed.
 */
public final class CustomSchemas {
  private static final String FOLDER = "dev/chartwright/schemas/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Optional<JsonSchema>> SCHEMAS = new ConcurrentHashMap<>();

  static {
    quieten();
  }

  private CustomSchemas() {}

  /**
   * The validator logs with SLF4J, which prints three lines where nobody has chosen a place for the
   * log. It logs nothing that a user of this class needs.
   */
  private static void quieten() {
    String verbosity = "slf4j.internal.verbosity";
    String providers = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
    if (System.getProperty(verbosity) == null
        && JsonSchema.class.getClassLoader().getResource(providers) == null) {
      System.setProperty(verbosity, "ERROR");
    }
  }

  /** What does not fit; nothing at all when there is no schema of this kind. */
  public static Optional<List<Violation>> violations(RenderedObject object) {
    return SCHEMAS
        .computeIfAbsent(object.type(), CustomSchemas::load)
        .map(schema -> violations(schema, JSON.valueToTree(object.tree())));
  }

  /** Whether there is a schema of a type, such as {@code keda.sh/v1alpha1/ScaledObject}. */
  public static boolean know(String type) {
    return SCHEMAS.computeIfAbsent(type, CustomSchemas::load).isPresent();
  }

  /** The schema of a type as it is written, where there is one. */
  static Optional<JsonNode> root(String type) {
    return SCHEMAS.computeIfAbsent(type, CustomSchemas::load).map(JsonSchema::getSchemaNode);
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
  public static JsonSchema schema(String text) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(
            text,
            InputFormat.JSON,
            SchemaValidatorsConfig.builder().locale(Locale.ROOT).cacheRefs(true).build());
  }

  /** Everything in a document that a schema rejects, in the order of its paths. */
  public static List<Violation> violations(JsonSchema schema, JsonNode document) {
    // Alternatives fail one by one; together they are one violation.
    Map<String, Set<String>> types = new TreeMap<>();
    Map<String, Object> values = new HashMap<>();
    Set<String> chosen = new HashSet<>();
    List<Violation> violations = new ArrayList<>();
    List<ValidationMessage> alternatives = new ArrayList<>();
    for (ValidationMessage message : schema.validate(document)) {
      String path = path(message.getInstanceLocation());
      switch (String.valueOf(message.getType())) {
        case "type" -> {
          values.put(path, value(message.getInstanceNode()));
          if (isAlternative(message)) {
            chosen.add(path);
          }
          types
              .computeIfAbsent(path, none -> new LinkedHashSet<>())
              .add(expected(message.getSchemaNode()));
        }
        case "oneOf", "anyOf" -> alternatives.add(message);
        default -> violations.add(violation(schema, message, path));
      }
    }
    types.forEach(
        (path, expected) -> {
          // One alternative with the right type says more than the others with another one.
          boolean better =
              violations.stream().anyMatch(violation -> violation.path().startsWith(path));
          if (!(better && chosen.contains(path))) {
            String all = String.join(" or ", expected);
            violations.add(Violation.mistyped(path, values.get(path), all, "write " + all));
          }
        });
    for (ValidationMessage message : alternatives) {
      String path = path(message.getInstanceLocation());
      if (violations.stream().noneMatch(violation -> violation.path().startsWith(path))) {
        violations.add(violation(schema, message, path));
      }
    }
    return violations.stream()
        .distinct()
        .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::what))
        .toList();
  }

  private static boolean isAlternative(ValidationMessage message) {
    JsonNodePath keywords = message.getEvaluationPath();
    return keywords.contains("anyOf") || keywords.contains("oneOf");
  }

  private static Violation violation(JsonSchema schema, ValidationMessage message, String path) {
    return switch (String.valueOf(message.getType())) {
      case "additionalProperties" -> unknown(schema, message, path);
      case "required" ->
          Violation.of(
              Tree.below(path, message.getProperty()),
              "it is missing, and required",
              "add " + message.getProperty());
      case "enum" -> word(path, message.getInstanceNode(), message.getSchemaNode());
      default -> Violation.of(path, message.getError(), "change it so that the rule holds");
    };
  }

  private static Violation unknown(JsonSchema schema, ValidationMessage message, String path) {
    String field = message.getProperty();
    JsonNode parent = schema.getSchemaNode();
    JsonNodePath location = message.getSchemaLocation().getFragment();
    for (int index = 0; index < location.getNameCount() - 1; index++) {
      Object step = location.getElement(index);
      parent = step instanceof Integer item ? parent.path(item) : parent.path(step.toString());
    }
    TreeSet<String> known = new TreeSet<>();
    parent.path("properties").fieldNames().forEachRemaining(known::add);
    String fix =
        Suggestion.nearest(field, known)
            .map(meant -> "did you mean " + meant + "?")
            .orElse("remove it; the fields here are " + String.join(", ", known));
    return Violation.of(Tree.below(path, field), "there is no such field", fix);
  }

  private static Violation word(String path, JsonNode node, JsonNode words) {
    List<String> known =
        StreamSupport.stream(words.spliterator(), false)
            .filter(word -> !word.isNull())
            .map(JsonNode::asText)
            .toList();
    String fix =
        Suggestion.nearest(node.asText(), known)
            .map(meant -> "did you mean " + meant + "?")
            .orElse("write one of " + String.join(", ", known));
    return Violation.of(
        path,
        "it is " + Tree.describe(value(node)) + ", not one of " + String.join(", ", known),
        fix);
  }

  private static Object value(JsonNode node) {
    return JSON.convertValue(node, Object.class);
  }

  private static String expected(JsonNode type) {
    if (type.isArray()) {
      return String.join(
          " or ",
          StreamSupport.stream(type.spliterator(), false).map(CustomSchemas::expected).toList());
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
