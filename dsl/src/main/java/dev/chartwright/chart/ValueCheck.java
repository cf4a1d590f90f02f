package dev.chartwright.chart;

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
import dev.chartwright.chart.tree.Text;
import dev.chartwright.chart.tree.Trees;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Holds a plain Java tree against a {@link ValueType}. */
final class ValueCheck {
  /** Each pattern of the program's own text, compiled once. */
  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private ValueCheck() {}

  static String complaint(ValueType type, Object value) {
    return complaint(type, value, false);
  }

  /** About something inside of a value that is no list of texts and no map to texts. */
  private static String within(ValueType type, Object value) {
    String complaint = complaint(type, value, true);
    return complaint.isEmpty() && type instanceof TextType text && !text.plain()
        ? visible((String) value)
        : complaint;
  }

  private static String complaint(ValueType type, Object value, boolean within) {
    if (type instanceof TextType text) {
      return value instanceof String string ? text(text, string) : "is not text: " + value;
    }
    if (type instanceof QuantityType quantity) {
      return quantity(quantity, value);
    }
    if (type instanceof OptionalType || type instanceof RequiredType) {
      return value == null ? "" : complaint(type.whenSet(), value, within);
    }
    if (type instanceof IntegerType integer) {
      if (!(value instanceof Integer || value instanceof Long)) {
        return "is not a whole number: " + value;
      }
      long number = ((Number) value).longValue();
      return number < integer.min() || number > integer.max()
          ? number + " is not between " + integer.min() + " and " + integer.max()
          : "";
    }
    if (type instanceof DecimalType decimal) {
      if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        return "is not a number: " + value;
      }
      return number.doubleValue() < decimal.min() || number.doubleValue() > decimal.max()
          ? number + " is not between " + decimal.min() + " and " + decimal.max()
          : "";
    }
    if (type instanceof FlagType) {
      return value instanceof Boolean ? "" : "is not true or false: " + value;
    }
    if (type instanceof EnumType choice) {
      return value instanceof String text && choice.choices().contains(text)
          ? ""
          : "'" + value + "' is none of " + choice.choices();
    }
    if (type instanceof ListType list) {
      return value instanceof List<?> items
          ? items(list, items, within)
          : "is not a list: " + value;
    }
    if (!(value instanceof Map<?, ?> map)) {
      return "is not a map: " + value;
    }
    if (type instanceof MapType mapType) {
      return entries(mapType, map, within);
    }
    return type instanceof AnyObjectType ? tree(map, 0) : fields((ObjectType) type, map);
  }

  /** Anything that YAML can say. */
  private static String tree(Object node, int depth) {
    if (depth > Trees.DEEPEST) {
      return "has more than " + Trees.DEEPEST + " levels, or holds itself";
    }
    if (node instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String complaint =
            !(entry.getKey() instanceof String key)
                ? "has a key that is no text: " + entry.getKey()
                : !matches(AnyObjectType.KEY, key)
                    ? "has a key that Helm may lose: '" + key + "'"
                    : fixed(key);
        if (complaint.isEmpty()) {
          complaint = tree(entry.getValue(), depth + 1);
        }
        if (!complaint.isEmpty()) {
          return complaint;
        }
      }
      return "";
    }
    if (node instanceof Collection<?> items) {
      return items.stream()
          .map(item -> tree(item, depth + 1))
          .filter(complaint -> !complaint.isEmpty())
          .findFirst()
          .orElse("");
    }
    if (node instanceof String text) {
      return visible(text);
    }
    boolean scalar =
        node == null
            || node instanceof Boolean
            || (node instanceof Number number && Double.isFinite(number.doubleValue()));
    return scalar ? "" : "holds what YAML cannot say: " + node;
  }

  private static String visible(String text) {
    return matches(AnyObjectType.TEXT, text)
        ? fixed(text)
        : "has a character that Helm may change, in '" + text + "'";
  }

  private static String fixed(String text) {
    if (Text.hasReferences(text)) {
      return "holds a reference to another value; a default must be fixed text";
    }
    return hasHalfCharacter(text)
        ? "'" + text + "' has half of a surrogate pair, which is no character"
        : "";
  }

  private static String text(TextType type, String value) {
    String broken = fixed(value);
    if (!broken.isEmpty()) {
      return broken;
    }
    int length = value.codePointCount(0, value.length());
    if (length < type.minLength() || length > type.maxLength()) {
      return "'"
          + value
          + "' has "
          + length
          + " characters, not "
          + type.minLength()
          + " to "
          + type.maxLength();
    }
    if (type.excluded().contains(value)) {
      return "'" + value + "' is refused";
    }
    return type.pattern().isEmpty() || matches(type.pattern(), value)
        ? ""
        : "'" + value + "' does not match " + type.pattern();
  }

  private static String quantity(QuantityType type, Object value) {
    if (value instanceof Number number) {
      double amount = number.doubleValue();
      return amount < 0 || (type.positive() && amount == 0) ? value + " is too little" : "";
    }
    return value instanceof String text && matches(type.pattern(), text)
        ? ""
        : "is not a quantity such as 300Gi: " + value;
  }

  /** The end is the end: Java's {@code $} also matches before a last line feed, Helm's does not. */
  private static boolean matches(String pattern, String value) {
    return COMPILED
        .computeIfAbsent(
            pattern, absent -> Pattern.compile(pattern.substring(0, pattern.length() - 1) + "\\z"))
        .matcher(value)
        .find();
  }

  private static boolean hasHalfCharacter(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static String items(ListType type, List<?> items, boolean within) {
    boolean free = type.isTexts() && !within;
    for (int i = 0; i < items.size(); i++) {
      String complaint =
          free ? complaint(type.item(), items.get(i)) : within(type.item(), items.get(i));
      if (!complaint.isEmpty()) {
        return "item " + i + " " + complaint;
      }
    }
    if (items.size() < type.minSize() || items.size() > type.maxSize()) {
      return "has " + items.size() + " items, not " + type.minSize() + " to " + type.maxSize();
    }
    return type.uniqueBy().isEmpty() ? "" : repeated(type.uniqueBy(), items);
  }

  /** Two items of a list that is unique by a field. */
  private static String repeated(String field, List<?> items) {
    Map<Object, Integer> first = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Object value = items.get(i) instanceof Map<?, ?> item ? item.get(field) : null;
      Integer before = value == null ? null : first.putIfAbsent(value, i);
      if (before != null) {
        return "has the " + field + " '" + value + "' twice, in items " + before + " and " + i;
      }
    }
    return "";
  }

  private static String entries(MapType type, Map<?, ?> map, boolean within) {
    boolean free = type.isTexts() && !within;
    for (String key : type.requiredKeys()) {
      if (!map.containsKey(key)) {
        return "lacks the key '" + key + "'";
      }
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        return "has a key that is no text: " + entry.getKey();
      }
      String broken = fixed(key);
      if (!broken.isEmpty()) {
        return "key " + broken;
      }
      if (!type.keyPattern().isEmpty() && !matches(type.keyPattern(), key)) {
        return "key '" + key + "' does not match " + type.keyPattern();
      }
      if (type.keyPattern().isEmpty() && !free && !matches(AnyObjectType.KEY, key)) {
        return "has a key that Helm may lose: '" + key + "'";
      }
      if (!type.reservedKeys().isEmpty()
          && Pattern.compile(type.reservedKeys()).matcher(key).find()) {
        return "key '" + key + "' is reserved";
      }
      String complaint =
          free ? complaint(type.value(), entry.getValue()) : within(type.value(), entry.getValue());
      if (!complaint.isEmpty()) {
        return "entry '" + key + "' " + complaint;
      }
    }
    return "";
  }

  private static String fields(ObjectType type, Map<?, ?> map) {
    for (FieldType field : type.fields()) {
      Object value = map.get(field.name());
      if (value == null) {
        if (field.isRequired()) {
          return "lacks the field '" + field.name() + "'";
        }
        continue;
      }
      for (String other : field.excludes()) {
        if (map.containsKey(other)) {
          return "has the fields '" + field.name() + "' and '" + other + "', not one of them";
        }
      }
      String complaint = within(field.type(), value);
      if (!complaint.isEmpty()) {
        return "field '" + field.name() + "' " + complaint;
      }
    }
    if (type.open()) {
      return tree(map, 0);
    }
    for (Object key : map.keySet()) {
      if (type.fields().stream().noneMatch(field -> field.name().equals(key))) {
        return "has the unknown field '" + key + "'";
      }
    }
    return "";
  }
}
