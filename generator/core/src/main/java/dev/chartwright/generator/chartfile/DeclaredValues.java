package dev.chartwright.generator.chartfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.chartwright.generator.yaml.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values that a chart declares: by {@code values.yaml}, by {@code values.schema.json} or by
 * both. Immutable.
 */
public final class DeclaredValues {
  private static final JsonNode NOTHING = MissingNode.getInstance();

  private final Map<String, Object> defaults;
  private final JsonNode schema;

  /** Names under which parent and sub charts have values. */
  private final Set<String> shared;

  private DeclaredValues(Map<String, Object> defaults, JsonNode schema, Set<String> shared) {
    this.defaults = defaults;
    this.schema = schema;
    this.shared = Set.copyOf(shared);
  }

  /** Those of a chart; what cannot be read declares nothing, which other checks tell. */
  public static DeclaredValues of(ParsedChart chart) {
    Set<String> shared = new HashSet<>(Set.of("global"));
    chart.dependencies().forEach(each -> each.names().forEach(shared::add));
    return new DeclaredValues(chart.values(), chart.schema().orElse(NOTHING), shared);
  }

  public boolean haveSchema() {
    return !schema.isMissingNode();
  }

  /** Whether the schema turns a value down because it does not know it. */
  public boolean areClosed(List<String> path) {
    JsonNode node = resolved(schema);
    for (String key : path) {
      JsonNode property = property(node, key);
      if (property.isMissingNode()) {
        JsonNode others = node.path("additionalProperties");
        return others.isBoolean() && !others.asBoolean();
      }
      node = resolved(property);
    }
    return false;
  }

  public Map<String, Object> defaults() {
    return defaults;
  }

  public JsonNode schema() {
    return schema;
  }

  /** Whether a value can be set: it has a default, or the schema knows it, or anything goes. */
  public boolean declare(List<String> path) {
    if (shared.contains(path.get(0))) {
      return true;
    }
    Object value = defaults;
    JsonNode node = schema;
    for (String key : path) {
      boolean isGiven = Tree.map(value).containsKey(key);
      JsonNode property = property(node, key);
      if (!isGiven && property.isMissingNode()) {
        return isOpen(value, node);
      }
      value = Tree.at(value, key);
      node = property;
    }
    return true;
  }

  /** Whether keys that nobody has declared mean something there. */
  private boolean isOpen(Object value, JsonNode node) {
    JsonNode resolved = resolved(node);
    if (!resolved.path("properties").isMissingNode()) {
      return false;
    }
    boolean isClosed =
        resolved.path("additionalProperties").isBoolean()
            && !resolved.path("additionalProperties").asBoolean();
    return !isClosed && Tree.map(value).isEmpty();
  }

  /** The schema of a value; missing where there is none. */
  public JsonNode schemaOf(List<String> path) {
    JsonNode node = schema;
    for (String key : path) {
      node = property(node, key);
    }
    return resolved(node);
  }

  /** The default of a value; null where there is none. */
  public Object defaultOf(List<String> path) {
    return Tree.at(defaults, path.toArray(String[]::new));
  }

  private JsonNode property(JsonNode node, String key) {
    JsonNode resolved = resolved(node);
    JsonNode property = resolved.path("properties").path(key);
    if (!property.isMissingNode()) {
      return property;
    }
    for (Map.Entry<String, JsonNode> pattern : resolved.path("patternProperties").properties()) {
      if (!pattern.getValue().isBoolean() && matches(pattern.getKey(), key)) {
        return pattern.getValue();
      }
    }
    JsonNode others = resolved.path("additionalProperties");
    return others.isObject() ? others : NOTHING;
  }

  private static boolean matches(String pattern, String key) {
    try {
      return java.util.regex.Pattern.compile(pattern).matcher(key).find();
    } catch (java.util.regex.PatternSyntaxException otherDialect) {
      return true; // A pattern of another dialect; better no finding than a wrong one.
    }
  }

  /** Follows references inside of the schema; a bound keeps a circle from going on for ever. */
  private JsonNode resolved(JsonNode node) {
    JsonNode here = node;
    for (int steps = 0; steps < 20 && here.path("$ref").isTextual(); steps++) {
      String reference = here.path("$ref").asText();
      here = reference.startsWith("#/") ? schema.at(reference.substring(1)) : NOTHING;
    }
    return here;
  }
}
