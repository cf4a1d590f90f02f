package dev.chartwright.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.problem.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What can be set in a chart, by path. Immutable. */
record ValuePaths(Chart chart) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A values file with one setting. */
  String settings(String path, Object setting) {
    requireKnown(path);
    Object tree = plain(path, setting);
    String[] keys = path.split("\\.");
    for (int i = keys.length - 1; i >= 0; i--) {
      Map<String, Object> around = new LinkedHashMap<>();
      around.put(keys[i], tree);
      tree = around;
    }
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("settings are plain trees", impossible);
    }
  }

  private void requireKnown(String path) {
    List<String> known = chart.values().all().stream().map(Value::path).toList();
    boolean isKnown =
        chart.values().all().stream()
                .anyMatch(
                    value ->
                        value.path().equals(path)
                            || isFormerName(value, path)
                            || isBelow(value.path(), path)
                            || (isBelow(path, value.path()) && isOpen(value.type())))
            || Stream.concat(
                    Stream.of("global"), chart.dependencies().stream().map(Dependency::key))
                .anyMatch(key -> key.equals(path) || isBelow(path, key));
    if (!isKnown) {
      throw new IllegalArgumentException(
          "'"
              + path
              + "' is not a value of "
              + chart.name()
              + Suggestion.nearest(path, known)
                  .map(near -> ": did you mean '" + near + "'?")
                  .orElse(": it has " + String.join(", ", known)));
    }
  }

  private static boolean isFormerName(Value<?> value, String path) {
    return value.formerNames().stream().anyMatch(name -> name.path().equals(path));
  }

  private static boolean isBelow(String path, String above) {
    return path.startsWith(above + ".");
  }

  /** Whether a value has keys of its own; the schema decides which. */
  private static boolean isOpen(ValueType type) {
    return type instanceof ValueType.MapType
        || type instanceof ValueType.ObjectType
        || type instanceof ValueType.AnyObjectType;
  }

  private static Object plain(String path, Object setting) {
    if (setting == null
        || setting instanceof String
        || setting instanceof Number
        || setting instanceof Boolean) {
      return setting;
    }
    if (setting instanceof Enum<?>) {
      return setting.toString();
    }
    if (setting instanceof List<?> list) {
      return list.stream().map(item -> plain(path, item)).toList();
    }
    if (setting instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(String.valueOf(key), plain(path, value)));
      return copy;
    }
    throw new IllegalArgumentException(
        path
            + " is set to a "
            + setting.getClass().getName()
            + ", which YAML has no word for: use text, a number, a boolean, a list or a map");
  }
}
