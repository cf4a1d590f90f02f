package dev.chartwright.chart.tree;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plain Java trees of maps, lists and leaves; a set is taken for a list. */
public final class Trees {
  /** More levels than any reader of YAML takes, and fewer than a thread's stack. */
  public static final int DEEPEST = 100;

  private Trees() {}

  /**
   * An unmodifiable copy in a fixed order: maps that keep an order keep it, others, such as {@code
   * Map.of}, whose order changes from run to run, are sorted by key.
   *
   * @throws IllegalArgumentException when a key is not text, or the tree has more than {@link
   *     #DEEPEST} levels
   */
  @SuppressWarnings("unchecked")
  public static <T> T ordered(T tree) {
    return (T) ordered(tree, 0);
  }

  private static Object ordered(Object tree, int depth) {
    requireLevels(depth);
    if (tree instanceof Map<?, ?> map) {
      for (Object key : map.keySet()) {
        if (!(key instanceof String)) {
          throw new IllegalArgumentException("the key of a map is not text: " + key);
        }
      }
      Map<Object, Object> copy = new LinkedHashMap<>();
      inOrder(map).forEach((key, value) -> copy.put(key, ordered(value, depth + 1)));
      return new Ordered(copy);
    }
    if (tree instanceof Collection<?> items) {
      return inOrder(items).<Object>map(item -> ordered(item, depth + 1)).toList();
    }
    return tree;
  }

  /** Whether a tree of maps and collections has no more than {@link #DEEPEST} levels. */
  static boolean hasBottom(Object tree, int depth) {
    if (depth > DEEPEST) {
      return false;
    }
    Collection<?> parts =
        tree instanceof Map<?, ?> map
            ? map.values()
            : tree instanceof Collection<?> items ? items : List.of();
    for (Object part : parts) {
      if (!hasBottom(part, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private static void requireLevels(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "a tree has more than " + DEEPEST + " levels, or holds itself");
    }
  }

  /** A map with text keys in an order that does not change from run to run. */
  public static Map<?, ?> inOrder(Map<?, ?> map) {
    boolean hasOrder =
        map instanceof LinkedHashMap || map instanceof SortedMap || map instanceof Ordered;
    return hasOrder ? map : new TreeMap<>(map);
  }

  /**
   * The items of a list, or of a set whose order is no accident; others, such as {@code Set.of},
   * sorted.
   *
   * @throws IllegalArgumentException when they cannot be sorted
   */
  static Stream<?> inOrder(Collection<?> items) {
    boolean hasOrder =
        !(items instanceof Set) || items instanceof LinkedHashSet || items instanceof SortedSet;
    if (hasOrder) {
      return items.stream();
    }
    if (!items.stream().allMatch(String.class::isInstance)
        && !items.stream().allMatch(Integer.class::isInstance)) {
      throw new IllegalArgumentException(
          "a set without an order holds more than texts or whole numbers: use a list");
    }
    return items.stream().sorted();
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
