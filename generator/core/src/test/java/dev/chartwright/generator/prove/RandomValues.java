package dev.chartwright.generator.prove;

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
import dev.chartwright.chart.ValueType.QuantityType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.generator.helm.ArbitraryText;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.ValuesTree;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Random settings of values: such as their types admit, and anything else. */
final class RandomValues {
  /** Texts that one pattern or another admits; each pattern takes from them what fits. */
  private static final List<String> WORDS =
      List.of(
          "",
          "a",
          "b-2",
          "web",
          "a.b-c.d",
          "example.com",
          "0",
          "1",
          "8",
          "500m",
          "1.5Gi",
          "300Gi",
          "30s",
          "1h30m",
          "v1.2.3_x",
          "yes",
          "1e3",
          "registry.example.com/team/web",
          "sha256:" + "0123456789abcdef".repeat(4),
          "A",
          "Zz9",
          "example.com/key",
          "x".repeat(60));

  private final RandomGenerator random;
  private final ArbitraryText texts;

  /**
   * Settings of a chart.
   *
   * @param tree as {@code values.yaml} has them
   * @param legal whether every value admits its setting; nothing when that cannot be told
   * @param changed the key under which something may stand that no value admits; empty for none
   */
  record Settings(Map<String, Object> tree, Optional<Boolean> legal, String changed) {}

  RandomValues(RandomGenerator random) {
    this.random = random;
    this.texts = new ArbitraryText(random.nextLong());
  }

  /** Settings of some values, such as their types admit. */
  Settings legal(List<Value<?>> values) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Value<?> value : values) {
      if (random.nextInt(3) > 0) {
        legal(value.type())
            .filter(setting -> admits(value, setting))
            .ifPresent(setting -> put(tree, value.path(), setting));
      }
    }
    return new Settings(tree, Optional.of(true), "");
  }

  /** The same, and one setting that may be anything. */
  Settings any(List<Value<?>> values) {
    Map<String, Object> tree = legal(values).tree();
    if (values.isEmpty()) {
      tree.put("nothing", junk(2));
      return new Settings(tree, Optional.of(false), "nothing");
    }
    Value<?> value = values.get(random.nextInt(values.size()));
    switch (random.nextInt(8)) {
      case 0 -> {
        put(tree, value.path(), null);
        return new Settings(tree, Optional.empty(), key(value));
      }
      case 1 -> {
        put(tree, value.path() + "x", junk(2));
        return new Settings(tree, Optional.empty(), key(value));
      }
      case 2 -> {
        tree.put(key(value), junk(3));
        return new Settings(tree, Optional.empty(), key(value));
      }
      default -> {
        Object setting = random.nextBoolean() ? junk(3) : spoilt(value.type());
        put(tree, value.path(), setting);
        // A null removes, at whatever depth.
        return new Settings(
            tree,
            hasNull(setting) ? Optional.empty() : Optional.of(admits(value, setting)),
            key(value));
      }
    }
  }

  /** Whether a value takes a setting; what a map does not say, its default does. */
  private static boolean admits(Value<?> value, Object setting) {
    boolean maps = setting instanceof Map && value.defaultValue() instanceof Map;
    Object merged =
        maps ? ValuesTree.merge(Tree.map(value.defaultValue()), Tree.map(setting)) : setting;
    return value.type().complaint(merged).isEmpty();
  }

  /** The key of a value at the root. */
  private static String key(Value<?> value) {
    return value.path().replaceFirst("\\..*", "");
  }

  /** A setting that a type admits; nothing when none comes to mind. */
  Optional<Object> legal(ValueType type) {
    for (int tries = 0; tries < 8; tries++) {
      Object setting = candidate(type);
      if (type.complaint(setting).isEmpty()) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  private Object candidate(ValueType type) {
    if (type instanceof TextType text) {
      return text.pattern().isEmpty() ? text(text) : matching(text.pattern());
    }
    if (type instanceof QuantityType quantity) {
      return random.nextInt(4) == 0 ? random.nextInt(1, 9) : matching(quantity.pattern());
    }
    if (type instanceof IntegerType integer) {
      return switch (random.nextInt(3)) {
        case 0 -> integer.min();
        case 1 -> integer.max();
        default ->
            integer.min() == integer.max()
                ? integer.min()
                : random.nextLong(integer.min(), integer.max());
      };
    }
    if (type instanceof DecimalType decimal) {
      return switch (random.nextInt(3)) {
        case 0 -> decimal.min();
        case 1 -> decimal.max();
        default ->
            decimal.min() == decimal.max()
                ? decimal.min()
                : random.nextDouble(decimal.min(), decimal.max());
      };
    }
    if (type instanceof FlagType) {
      return random.nextBoolean();
    }
    if (type instanceof EnumType choice) {
      return one(choice.choices());
    }
    if (type instanceof ListType list) {
      List<Object> items = new ArrayList<>();
      for (int count = random.nextInt(4); count > 0; count--) {
        legal(list.item()).ifPresent(items::add);
      }
      return items;
    }
    if (type instanceof MapType map) {
      return entries(map);
    }
    return type instanceof AnyObjectType ? object(3) : fields((ObjectType) type);
  }

  private String text(TextType type) {
    String text = random.nextInt(40) == 0 ? texts.next().repeat(200) : texts.next();
    int length = text.codePointCount(0, text.length());
    if (length > type.maxLength()) {
      return text.substring(0, text.offsetByCodePoints(0, type.maxLength()));
    }
    return text + "x".repeat(Math.max(0, type.minLength() - length));
  }

  private String matching(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    List<String> matches = WORDS.stream().filter(word -> compiled.matcher(word).matches()).toList();
    return matches.isEmpty() ? texts.next() : one(matches);
  }

  private Map<String, Object> entries(MapType type) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (String key : type.requiredKeys()) {
      legal(type.value()).ifPresent(value -> entries.put(key, value));
    }
    for (int count = random.nextInt(4); count > 0; count--) {
      String key = key();
      legal(type.value()).ifPresent(value -> entries.put(key, value));
      if (!type.complaint(entries).isEmpty()) {
        entries.remove(key);
      }
    }
    return entries;
  }

  /** Helm reads no file of values with a key of more than 1024 characters, escapes included. */
  private String key() {
    String key = random.nextBoolean() ? one(WORDS) : texts.next();
    int length = Math.min(key.codePointCount(0, key.length()), 150);
    return key.substring(0, key.offsetByCodePoints(0, length));
  }

  private Map<String, Object> fields(ObjectType type) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (FieldType field : type.fields()) {
      boolean excluded = field.excludes().stream().anyMatch(fields::containsKey);
      if (field.isRequired() || (!excluded && random.nextBoolean())) {
        legal(field.type()).ifPresent(value -> fields.put(field.name(), value));
      }
    }
    return fields;
  }

  /** A tree of any shape; what a key may be is limited, as everywhere. */
  private Map<String, Object> object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      String key = random.nextBoolean() ? one(WORDS) : texts.next();
      if (key.codePointCount(0, key.length()) <= 100) {
        object.put(key, anything(depth));
      }
    }
    return object;
  }

  private Object anything(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> random.nextBoolean();
      case 1 -> random.nextInt();
      case 2 -> random.nextDouble();
      case 3 -> one(WORDS);
      case 4, 5 -> texts.next();
      case 6 -> {
        List<Object> items = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
          items.add(anything(depth - 1));
        }
        yield items;
      }
      default -> object(depth - 1);
    };
  }

  /** What the type admits, with one thing changed. */
  private Object spoilt(ValueType type) {
    if (type instanceof IntegerType integer) {
      // Beyond 2^53 Helm knows every second number only.
      return random.nextBoolean() ? integer.max() + 2 : integer.min() - 2;
    }
    if (type instanceof DecimalType decimal) {
      return random.nextBoolean() ? decimal.max() + 1 : decimal.min() - 1;
    }
    if (type instanceof TextType text) {
      return text.maxLength() < 1000 && random.nextBoolean()
          ? "x".repeat(text.maxLength() + 1)
          : texts.next();
    }
    Object setting = candidate(type);
    if (setting instanceof List<?> list) {
      List<Object> more = new ArrayList<>(list);
      more.add(junk(2));
      return more;
    }
    if (setting instanceof Map<?, ?> map) {
      Map<Object, Object> more = new LinkedHashMap<>(map);
      if (!map.isEmpty() && random.nextBoolean()) {
        more.put(map.keySet().iterator().next(), junk(2));
      } else {
        more.put(key(), junk(2));
      }
      return more;
    }
    return junk(1);
  }

  /** Anything that JSON can say. */
  private Object junk(int depth) {
    return switch (random.nextInt(16)) {
      case 0 -> null;
      case 1 -> "";
      case 2 -> -1;
      case 3 -> 1.5;
      case 4 -> 1e300;
      case 5 -> BigInteger.ONE.shiftLeft(random.nextInt(50, 200)).negate();
      case 6 -> List.of();
      case 7 -> Map.of();
      case 8 -> Long.MAX_VALUE;
      case 9 -> deep(random.nextInt(1, 60));
      case 10 -> "😀\u202e\ufeff";
      case 11 -> Arrays.asList(null, List.of(Map.of("a", "b")));
      default -> anything(depth);
    };
  }

  private static Object deep(int levels) {
    Object tree = "deep";
    for (int level = 0; level < levels; level++) {
      tree = level % 2 == 0 ? List.of(tree) : Map.of("down", tree);
    }
    return tree;
  }

  private static boolean hasNull(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(RandomValues::hasNull);
    }
    return tree instanceof List<?> list
        ? list.stream().anyMatch(RandomValues::hasNull)
        : tree == null;
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SuppressWarnings("unchecked") // Trees are built here.
  private static void put(Map<String, Object> tree, String path, Object setting) {
    Map<String, Object> here = tree;
    String[] keys = path.split("\\.");
    for (int i = 0; i < keys.length - 1; i++) {
      Object below = here.get(keys[i]);
      if (!(below instanceof Map)) {
        below = new LinkedHashMap<String, Object>();
        here.put(keys[i], below);
      }
      here = (Map<String, Object>) below;
    }
    here.put(keys[keys.length - 1], setting);
  }
}
