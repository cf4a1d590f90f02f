package dev.chartwright.generator.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values laid over values, as Helm does it: maps are merged, a null removes, everything else
 * replaces.
 */
public final class ValuesTree {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ValuesTree() {}

  /** One values file that says the same as several laid over each other. */
  public static String merged(List<String> texts) {
    Map<String, Object> merged = Map.of();
    for (String text : texts) {
      merged = merge(merged, Tree.map(YamlReader.read(text)));
    }
    try {
      return JSON.writeValueAsString(merged) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("values are plain trees", impossible);
    }
  }

  /** New maps only; neither argument is changed. */
  public static Map<String, Object> merge(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> merged = new LinkedHashMap<>(below);
    above.forEach(
        (key, value) -> {
          if (value == null) {
            merged.remove(key);
          } else if (value instanceof Map && merged.get(key) instanceof Map) {
            merged.put(key, merge(Tree.map(merged, key), Tree.map(value)));
          } else {
            merged.put(key, value);
          }
        });
    return merged;
  }

  /** As merging does, but what removes stays, because it is yet to be laid over something. */
  public static Map<String, Object> lay(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> all = new LinkedHashMap<>(below);
    above.forEach(
        (key, value) ->
            all.put(
                key,
                value instanceof Map && all.get(key) instanceof Map
                    ? lay(Tree.map(all, key), Tree.map(value))
                    : value));
    return all;
  }
}
