package dev.chartwright.generator.space;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings worth trying for a type: its boundaries, each of its words, what is empty and what
 * is full, text that is awkward to carry, and what lies just outside.
 */
final class TypedSettings {
  private static final int LONG = 200;
  private static final int MOST_TEXTS = 6;

  /** What a list holds that has no limit. */
  private static final int FULL = 3;

  /** Shows whether an object of any shape is rendered. It means nothing, so no rule judges it. */
  private static final Map<String, Object> ANYTHING = Map.of("anything", "text");

  private static final Set<String> RESOURCES = Set.of("limits", "requests");

  private TypedSettings() {}

  /**
   * The settings of a value.
   *
   * @param examples known to be useful, such as those of the chart's own ci cases
   */
  static List<Setting> of(ValueType type, Object defaultValue, List<Object> examples) {
    Set<Object> legal = new LinkedHashSet<>(examples);
    legal.addAll(legal(type, defaultValue));
    // What leaves the default as it is shows nothing.
    legal.removeIf(each -> laid(each, defaultValue).equals(defaultValue));
    List<Setting> settings = new ArrayList<>();
    legal.stream()
        .filter(each -> type.complaint(laid(each, defaultValue)).isEmpty())
        .forEach(each -> settings.add(Setting.legal(each)));
    illegal(type).stream()
        .filter(each -> !type.complaint(laid(each, defaultValue)).isEmpty())
        .forEach(each -> settings.add(Setting.illegal(each)));
    return settings;
  }

  /** What a chart gets to see: Helm lays a map over the default. */
  private static Object laid(Object setting, Object defaultValue) {
    if (setting instanceof Map<?, ?> above && defaultValue instanceof Map<?, ?> below) {
      Map<String, Object> both = copy(below);
      above.forEach((key, value) -> both.put((String) key, laid(value, below.get(key))));
      return both;
    }
    return setting;
  }

  /** Fullest first. */
  private static List<Object> legal(ValueType type, Object near) {
    if (type instanceof TextType text) {
      return texts(text, near instanceof String given ? given : "");
    }
    if (type instanceof QuantityType quantity) {
      List<Object> all = new ArrayList<>(List.of("250m", 1L, "1Gi"));
      if (!quantity.positive()) {
        all.add("0");
      }
      return all;
    }
    if (type instanceof OptionalType || type instanceof RequiredType) {
      return legal(type.whenSet(), near);
    }
    if (type instanceof IntegerType integer) {
      return integers(integer, near);
    }
    if (type instanceof DecimalType decimal) {
      return decimals(decimal);
    }
    if (type instanceof FlagType) {
      return List.of(true, false);
    }
    if (type instanceof EnumType choice) {
      return List.copyOf(choice.choices());
    }
    if (type instanceof ListType list) {
      return lists(list);
    }
    if (type instanceof MapType map) {
      return maps(map);
    }
    return type instanceof AnyObjectType ? List.of(Map.of(), ANYTHING) : objects((ObjectType) type);
  }

  private static List<Object> texts(TextType type, String near) {
    List<Object> texts = new ArrayList<>();
    Stream.concat(
            Texts.candidates(near, type.minLength(), type.maxLength()).stream(),
            texts(type.pattern()).stream())
        .filter(candidate -> type.complaint(candidate).isEmpty())
        .distinct()
        .limit(MOST_TEXTS)
        .forEach(texts::add);
    longest(type, texts);
    if (type.complaint("").isEmpty()) {
      texts.add("");
    }
    return texts;
  }

  /** Texts that a pattern matches. */
  private static List<String> texts(String pattern) {
    return pattern.isEmpty() ? List.of() : PatternTexts.of(pattern);
  }

  /** The longest text, where the type sets a length that people reach. */
  private static void longest(TextType type, List<Object> texts) {
    int length = Math.min(type.maxLength(), LONG);
    String longest = "a".repeat(length);
    if (type.complaint(longest).isEmpty()) {
      // Early, because a limit of cases leaves out what is last, and combinations take the first.
      texts.add(Math.min(1, texts.size()), longest);
    }
  }

  private static List<Object> integers(IntegerType type, Object near) {
    Set<Object> numbers = new LinkedHashSet<>();
    if (near instanceof Number number) {
      numbers.add(number.longValue() + 1);
      numbers.add(number.longValue() - 1);
    }
    numbers.addAll(Arrays.<Object>asList(type.min(), type.max(), 0L, 1L));
    numbers.add(12_345_678L); // Go writes it with an exponent unless it is asked not to.
    numbers.removeIf(each -> !type.complaint(each).isEmpty());
    return List.copyOf(numbers);
  }

  private static List<Object> decimals(DecimalType type) {
    Set<Object> numbers = new LinkedHashSet<>();
    numbers.addAll(Arrays.<Object>asList(type.max(), type.min(), 0.5, 0.0, 1.0, 12_345_678.25));
    numbers.removeIf(each -> !type.complaint(each).isEmpty());
    return List.copyOf(numbers);
  }

  private static List<Object> lists(ListType type) {
    // The required content of an item of any shape is not known: what is made up shows whether the
    // list is rendered, and no more.
    List<Object> items = distinct(type, legal(type.item(), null));
    List<Object> lists = new ArrayList<>();
    int full = Math.min(Math.max(FULL, type.minSize()), type.maxSize());
    lists.add(items.subList(0, Math.min(full, items.size())));
    // Each item for itself, or the one that is at fault hides behind the others.
    legal(type.item(), null).forEach(item -> lists.add(List.of(item)));
    lists.add(List.of());
    lists.removeIf(each -> !type.complaint(each).isEmpty());
    return lists;
  }

  /** Items of which no two have the same value of the field that a list is unique by. */
  private static List<Object> distinct(ListType type, List<Object> items) {
    if (type.uniqueBy().isEmpty() || !(type.item() instanceof ObjectType item)) {
      return items;
    }
    List<Object> names =
        item.field(type.uniqueBy()).map(field -> legal(field.type(), null)).orElse(List.of());
    List<Object> distinct = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), items.size()); i++) {
      Map<String, Object> one = copy(items.get(i));
      one.put(type.uniqueBy(), names.get(i));
      distinct.add(one);
    }
    return distinct;
  }

  private static List<Object> maps(MapType type) {
    List<Object> values = legal(type.value(), null);
    if (values.isEmpty()) {
      return type.complaint(Map.of()).isEmpty() ? List.of(Map.of()) : List.of();
    }
    Map<String, Object> required = new LinkedHashMap<>();
    type.requiredKeys().forEach(key -> required.put(key, values.get(0)));
    List<Object> maps = new ArrayList<>();
    Map<String, Object> full = new LinkedHashMap<>(required);
    int index = 0;
    for (String key : keys(type)) {
      Map<String, Object> one = new LinkedHashMap<>(required);
      one.put(key, values.get(index % values.size()));
      if (full.size() < FULL && type.complaint(one).isEmpty()) {
        full.put(key, values.get(index % values.size()));
      }
      index++;
    }
    maps.add(full);
    for (Object value : values) {
      Map<String, Object> one = new LinkedHashMap<>(full);
      one.replaceAll((key, old) -> value);
      maps.add(one);
    }
    maps.add(required);
    maps.removeIf(each -> !type.complaint(each).isEmpty());
    return maps;
  }

  private static List<String> keys(MapType type) {
    List<String> keys = new ArrayList<>(Texts.keys());
    keys.addAll(texts(type.keyPattern()));
    return keys;
  }

  /**
   * Requests and limits, by their name: Kubernetes refuses a request above its limit, so both are
   * set together, and to resources that exist.
   */
  private static List<Object> resources() {
    return Stream.of(
            List.<Object>of("500m", "1Gi", "2Gi"),
            List.<Object>of(2L, "512Mi", "1Gi"),
            List.<Object>of("1", 1_073_741_824L, "1G"))
        .map(
            amounts ->
                Map.of(
                    "cpu", amounts.get(0),
                    "memory", amounts.get(1),
                    "ephemeral-storage", amounts.get(2)))
        .<Object>map(amounts -> ordered("limits", amounts, "requests", amounts))
        .toList();
  }

  /** Whether these are the fields of a container's resources. */
  static boolean isResources(Set<String> fields) {
    return fields.equals(RESOURCES);
  }

  private static Map<String, Object> ordered(
      String one, Object first, String other, Object second) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(one, first);
    map.put(other, second);
    return map;
  }

  private static List<Object> objects(ObjectType type) {
    if (isResources(type.fields().stream().map(FieldType::name).collect(Collectors.toSet()))) {
      return resources();
    }
    Map<String, Object> full = new LinkedHashMap<>();
    Map<String, Object> least = new LinkedHashMap<>();
    for (FieldType field : type.fields()) {
      List<Object> values = legal(field.type(), null);
      if (values.isEmpty()) {
        if (field.isRequired()) {
          return List.of(); // An example has to say what it may be.
        }
        continue;
      }
      Object value = values.get(0);
      if (field.isRequired()) {
        least.put(field.name(), value);
      }
      if (field.excludes().stream().noneMatch(full::containsKey)) {
        full.put(field.name(), value);
      }
    }
    List<Object> objects = new ArrayList<>(List.of(full));
    for (FieldType field : type.fields()) {
      List<Object> values = legal(field.type(), null);
      for (Object value : values.subList(Math.min(1, values.size()), Math.min(3, values.size()))) {
        Map<String, Object> other = new LinkedHashMap<>(full);
        field.excludes().forEach(other::remove);
        other.put(field.name(), value);
        objects.add(other);
      }
      if (!field.isRequired() && !values.isEmpty()) {
        Map<String, Object> one = new LinkedHashMap<>(least);
        one.put(field.name(), values.get(0));
        objects.add(one);
      }
    }
    objects.add(least);
    objects.removeIf(each -> !type.complaint(each).isEmpty());
    return objects;
  }

  private static List<Object> illegal(ValueType type) {
    if (type instanceof TextType text) {
      List<Object> wrong = new ArrayList<>(List.of(7L));
      if (text.maxLength() < Texts.LONGEST) {
        wrong.add("a".repeat(text.maxLength() + 1));
      }
      if (!text.pattern().isEmpty()) {
        wrong.add("no\nsuch: \"text\"");
      }
      if (text.minLength() > 0) {
        wrong.add("");
      }
      wrong.addAll(text.excluded());
      return wrong;
    }
    if (type instanceof OptionalType || type instanceof RequiredType) {
      return illegal(type.whenSet());
    }
    if (type instanceof QuantityType) {
      return List.of("1,5Gi", "-1", "300 Gi", true);
    }
    if (type instanceof IntegerType integer) {
      List<Object> wrong = new ArrayList<>(List.of("7", 1.5, true));
      // Beyond 2^53 the next number is the same number to Helm.
      wrong.add(0, integer.max() >= IntegerType.LARGEST ? 2 * integer.max() : integer.max() + 1);
      wrong.add(0, integer.min() <= -IntegerType.LARGEST ? 2 * integer.min() : integer.min() - 1);
      return wrong;
    }
    if (type instanceof DecimalType decimal) {
      return List.of(decimal.min() - 1, decimal.max() + 1, "0.5", true);
    }
    if (type instanceof FlagType) {
      return List.of("true", 1L);
    }
    if (type instanceof EnumType choice) {
      String first = choice.choices().get(0);
      String upper = first.toUpperCase(Locale.ROOT);
      return List.of(first + "x", upper.equals(first) ? first.toLowerCase(Locale.ROOT) : upper, 7L);
    }
    if (type instanceof ListType list) {
      List<Object> wrong = new ArrayList<>(List.of("text", Map.of("key", "text")));
      illegal(list.item()).forEach(item -> wrong.add(List.of(item)));
      wrong.addAll(sizes(list));
      return wrong;
    }
    List<Object> wrong = new ArrayList<>(List.of("text", List.of("text")));
    if (type instanceof MapType map) {
      illegalMaps(map, wrong);
    } else if (type instanceof ObjectType object) {
      illegalObjects(object, wrong);
    }
    return wrong;
  }

  /** Lists with too few and too many items. */
  private static List<Object> sizes(ListType type) {
    List<Object> wrong = new ArrayList<>();
    List<Object> items = distinct(type, legal(type.item(), null));
    if (type.minSize() > 0 && type.minSize() <= items.size()) {
      wrong.add(items.subList(0, type.minSize() - 1));
    }
    if (type.maxSize() < items.size()) {
      wrong.add(items.subList(0, type.maxSize() + 1));
    }
    return wrong;
  }

  private static void illegalMaps(MapType type, List<Object> wrong) {
    List<Object> maps = maps(type);
    Map<String, Object> full = maps.isEmpty() ? Map.of() : copy(maps.get(0));
    for (Object value : illegal(type.value())) {
      Map<String, Object> one = new LinkedHashMap<>(full);
      one.put("key", value);
      wrong.add(one);
    }
    if (!type.keyPattern().isEmpty()) {
      Map<String, Object> one = new LinkedHashMap<>(full);
      legal(type.value(), null).stream()
          .limit(1)
          .forEach(
              value -> {
                one.put(" no key\n", value);
                wrong.add(one);
              });
    }
    type.requiredKeys()
        .forEach(
            key -> {
              Map<String, Object> one = new LinkedHashMap<>(full);
              one.remove(key);
              wrong.add(one);
            });
  }

  private static void illegalObjects(ObjectType type, List<Object> wrong) {
    Map<String, Object> full = copy(objects(type).stream().findFirst().orElse(Map.of()));
    for (FieldType field : type.fields()) {
      illegal(field.type()).stream()
          .limit(2)
          .forEach(
              value -> {
                Map<String, Object> one = new LinkedHashMap<>(full);
                field.excludes().forEach(one::remove);
                one.put(field.name(), value);
                wrong.add(one);
              });
      if (field.isRequired()) {
        Map<String, Object> one = new LinkedHashMap<>(full);
        one.remove(field.name());
        wrong.add(one);
      }
    }
    if (!type.open()) {
      Map<String, Object> one = new LinkedHashMap<>(full);
      one.put("noSuchField", true);
      wrong.add(one);
    }
  }

  @SuppressWarnings("unchecked") // Made here, with keys of text.
  private static Map<String, Object> copy(Object map) {
    return new LinkedHashMap<>((Map<String, Object>) map);
  }
}
