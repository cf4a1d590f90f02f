package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies of a tree, each with one scalar changed. */
public final class Variants {
  private Variants() {}

  public static List<Map<String, Object>> of(Map<String, Object> tree) {
    List<Map<String, Object>> variants = new ArrayList<>();
    tree.forEach(
        (key, value) ->
            ofValue(value)
                .forEach(
                    changed -> {
                      Map<String, Object> copy = new LinkedHashMap<>(tree);
                      copy.put(key, changed);
                      variants.add(copy);
                    }));
    return variants;
  }

  private static List<?> ofValue(Object value) {
    if (value instanceof Map) {
      return of(Tree.map(value));
    }
    if (value instanceof List<?> list) {
      List<Object> variants = new ArrayList<>();
      for (int index = 0; index < list.size(); index++) {
        for (Object changed : ofValue(list.get(index))) {
          List<Object> copy = new ArrayList<>(list);
          copy.set(index, changed);
          variants.add(copy);
        }
      }
      return variants;
    }
    if (value instanceof Boolean flag) {
      return List.of(!flag);
    }
    return value instanceof Long number ? List.of(number + 1) : List.of(value + "x");
  }
}
