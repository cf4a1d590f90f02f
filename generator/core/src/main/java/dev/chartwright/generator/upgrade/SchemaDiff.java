package dev.chartwright.generator.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Compares two schemas of values, draft-07 with references inside of the file: what was allowed and
 * no longer is, what is allowed now, and what is new. Where two rules cannot be compared, such as
 * two patterns, the new one counts as narrower.
 */
final class SchemaDiff {
  private static final int DEEPEST = 60;
  private static final Set<String> ALL_TYPES =
      Set.of("string", "integer", "number", "boolean", "array", "object", "null");
  private static final Set<String> REMARKS =
      Set.of("description", "title", "default", "examples", "$comment", "deprecated");

  /** Least amounts: a higher one allows less. */
  private static final Map<String, String> LEAST =
      Map.of(
          "minimum", "at least %s",
          "exclusiveMinimum", "more than %s",
          "minLength", "at least %s characters",
          "minItems", "at least %s items",
          "minProperties", "at least %s keys");

  /** Greatest amounts: a lower one allows less. */
  private static final Map<String, String> MOST =
      Map.of(
          "maximum", "at most %s",
          "exclusiveMaximum", "less than %s",
          "maxLength", "at most %s characters",
          "maxItems", "at most %s items",
          "maxProperties", "at most %s keys");

  /** What may only be met, so that any other text counts as narrower. */
  private static final List<String> RULES =
      List.of(
          "pattern",
          "format",
          "multipleOf",
          "uniqueItems",
          "contains",
          "propertyNames",
          "dependencies",
          "not",
          "if",
          "then",
          "else");

  /** What becomes of a value; each kind has its own sentence in a report. */
  enum Kind {
    REMOVED,
    RETYPED,
    TIGHTENED,
    LOOSENED,
    ADDED,
    DEPRECATED
  }

  /**
   * A difference.
   *
   * @param path of the value, such as {@code worker.hosts[].name}
   * @param words what is different, without the path
   * @param isRefused for a value that is gone: whether the new schema refuses it
   */
  record Difference(Kind kind, String path, String words, boolean isRefused) {}

  private final JsonNode previous;
  private final JsonNode current;
  private final Map<String, Object> defaults;
  private final List<Difference> differences = new ArrayList<>();
  private final Set<String> open = new HashSet<>();

  private SchemaDiff(JsonNode previous, JsonNode current, Map<String, Object> defaults) {
    this.previous = previous;
    this.current = current;
    this.defaults = defaults;
  }

  /**
   * All differences, in the order of the previous schema.
   *
   * @param defaults the tree of the new {@code values.yaml}, by which Helm completes what users set
   */
  static List<Difference> between(
      JsonNode previous, JsonNode current, Map<String, Object> defaults) {
    SchemaDiff diff = new SchemaDiff(previous, current, defaults);
    diff.compare("", previous, current, 0);
    return List.copyOf(diff.differences);
  }

  private void compare(String path, JsonNode before, JsonNode after, int depth) {
    String references = before.path("$ref").asText() + " " + after.path("$ref").asText();
    boolean isReference = !references.isBlank();
    if (depth > DEEPEST || (isReference && open.contains(references))) {
      return;
    }
    if (isReference) {
      open.add(references);
    }
    compareResolved(path, resolved(previous, before), resolved(current, after), depth);
    if (isReference) {
      open.remove(references);
    }
  }

  /** Follows references; beside one, nothing else counts. */
  private static JsonNode resolved(JsonNode root, JsonNode schema) {
    JsonNode here = schema;
    for (int steps = 0; steps < DEEPEST && here.has("$ref"); steps++) {
      String reference = here.path("$ref").asText();
      boolean isLocal = reference.equals("#") || reference.startsWith("#/");
      here = isLocal ? root.at(reference.substring(1)) : MissingNode.getInstance();
    }
    return here;
  }

  private void compareResolved(String path, JsonNode before, JsonNode after, int depth) {
    if (isNothing(before) || isNothing(after)) {
      if (isNothing(after) && !isNothing(before)) {
        add(Kind.TIGHTENED, path, "nothing is allowed any more");
      } else if (isNothing(before) && !isNothing(after)) {
        add(Kind.LOOSENED, path, "it is allowed now");
      }
      return;
    }
    if (!compareTypes(path, before, after)) {
      return;
    }
    compareChoices(path, before, after);
    compareAmounts(path, before, after);
    compareRules(path, before, after);
    compareCombinations(path, before, after);
    if (isDeprecated(after) && !isDeprecated(before)) {
      add(Kind.DEPRECATED, path, "it is deprecated");
    }
    compareKeys(path, before, after, depth);
    compareItems(path, before, after, depth);
  }

  private static boolean isNothing(JsonNode schema) {
    return schema.isBoolean() && !schema.asBoolean();
  }

  private static boolean isDeprecated(JsonNode schema) {
    return schema.path("deprecated").asBoolean()
        || schema.path("description").asText().startsWith("Deprecated");
  }

  /** Whether the types have enough in common for a comparison of the rest. */
  private boolean compareTypes(String path, JsonNode before, JsonNode after) {
    Set<String> left = types(before);
    Set<String> right = types(after);
    Set<String> common = new HashSet<>(left);
    common.retainAll(right);
    boolean isRetyped =
        common.stream().allMatch("null"::equals)
            && left.stream().anyMatch(each -> !each.equals("null"));
    String words = "the type was " + typeWords(before) + " and is " + typeWords(after);
    if (isRetyped) {
      add(Kind.RETYPED, path, words);
      return false;
    }
    if (!right.containsAll(left)) {
      add(Kind.TIGHTENED, path, words);
    } else if (!left.containsAll(right)) {
      add(Kind.LOOSENED, path, words);
    }
    return true;
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new HashSet<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(each -> types.add(each.asText()));
    if (types.contains("number")) {
      types.add("integer");
    }
    return types.isEmpty() ? ALL_TYPES : types;
  }

  private static String typeWords(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isMissingNode()) {
      return "anything";
    }
    List<String> words = new ArrayList<>();
    type.forEach(each -> words.add(each.asText()));
    return words.isEmpty() ? type.asText() : String.join(" or ", words);
  }

  private void compareChoices(String path, JsonNode before, JsonNode after) {
    Set<JsonNode> left = choices(before);
    Set<JsonNode> right = choices(after);
    if (left.equals(right)) {
      return;
    }
    if (right.isEmpty()) {
      add(Kind.LOOSENED, path, "it is no longer bound to " + list(left));
    } else if (left.isEmpty()) {
      add(Kind.TIGHTENED, path, "only " + list(right) + " are allowed");
    } else {
      Set<JsonNode> gone = new LinkedHashSet<>(left);
      gone.removeAll(right);
      Set<JsonNode> come = new LinkedHashSet<>(right);
      come.removeAll(left);
      if (!gone.isEmpty()) {
        add(Kind.TIGHTENED, path, list(gone) + " is no longer a choice");
      }
      if (!come.isEmpty()) {
        add(Kind.LOOSENED, path, list(come) + " is a choice now");
      }
    }
  }

  private static Set<JsonNode> choices(JsonNode schema) {
    Set<JsonNode> choices = new LinkedHashSet<>();
    schema.path("enum").forEach(choices::add);
    if (schema.has("const")) {
      choices.add(schema.path("const"));
    }
    return choices;
  }

  private static String list(Set<JsonNode> choices) {
    return String.join(", ", choices.stream().map(JsonNode::toString).toList());
  }

  private void compareAmounts(String path, JsonNode before, JsonNode after) {
    for (String key : new TreeSet<>(LEAST.keySet())) {
      compareAmount(path, before.path(key), after.path(key), LEAST.get(key), 1);
    }
    for (String key : new TreeSet<>(MOST.keySet())) {
      compareAmount(path, before.path(key), after.path(key), MOST.get(key), -1);
    }
  }

  private void compareAmount(
      String path, JsonNode before, JsonNode after, String words, int direction) {
    if (!after.isNumber() && !before.isNumber()) {
      return;
    }
    if (!after.isNumber()) {
      add(Kind.LOOSENED, path, "it need not be " + amount(words, before) + " any more");
      return;
    }
    String now = "it must be " + amount(words, after);
    if (!before.isNumber()) {
      add(Kind.TIGHTENED, path, now);
      return;
    }
    int difference = after.decimalValue().compareTo(before.decimalValue()) * direction;
    if (difference != 0) {
      String was = ", and was " + amount(words, before);
      add(difference > 0 ? Kind.TIGHTENED : Kind.LOOSENED, path, now + was);
    }
  }

  private static String amount(String words, JsonNode number) {
    String text = words.formatted(number(number));
    return text.matches(".* 1 \\w+s") ? text.substring(0, text.length() - 1) : text;
  }

  private static String number(JsonNode number) {
    BigDecimal plain = number.decimalValue().stripTrailingZeros();
    return plain.toPlainString();
  }

  private void compareRules(String path, JsonNode before, JsonNode after) {
    for (String rule : RULES) {
      JsonNode left = rule(before, rule);
      JsonNode right = rule(after, rule);
      if (left.equals(right)) {
        continue;
      }
      if (right.isMissingNode()) {
        add(Kind.LOOSENED, path, "the rule '" + rule + "' is gone: " + shown(left));
      } else if (left.isMissingNode()) {
        add(Kind.TIGHTENED, path, "a rule '" + rule + "' is new: " + shown(right));
      } else if (rule.equals("not") && isChoice(left) && isChoice(right)) {
        compareForbidden(path, choices(left), choices(right));
      } else {
        String words = "the rule '" + rule + "' was " + shown(left) + " and is " + shown(right);
        add(Kind.TIGHTENED, path, words);
      }
    }
  }

  /** A rule without remarks; missing as well where it is switched off. */
  private static JsonNode rule(JsonNode schema, String name) {
    JsonNode rule = schema.path(name);
    boolean isOff = name.equals("uniqueItems") && !rule.asBoolean();
    return isOff ? MissingNode.getInstance() : plain(rule);
  }

  private static boolean isChoice(JsonNode schema) {
    return schema.size() == 1 && schema.has("enum");
  }

  private void compareForbidden(String path, Set<JsonNode> before, Set<JsonNode> after) {
    Set<JsonNode> come = new LinkedHashSet<>(after);
    come.removeAll(before);
    Set<JsonNode> gone = new LinkedHashSet<>(before);
    gone.removeAll(after);
    if (!come.isEmpty()) {
      add(Kind.TIGHTENED, path, list(come) + " is refused now");
    }
    if (!gone.isEmpty()) {
      add(Kind.LOOSENED, path, list(gone) + " is no longer refused");
    }
  }

  private void compareCombinations(String path, JsonNode before, JsonNode after) {
    for (String rule : List.of("allOf", "anyOf", "oneOf")) {
      Set<JsonNode> left = alternatives(before.path(rule));
      Set<JsonNode> right = alternatives(after.path(rule));
      if (left.equals(right)) {
        continue;
      }
      // All of more is narrower; any of more is wider, unless there was no choice at all.
      boolean allows = rule.equals("allOf") || right.isEmpty();
      boolean isWider =
          allows ? left.containsAll(right) : (!left.isEmpty() && right.containsAll(left));
      add(isWider ? Kind.LOOSENED : Kind.TIGHTENED, path, "the rule '" + rule + "' is another one");
    }
  }

  private static Set<JsonNode> alternatives(JsonNode list) {
    Set<JsonNode> alternatives = new LinkedHashSet<>();
    list.forEach(each -> alternatives.add(plain(each)));
    return alternatives;
  }

  /** A schema without what is for people only. */
  private static JsonNode plain(JsonNode schema) {
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode plain = schema.deepCopy();
    plain.remove(REMARKS);
    return plain;
  }

  private static String shown(JsonNode rule) {
    return FieldChange.text(rule);
  }

  private void compareKeys(String path, JsonNode before, JsonNode after, int depth) {
    for (Map.Entry<String, JsonNode> each : before.path("properties").properties()) {
      String key = each.getKey();
      JsonNode next = after.path("properties").path(key);
      if (!next.isMissingNode()) {
        compare(below(path, key), each.getValue(), next, depth + 1);
      } else {
        compareGone(below(path, key), key, each.getValue(), after, depth);
      }
    }
    compareNew(path, before, after, depth);
    compareRequired(path, before, after);
    comparePatterns(path, before, after, depth);
    compareOtherKeys(path, before, after, depth);
  }

  private void compareGone(String path, String key, JsonNode before, JsonNode section, int depth) {
    Optional<JsonNode> general = general(key, section);
    if (general.isPresent()) {
      compare(path, before, general.get(), depth + 1);
      return;
    }
    JsonNode others = section.path("additionalProperties");
    differences.add(new Difference(Kind.REMOVED, path, "it is gone", isNothing(others)));
  }

  /** Keys that come; where any key was the user's own, they may be there already. */
  private void compareNew(String path, JsonNode before, JsonNode after, int depth) {
    boolean isFree = !path.isEmpty() && isFree(before);
    List<String> bound = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : after.path("properties").properties()) {
      String key = each.getKey();
      if (before.path("properties").has(key)) {
        continue;
      }
      Optional<JsonNode> general = general(key, before);
      if (general.isPresent()) {
        compare(below(path, key), general.get(), each.getValue(), depth + 1);
      } else if (!isFree) {
        add(Kind.ADDED, below(path, key), "it is new");
      } else if (!plain(each.getValue()).isEmpty() || isNothing(each.getValue())) {
        bound.add(key);
      }
    }
    if (!bound.isEmpty()) {
      add(Kind.TIGHTENED, path, "free keys have a rule now: " + String.join(", ", bound));
    }
  }

  /** Whether a section takes any keys and names none. */
  private static boolean isFree(JsonNode section) {
    return section.path("properties").isEmpty()
        && section.path("patternProperties").isEmpty()
        && !isNothing(section.path("additionalProperties"));
  }

  /** The rule for keys that a section does not name; nothing where it has none. */
  private static Optional<JsonNode> general(String key, JsonNode section) {
    for (Map.Entry<String, JsonNode> pattern : section.path("patternProperties").properties()) {
      if (matches(pattern.getKey(), key)) {
        return Optional.of(pattern.getValue());
      }
    }
    return Optional.of(section.path("additionalProperties")).filter(JsonNode::isObject);
  }

  private static boolean matches(String pattern, String key) {
    try {
      return Pattern.compile(pattern).matcher(key).find();
    } catch (PatternSyntaxException otherDialect) {
      return false;
    }
  }

  private void compareRequired(String path, JsonNode before, JsonNode after) {
    Set<String> left = names(before.path("required"));
    for (String key : names(after.path("required"))) {
      if (!left.contains(key) && !isProvided(below(path, key))) {
        add(Kind.TIGHTENED, below(path, key), "it is required");
      }
    }
    Set<String> right = names(after.path("required"));
    for (String key : left) {
      if (!right.contains(key)
          && after.path("properties").has(key)
          && !isProvided(below(path, key))) {
        add(Kind.LOOSENED, below(path, key), "it is no longer required");
      }
    }
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new LinkedHashSet<>();
    list.forEach(each -> names.add(each.asText()));
    return names;
  }

  /** Whether {@code values.yaml} gives a value to who sets none. */
  private boolean isProvided(String path) {
    Object here = defaults;
    for (String key : path.split("\\.")) {
      here = here instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return here != null;
  }

  private void comparePatterns(String path, JsonNode before, JsonNode after, int depth) {
    JsonNode left = before.path("patternProperties");
    JsonNode right = after.path("patternProperties");
    boolean wasClosed = isNothing(before.path("additionalProperties"));
    boolean isClosed = isNothing(after.path("additionalProperties"));
    for (Map.Entry<String, JsonNode> each : left.properties()) {
      JsonNode next = right.path(each.getKey());
      if (!next.isMissingNode()) {
        compare(below(path, "*"), each.getValue(), next, depth + 1);
      } else if (isNothing(each.getValue())) {
        add(
            Kind.LOOSENED,
            path,
            "keys like " + FieldChange.printable(each.getKey()) + " are no longer refused");
      } else if (isClosed) {
        add(
            Kind.TIGHTENED,
            path,
            "keys like " + FieldChange.printable(each.getKey()) + " are no longer allowed as such");
      }
    }
    for (Map.Entry<String, JsonNode> each : right.properties()) {
      if (!left.has(each.getKey())) {
        boolean isWider = wasClosed && !isNothing(each.getValue());
        add(
            isWider ? Kind.LOOSENED : Kind.TIGHTENED,
            path,
            "keys like "
                + FieldChange.printable(each.getKey())
                + (isNothing(each.getValue()) ? " are refused" : " have a rule of their own"));
      }
    }
  }

  private void compareOtherKeys(String path, JsonNode before, JsonNode after, int depth) {
    JsonNode left = before.path("additionalProperties");
    JsonNode right = after.path("additionalProperties");
    if (left.isObject() && right.isObject()) {
      compare(below(path, "*"), left, right, depth + 1);
    } else if (isNothing(right) && !isNothing(left)) {
      add(Kind.TIGHTENED, path, "keys that it does not name are refused");
    } else if (right.isObject() && !isNothing(left)) {
      add(Kind.TIGHTENED, path, "keys that it does not name have a rule");
    } else if (isNothing(left) && !isNothing(right)) {
      add(Kind.LOOSENED, path, "keys that it does not name are allowed");
    } else if (left.isObject()) {
      add(Kind.LOOSENED, path, "keys that it does not name have no rule any more");
    }
  }

  private void compareItems(String path, JsonNode before, JsonNode after, int depth) {
    JsonNode left = before.path("items");
    JsonNode right = after.path("items");
    if (left.isObject() && right.isObject()) {
      compare(path + "[]", left, right, depth + 1);
    } else if (left.isMissingNode() && !right.isMissingNode()) {
      add(Kind.TIGHTENED, path + "[]", "its items have a rule");
    } else if (!left.isMissingNode() && right.isMissingNode()) {
      add(Kind.LOOSENED, path + "[]", "its items have no rule any more");
    } else if (!left.equals(right)) {
      add(Kind.TIGHTENED, path + "[]", "its items have another rule");
    }
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void add(Kind kind, String path, String words) {
    differences.add(new Difference(kind, path, words, true));
  }
}
