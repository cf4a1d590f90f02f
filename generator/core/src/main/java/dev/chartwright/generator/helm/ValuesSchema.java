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
import dev.chartwright.chart.FormerName;
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
import dev.chartwright.chart.ValueType.OptionalType;
import dev.chartwright.chart.ValueType.QuantityType;
import dev.chartwright.chart.ValueType.RequiredType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.generator.chartfile.ParsedChart;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code values.schema.json}, draft-07 and self-contained. Every value is required but a number
 * that may be left out: any other default that is deleted with {@code null} is refused with its
 * path instead of rendering a hole.
 */
final class ValuesSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the condition of a dependency usually stands among the values of the subchart. */
  private static final String SWITCH = "enabled";

  private static final String TAGS = "tags";
  private static final String TREE = "tree";
  private static final String TREE_REFERENCE = "#/definitions/" + TREE;
  private final ObjectNode root = JSON.createObjectNode();

  // Helm compiles each occurrence of a pattern anew, which takes longer than all else that it does
  // with a schema, so what occurs often is defined once.
  private final Map<String, ValueType> shared = new TreeMap<>();

  // How the types are called that several values have.
  private final Map<ValueType, String> names = new HashMap<>();

  // Below the keys of subcharts this chart's values stand beside those of the subcharts.
  private final Set<String> subcharts = new HashSet<>();

  private ValuesSchema() {}

  static String of(Chart chart, Usage usage) {
    return new ValuesSchema().schema(chart, usage);
  }

  private String schema(Chart chart, Usage usage) {
    List<Value<?>> values = usage.values();
    chart.dependencies().forEach(each -> subcharts.add(each.key()));
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "Values of the chart " + chart.name());
    object(root);
    name(values.stream().filter(each -> reserved(each, usage).isEmpty()).toList());
    for (Value<?> value : values) {
      add(chart, value, reserved(value, usage));
    }
    for (Value<?> value : values) {
      value.formerNames().forEach(name -> add(chart, value, name, reserved(value, usage)));
    }
    define(values);
    ObjectNode properties = (ObjectNode) root.get("properties");
    global(properties);
    reserve(chart, properties);
    return print(root);
  }

  /** What Helm and a parent chart put beside the values of the chart. */
  private static void reserve(Chart chart, ObjectNode properties) {
    if (!properties.has(SWITCH)) {
      properties
          .putObject(SWITCH)
          .put(
              "description",
              "Reserved for a parent chart: whether it installs this chart. Has no effect here.")
          .put("type", "boolean");
    }
    for (Dependency dependency : chart.dependencies()) {
      if (!properties.has(dependency.key())) {
        properties.putObject(dependency.key()).put("type", "object");
      }
      ObjectNode own = (ObjectNode) properties.get(dependency.key());
      if (!own.has("description")) {
        own.put("description", "Values of the subchart " + dependency.name() + ".");
      }
      for (Dependency.Import each : dependency.imports()) {
        String key = each.parent().isEmpty() ? "" : each.parent().split("\\.")[0];
        if (!key.isEmpty() && !properties.has(key)) {
          properties
              .putObject(key)
              .put("description", "Values that are imported from " + dependency.name() + ".")
              .put("type", "object");
        }
      }
    }
    if (chart.dependencies().stream().allMatch(each -> each.tags().isEmpty())) {
      return;
    }
    if (!properties.has(TAGS)) {
      object(properties.putObject(TAGS));
      ((ObjectNode) properties.get(TAGS)).remove("required");
    }
    ObjectNode tags = (ObjectNode) properties.get(TAGS);
    if (!tags.has("description")) {
      tags.put("description", "Subcharts by their tags: false leaves them out.");
    }
    ObjectNode known = tags.withObjectProperty("properties");
    for (Dependency dependency : chart.dependencies()) {
      for (String tag : dependency.tags()) {
        if (!known.has(tag)) {
          known.putObject(tag).put("type", "boolean");
        }
      }
    }
  }

  /** Other charts keep values of theirs there. */
  private static void global(ObjectNode properties) {
    ObjectNode global = (ObjectNode) properties.get("global");
    if (global == null) {
      global = properties.putObject("global");
    }
    if (!global.has("description")) {
      global.put(
          "description",
          "Reserved by Helm: values that the chart shares with its parent chart"
              + " and subcharts.");
    }
    global.put("type", "object").remove("additionalProperties");
  }

  /** Names what several values have after the first of them: {@code podLabels}. */
  private void name(List<Value<?>> values) {
    Map<ValueType, Integer> uses = new HashMap<>();
    values.forEach(value -> uses.merge(value.type(), 1, Integer::sum));
    Set<String> taken = new HashSet<>(Set.of(TREE));
    values.forEach(value -> taken.add(sharedName(value.type())));
    for (Value<?> value : values) {
      ValueType type = value.type();
      String key = value.path().substring(value.path().lastIndexOf('.') + 1);
      if (uses.get(type) > 1
          && List.of(Kind.MAP, Kind.LIST).contains(type.kind())
          && sharedName(type).isEmpty()
          && !names.containsKey(type)
          && taken.add(key)) {
        names.put(type, key);
      }
    }
  }

  private void define(List<Value<?>> values) {
    Map<String, ObjectNode> written = new TreeMap<>();
    if (values.stream().anyMatch(value -> hasTree(value.type()))) {
      written.put(TREE, JSON.createObjectNode());
      tree(written.get(TREE));
    }
    // What one definition consists of may have a definition itself.
    while (!written.keySet().containsAll(shared.keySet())) {
      for (String name : List.copyOf(shared.keySet())) {
        if (!written.containsKey(name)) {
          written.put(name, JSON.createObjectNode());
          inline(written.get(name), shared.get(name), false);
        }
      }
    }
    ObjectNode definitions = JSON.createObjectNode();
    definitions.setAll(written);
    if (!definitions.isEmpty()) {
      root.set("definitions", definitions);
    }
  }

  private void add(Chart chart, Value<?> value, List<String> reserved) {
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
        if (subcharts.contains(keys[0])) {
          child.remove("additionalProperties");
        }
        ((ArrayNode) parent.get("required")).add(keys[i]);
      }
      parent = child;
    }
    String key = keys[keys.length - 1];
    ObjectNode property = ((ObjectNode) parent.get("properties")).putObject(key);
    property.put("description", value.description());
    type(property, value.type(), reserved);
    property.set("default", JSON.valueToTree(value.defaultValue()));
    if (!value.examples().isEmpty()) {
      property.set("examples", JSON.valueToTree(value.examples()));
    }
    if (value.type().whenSet() == value.type()) {
      ((ArrayNode) parent.get("required")).add(key);
    }
  }

  /**
   * An earlier name of a value: of its type, and never required. One that no longer works takes
   * anything, so that the chart refuses it with a message that has the new name.
   */
  private void add(Chart chart, Value<?> value, FormerName name, List<String> reserved) {
    String[] keys = name.path().split("\\.");
    if (keys[0].equals("global")) {
      return; // It is open.
    }
    ObjectNode parent = root;
    for (String key : Arrays.copyOf(keys, keys.length - 1)) {
      ObjectNode properties = (ObjectNode) parent.get("properties");
      ObjectNode child = (ObjectNode) properties.get(key);
      if (child == null) {
        child = properties.putObject(key);
        child.put("description", "Has only earlier names of values.");
        object(child);
        child.remove("required");
      }
      parent = child;
    }
    ObjectNode property = ((ObjectNode) parent.get("properties")).putObject(keys[keys.length - 1]);
    property.put("description", RenamedValues.description(chart, value, name));
    property.put("deprecated", true);
    property.put(ParsedChart.RENAMED_TO, value.path());
    if (!name.removedIn().isEmpty()) {
      property.put(ParsedChart.REMOVED_IN, name.removedIn());
    }
    if (!name.isRemovedIn(chart.version())) {
      type(property, value.type(), reserved);
    }
  }

  private void type(ObjectNode property, ValueType type, List<String> reserved) {
    if (reserved.isEmpty()) {
      type(property, type, false);
    } else {
      inline(property, type, false);
      reserved.forEach(taken -> property.withObjectProperty("properties").put(taken, false));
    }
  }

  private static boolean hasTree(ValueType type) {
    if (type instanceof ObjectType object) {
      return object.open() || object.fields().stream().anyMatch(field -> hasTree(field.type()));
    }
    return type instanceof AnyObjectType
        || (type instanceof ListType list && hasTree(list.item()))
        || (type instanceof MapType map && hasTree(map.value()));
  }

  /** Of any shape; the texts in it must survive {@code toYaml}. */
  private static void tree(ObjectNode schema) {
    schema.put(
        "description",
        "Any value, except text with control characters or unusual line ends, and keys of more"
            + " than 160 characters that need quotes: Helm would lose them.");
    schema.put("pattern", AnyObjectType.TEXT);
    schema.putObject("items").put("$ref", TREE_REFERENCE);
    openTree(schema);
  }

  // By patternProperties, not propertyNames: Helm tells the path of what these refuse.
  private static void openTree(ObjectNode schema) {
    schema.putObject("patternProperties").putObject(AnyObjectType.KEY).put("$ref", TREE_REFERENCE);
    schema.put("additionalProperties", false);
  }

  /** Keys of a map that stand beside it in some manifest, and that its type does not forbid. */
  private static List<String> reserved(Value<?> value, Usage usage) {
    ValueType type = value.type();
    if (type.kind() != Kind.MAP) {
      return List.of();
    }
    Pattern known =
        Pattern.compile(
            type instanceof MapType map && !map.reservedKeys().isEmpty()
                ? map.reservedKeys()
                : "(?!)");
    return usage.neighbours(value).stream().filter(key -> !known.matcher(key).find()).toList();
  }

  private static void object(ObjectNode schema) {
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.putArray("required");
    schema.putObject("properties");
  }

  /**
   * A reference to the definition of a type, if it has one, or else the type itself.
   *
   * @param within whether it is part of something that goes through {@code toYaml} as a whole
   */
  private void type(ObjectNode schema, ValueType type, boolean within) {
    String known = names.getOrDefault(type, sharedName(type));
    String name = within && type.isTexts() ? "" : known;
    if (!name.isEmpty() && shared.computeIfAbsent(name, absent -> type).equals(type)) {
      schema.put("$ref", "#/definitions/" + name);
    } else {
      inline(schema, type, within);
    }
    if (within && type instanceof TextType text && !text.plain()) {
      ObjectNode also = schema.has("pattern") ? schema.putArray("allOf").addObject() : schema;
      also.put("pattern", AnyObjectType.TEXT);
    }
  }

  /** What a type is called that many values have; empty for any other. */
  private static String sharedName(ValueType type) {
    if (type instanceof AnyObjectType) {
      return "object";
    }
    if (type instanceof MapType map
        && !map.keyPattern().isEmpty()
        && map.reservedKeys().isEmpty()
        && map.requiredKeys().isEmpty()) {
      if (map.value() instanceof QuantityType quantity) {
        return quantity.positive() ? "positiveQuantities" : "quantities";
      }
      if (map.value() instanceof TextType text) {
        return text.pattern().isEmpty() || text.maxLength() == Integer.MAX_VALUE
            ? "annotations"
            : "labels";
      }
    }
    return "";
  }

  private void inline(ObjectNode schema, ValueType type, boolean within) {
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
    } else if (type instanceof QuantityType quantity) {
      schema.putArray("type").add("string").add("number");
      schema.put("pattern", quantity.pattern());
      schema.put(quantity.positive() ? "exclusiveMinimum" : "minimum", 0);
    } else if (type instanceof OptionalType || type instanceof RequiredType) {
      inline(schema, type.whenSet(), within);
      String scalar = schema.get("type").asText();
      schema.putArray("type").add(scalar).add("null");
      if (schema.get("enum") instanceof ArrayNode choices) {
        choices.addNull();
      }
    } else if (type instanceof IntegerType integer) {
      schema.put("type", "integer").put("minimum", integer.min()).put("maximum", integer.max());
    } else if (type instanceof DecimalType decimal) {
      schema.put("type", "number");
      number(schema, "minimum", decimal.min());
      number(schema, "maximum", decimal.max());
    } else if (type instanceof FlagType) {
      schema.put("type", "boolean");
    } else if (type instanceof EnumType choice) {
      ArrayNode choices = schema.put("type", "string").putArray("enum");
      choice.choices().forEach(choices::add);
    } else if (type instanceof ListType list) {
      schema.put("type", "array");
      if (list.minSize() > 0) {
        schema.put("minItems", list.minSize());
      }
      if (list.maxSize() < Integer.MAX_VALUE) {
        schema.put("maxItems", list.maxSize());
      }
      type(schema.putObject("items"), list.item(), within || !list.isTexts());
    } else if (type instanceof MapType map) {
      schema.put("type", "object");
      if (!map.reservedKeys().isEmpty()) {
        schema.withObjectProperty("patternProperties").put(map.reservedKeys(), false);
      }
      boolean whole = within || !map.isTexts();
      String keys = whole && map.keyPattern().isEmpty() ? AnyObjectType.KEY : map.keyPattern();
      if (keys.isEmpty()) {
        type(schema.putObject("additionalProperties"), map.value(), false);
      } else {
        type(schema.withObjectProperty("patternProperties").putObject(keys), map.value(), whole);
        schema.put("additionalProperties", false);
      }
      if (!map.requiredKeys().isEmpty()) {
        ArrayNode required = schema.putArray("required");
        map.requiredKeys().forEach(required::add);
      }
    } else if (type instanceof AnyObjectType) {
      openTree(schema.put("type", "object"));
    } else {
      object(schema);
      if (((ObjectType) type).open()) {
        openTree(schema);
      }
      for (FieldType field : ((ObjectType) type).fields()) {
        ObjectNode property = ((ObjectNode) schema.get("properties")).putObject(field.name());
        property.put("description", field.description());
        type(property, field.type(), true);
        if (field.isRequired()) {
          ((ArrayNode) schema.get("required")).add(field.name());
        }
        for (String other : field.excludes()) {
          schema
              .withObjectProperty("dependencies")
              .withObjectProperty(field.name())
              .withObjectProperty("properties")
              .put(other, false);
        }
      }
      if (schema.get("required").isEmpty()) {
        schema.remove("required");
      }
    }
  }

  /** Without a fraction where there is none. */
  private static void number(ObjectNode schema, String key, double number) {
    long whole = (long) number;
    if (whole == number) {
      schema.put(key, whole);
    } else {
      schema.put(key, number);
    }
  }

  private static String print(ObjectNode root) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return visible(JSON.writer(printer).writeValueAsString(root)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON cannot be written", e);
    }
  }

  /** With escapes for what an editor would not show, or not keep. */
  private static String visible(String json) {
    StringBuilder out = new StringBuilder(json.length());
    int copied = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (isInvisible(c)) {
        out.append(json, copied, i).append("\\u").append(HexFormat.of().toHexDigits(c));
        copied = i + 1;
      }
    }
    return out.append(json, copied, json.length()).toString();
  }

  private static boolean isInvisible(char c) {
    return c >= 0x7f && isUnusual(c);
  }

  private static boolean isUnusual(char c) {
    return c <= 0x9f || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff;
  }
}
