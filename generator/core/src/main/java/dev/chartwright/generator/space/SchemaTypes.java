package dev.chartwright.generator.space;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.chartwright.chart.ValueType.QuantityType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.chartfile.ParsedChart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads types out of a JSON schema, as far as types of values can say the same; where they cannot,
 * there is none.
 */
final class SchemaTypes {
  private static final String LOCAL = "#/";
  private static final int DEEPEST = 12;
  private static final List<String> CHOICES = List.of("anyOf", "oneOf", "if");
  private static final List<String> QUANTITY = List.of("string", "number");

  /** What a parent chart sets: values that are shared, and whether it installs the chart. */
  private static final Set<String> RESERVED = Set.of("global", "enabled");

  private final JsonNode root;

  SchemaTypes(JsonNode root) {
    this.root = root;
  }

  /** The values that are no sections, with their types; those of the defaults come first. */
  Map<ValuePath, Optional<ValueType>> leaves(Map<String, Object> defaults) {
    Map<ValuePath, Optional<ValueType>> leaves = new LinkedHashMap<>();
    leaves(root, defaults, new ValuePath(List.of()), leaves);
    return leaves;
  }

  /** Whether a value is an earlier name of another one. */
  boolean isFormerName(ValuePath path) {
    JsonNode here = root;
    for (String key : path.keys()) {
      here = resolve(here.path("properties").path(key));
    }
    return here.has(ParsedChart.RENAMED_TO);
  }

  private void leaves(
      JsonNode given,
      Map<String, Object> defaults,
      ValuePath above,
      Map<ValuePath, Optional<ValueType>> leaves) {
    JsonNode schema = resolve(given);
    Set<String> keys = new LinkedHashSet<>(defaults.keySet());
    schema.path("properties").fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      ValuePath path = above.below(key);
      JsonNode below = resolve(schema.path("properties").path(key));
      Object value = defaults.get(key);
      if (above.keys().isEmpty() && RESERVED.contains(key) && value == null) {
        continue; // It is the parent chart's.
      }
      boolean together = TypedSettings.isResources(fieldNames(below));
      if (below.has("properties")
          && (isSection(value) || (value == null && hasFormerNamesOnly(below)))
          && !together
          && path.keys().size() < DEEPEST) {
        leaves(below, map(value), path, leaves);
      } else if (below.isMissingNode() && value instanceof Map<?, ?> map && !map.isEmpty()) {
        Knobs.leaves(map(value), path).forEach((leaf, none) -> leaves.put(leaf, Optional.empty()));
      } else {
        leaves.put(path, type(below, 0));
      }
    }
  }

  private boolean hasFormerNamesOnly(JsonNode section) {
    return !section.path("properties").isEmpty()
        && section.path("properties").properties().stream()
            .map(each -> resolve(each.getValue()))
            .allMatch(each -> each.has(ParsedChart.RENAMED_TO) || hasFormerNamesOnly(each));
  }

  private static Set<String> fieldNames(JsonNode schema) {
    Set<String> names = new HashSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A map that is given, and has something in it: its keys are values of their own. */
  private static boolean isSection(Object value) {
    return value instanceof Map<?, ?> map && !map.isEmpty();
  }

  @SuppressWarnings("unchecked") // Trees of values have keys of text.
  private static Map<String, Object> map(Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  private JsonNode resolve(JsonNode schema) {
    JsonNode here = schema;
    Set<String> seen = new HashSet<>();
    while (here.has("$ref")) {
      String reference = here.path("$ref").asText();
      if (!reference.startsWith(LOCAL) || !seen.add(reference)) {
        return here;
      }
      here = root.at(reference.substring(1));
    }
    return here;
  }

  private Optional<ValueType> type(JsonNode given, int depth) {
    JsonNode schema = resolve(given);
    if (depth > DEEPEST || CHOICES.stream().anyMatch(schema::has)) {
      return Optional.empty();
    }
    if (schema.has("enum")) {
      return words(schema.path("enum"));
    }
    if (isQuantity(schema)) {
      return Optional.of(new QuantityType(schema.has("exclusiveMinimum")));
    }
    return switch (typeName(schema)) {
      case "string" -> text(schema);
      case "integer" -> Optional.of(integer(schema));
      case "number" -> Optional.of(decimal(schema));
      case "boolean" -> Optional.of(new FlagType());
      case "array" -> type(schema.path("items"), depth + 1).map(item -> list(schema, item));
      case "object" -> object(schema, depth);
      default -> Optional.empty();
    };
  }

  private static ListType list(JsonNode schema, ValueType item) {
    int least = schema.path("minItems").asInt(0);
    int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
    return new ListType(item).size(Math.min(least, most), most);
  }

  private static boolean isQuantity(JsonNode schema) {
    List<String> types = new ArrayList<>();
    schema.path("type").forEach(each -> types.add(each.asText()));
    return types.equals(QUANTITY)
        && List.of(Values.QUANTITY, Values.POSITIVE_QUANTITY)
            .contains(schema.path("pattern").asText());
  }

  private static String typeName(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (!each.asText().equals("null")) {
          return type.size() <= 2 ? each.asText() : "";
        }
      }
    }
    return type.asText();
  }

  private static Optional<ValueType> words(JsonNode choices) {
    Set<String> words = new LinkedHashSet<>();
    for (JsonNode choice : choices) {
      if (!choice.isTextual()) {
        return Optional.empty();
      }
      words.add(choice.asText());
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(new EnumType(List.copyOf(words)));
  }

  private static Optional<ValueType> text(JsonNode schema) {
    String pattern = anchored(schema.path("pattern").asText(""));
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException otherDialect) {
      return Optional.empty();
    }
    int shortest = schema.path("minLength").asInt(0);
    int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    return longest < shortest
        ? Optional.empty()
        : Optional.of(new TextType(pattern, shortest, longest, excluded(schema), false));
  }

  /** The same pattern from one end of the text to the other. */
  private static String anchored(String pattern) {
    boolean whole = pattern.startsWith("^") && pattern.endsWith("$") && !pattern.endsWith("\\$");
    return pattern.isEmpty() || whole ? pattern : "^[\\s\\S]*(" + pattern + ")[\\s\\S]*$";
  }

  private static List<String> excluded(JsonNode schema) {
    List<String> words = new ArrayList<>();
    schema.path("not").path("enum").forEach(word -> words.add(word.asText()));
    return words;
  }

  private static ValueType integer(JsonNode schema) {
    long least = schema.path("minimum").asLong(-IntegerType.LARGEST);
    long most = schema.path("maximum").asLong(IntegerType.LARGEST);
    if (schema.path("exclusiveMinimum").isNumber()) {
      least = schema.path("exclusiveMinimum").asLong() + 1;
    }
    if (schema.path("exclusiveMaximum").isNumber()) {
      most = schema.path("exclusiveMaximum").asLong() - 1;
    }
    least = Math.max(least, -IntegerType.LARGEST);
    most = Math.min(most, IntegerType.LARGEST);
    return new IntegerType(Math.min(least, most), most);
  }

  private static ValueType decimal(JsonNode schema) {
    double least = schema.path("minimum").asDouble(-IntegerType.LARGEST);
    double most = schema.path("maximum").asDouble(IntegerType.LARGEST);
    return new DecimalType(Math.min(least, most), most);
  }

  private Optional<ValueType> object(JsonNode schema, int depth) {
    if (schema.has("properties")) {
      return fields(schema, depth);
    }
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(key -> required.add(key.asText()));
    JsonNode values = schema.path("additionalProperties");
    String keys = "";
    String reserved = "";
    for (Map.Entry<String, JsonNode> each : schema.path("patternProperties").properties()) {
      if (each.getValue().isBoolean() && !each.getValue().asBoolean()) {
        reserved = each.getKey();
      } else if (keys.isEmpty()) {
        keys = each.getKey();
        values = each.getValue();
      } else {
        return Optional.of(new AnyObjectType());
      }
    }
    if (!values.isObject() || schema.has("propertyNames")) {
      return Optional.of(new AnyObjectType());
    }
    MapType map = new MapType(new AnyObjectType(), anchored(keys), reserved, required);
    return type(values, depth + 1)
        .map(type -> new MapType(type, map.keyPattern(), map.reservedKeys(), required));
  }

  private Optional<ValueType> fields(JsonNode schema, int depth) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(key -> required.add(key.asText()));
    List<FieldType> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      Optional<ValueType> type = type(each.getValue(), depth + 1);
      boolean needed = required.contains(each.getKey());
      if (type.isEmpty() || !each.getKey().matches("[a-zA-Z][a-zA-Z0-9]*")) {
        if (needed) {
          return Optional.empty();
        }
        continue;
      }
      fields.add(new FieldType(each.getKey(), type.get(), needed, "From the schema."));
    }
    JsonNode more = schema.path("additionalProperties");
    boolean closed = more.isBoolean() && !more.asBoolean() && !schema.has("patternProperties");
    return Optional.of(new ObjectType(fields, !closed));
  }
}
