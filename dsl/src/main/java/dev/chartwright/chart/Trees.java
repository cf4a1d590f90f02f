package dev.chartwright.chart;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plain Java trees of maps, lists and leaves; a set is taken for a list. */
final class Trees {
  /** More levels than any reader of YAML takes, and fewer than a thread's stack. */
  static final int DEEPEST = 100;

  private Trees() {}

  /**
   * An unmodifiable copy in a fixed order: maps that keep an order keep it, others, such as {@code
   * Map.of}, whose order changes from run to run, are sorted by key.
   *
   * @throws IllegalArgumentException when a key is no text, or there is no bottom
   */
  @SuppressWarnings("unchecked")
  static <T> T ordered(T tree) {
    return (T) ordered(tree, 0);
  }

  private static Object ordered(Object tree, int depth) {
    requireLevels(depth);
    if (tree instanceof Map<?, ?> map) {
      for (Object key : map.keySet()) {
        if (!(key instanceof String)) {
          throw new IllegalArgumentException("the key of a map is no text: " + key);
        }
      }
      boolean hasOrder =
          map instanceof LinkedHashMap || map instanceof SortedMap || map instanceof Ordered;
      Map<Object, Object> copy = new LinkedHashMap<>();
      (hasOrder ? map : new TreeMap<>(map))
          .forEach((key, value) -> copy.put(key, ordered(value, depth + 1)));
      return new Ordered(copy);
    }
    if (tree instanceof Collection<?> items) {
      return inOrder(items).<Object>map(item -> ordered(item, depth + 1)).toList();
    }
    return tree;
  }

  static void requireLevels(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "a tree has more than " + DEEPEST + " levels, or holds itself");
    }
  }

  /**
   * The items of a list, or of a set whose order is no accident; others, such as {@code Set.of},
   * sorted.
   */
  static Stream<?> inOrder(Collection<?> items) {
    boolean hasOrder =
        !(items instanceof Set) || items instanceof LinkedHashSet || items instanceof SortedSet;
    return hasOrder ? items.stream() : items.stream().sorted();
  }

  /** A map that keeps its order and cannot be changed. */
  private static final class Ordered extends AbstractMap<Object, Object> {
    private final Map<Object, Object> entries;

    Ordered(Map<Object, Object> entries) {
      this.entries = Collections.unmodifiableMap(entries);
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
      return entries.entrySet();
    }

    @Override
    public Object get(Object key) {
      return entries.get(key);
    }
  }
}
