package dev.chartwright.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unmodifiable copies that keep the order of insertion, because that order reaches the chart. */
final class Immutable {
  private Immutable() {}

  static <T> List<T> list(List<T> elements) {
    return elements == null ? List.of() : List.copyOf(elements);
  }

  static <T> Map<String, T> map(Map<String, T> entries) {
    return entries == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  static <T> List<T> plus(List<T> elements, T element) {
    List<T> longer = new ArrayList<>(elements);
    longer.add(element);
    return List.copyOf(longer);
  }

  static <T> Map<String, T> plus(Map<String, T> entries, String key, T value) {
    Map<String, T> larger = new LinkedHashMap<>(entries);
    larger.put(key, value);
    return Collections.unmodifiableMap(larger);
  }
}
