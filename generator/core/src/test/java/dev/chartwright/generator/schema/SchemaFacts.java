package dev.chartwright.generator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a schema says, as a flat table: {@code path keyword} to its text, whether it is written as a
 * custom resource definition or as draft-07. Two schemas say the same when their tables are equal.
 */
final class SchemaFacts {
  private static final List<String> BOUNDS =
      List.of(
          "pattern",
          "not",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems");

  private final SortedMap<String, String> facts = new TreeMap<>();
  private final UnaryOperator<JsonNode> resolve;

  private SchemaFacts(UnaryOperator<JsonNode> resolve) {
    this.resolve = resolve;
  }

  static SortedMap<String, String> of(
      String path, JsonNode schema, UnaryOperator<JsonNode> resolve) {
    SchemaFacts table = new SchemaFacts(resolve);
    table.add(path, schema);
    return table.facts;
  }

  /** The differences, one line each: what the definition says, then what ours says. */
  static List<String> differences(
      SortedMap<String, String> definition, SortedMap<String, String> ours) {
    TreeSet<String> keys = new TreeSet<>(definition.keySet());
    keys.addAll(ours.keySet());
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      String theirs = definition.getOrDefault(key, "absent");
      String own = ours.getOrDefault(key, "absent");
      if (!theirs.equals(own)) {
        lines.add(key + ": " + theirs + " -> " + own);
      }
    }
    return lines;
  }

  private void add(String path, JsonNode unresolved) {
    JsonNode schema = resolve.apply(unresolved);
    facts.put(path + " type", type(schema));
    if (schema.has("enum")) {
      facts.put(path + " enum", sorted(schema.get("enum")));
    }
    if (schema.has("required")) {
      facts.put(path + " required", sorted(schema.get("required")));
    }
    for (String bound : BOUNDS) {
      if (schema.has(bound)) {
        facts.put(path + " " + bound, text(schema.get(bound)));
      }
    }
    if (schema.path("x-kubernetes-list-type").asText().equals("set")) {
      facts.put(path + " uniqueItems", "true");
    }
    schema.path("properties").properties().forEach(p -> add(path + "." + p.getKey(), p.getValue()));
    if (schema.path("additionalProperties").isObject()) {
      add(path + ".*", schema.get("additionalProperties"));
    }
    if (schema.has("items")) {
      add(path + "[]", schema.get("items"));
    }
  }

  // An object is closed when it lists its properties: the API server refuses others, and so do we.
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (schema.path("x-kubernetes-int-or-string").asBoolean() || type.isArray()) {
      return type.isArray() ? sorted(type) : "[integer, string]";
    }
    if (!type.asText().equals("object") || schema.path("additionalProperties").isObject()) {
      return type.asText();
    }
    boolean ofDefinition = !schema.has("additionalProperties");
    boolean closed =
        ofDefinition
            ? schema.has("properties")
                && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
            : !schema.get("additionalProperties").asBoolean();
    return closed ? "closed object" : "open object";
  }

  private static String text(JsonNode bound) {
    return bound.isContainerNode() ? bound.toString() : bound.asText();
  }

  private static String sorted(JsonNode words) {
    return Stream.iterate(0, i -> i < words.size(), i -> i + 1)
        .map(i -> words.get(i).asText())
        .sorted()
        .toList()
        .toString();
  }
}
