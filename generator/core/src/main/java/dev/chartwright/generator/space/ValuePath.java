package dev.chartwright.generator.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where a value stands in {@code values.yaml}: its keys from the root. Immutable. */
public record ValuePath(List<String> keys) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_$-]+");

  public ValuePath {
    keys = List.copyOf(keys);
  }

  /** A path whose keys hold no dots. */
  public static ValuePath of(String dotted) {
    return new ValuePath(List.of(dotted.split("\\.")));
  }

  public ValuePath below(String key) {
    List<String> more = new ArrayList<>(keys);
    more.add(key);
    return new ValuePath(more);
  }

  /**
   * Whether one of two values holds the other, so that a change of one is a change of the other.
   */
  public boolean overlaps(ValuePath other) {
    int common = Math.min(keys.size(), other.keys.size());
    for (int i = 0; i < common; i++) {
      if (!keys.get(i).equals(other.keys.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The value at this path; null when there is none. */
  public Object in(Map<String, Object> values) {
    Object here = values;
    for (String key : keys) {
      here = here instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return here;
  }

  /** A copy of the values in which this path has another value; the maps above it are made. */
  public Map<String, Object> set(Map<String, Object> values, Object value) {
    return set(values, 0, value);
  }

  private Map<String, Object> set(Map<String, Object> values, int depth, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(values);
    String key = keys.get(depth);
    if (depth == keys.size() - 1) {
      copy.put(key, value);
    } else {
      copy.put(key, set(map(values.get(key)), depth + 1, value));
    }
    return copy;
  }

  @SuppressWarnings("unchecked") // Trees of values have keys of text.
  private static Map<String, Object> map(Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  /** As a reader writes it: {@code image.tag}, {@code labels['example.com/team']}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String key : keys) {
      if (!WORD.matcher(key).matches()) {
        text.append("['").append(key).append("']");
      } else {
        text.append(text.isEmpty() ? "" : ".").append(key);
      }
    }
    return text.toString();
  }
}
