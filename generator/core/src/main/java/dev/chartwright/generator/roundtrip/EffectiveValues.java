package dev.chartwright.generator.roundtrip;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.FormerName;
import dev.chartwright.chart.Value;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.ValuesTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a release, with settings under earlier names moved to where their values are now.
 *
 * @param values defaults included
 */
record EffectiveValues(Chart chart, Map<String, Object> values) {
  Map<String, Object> tree() {
    Map<String, Object> moved = values;
    for (Value<?> value : chart.values().all()) {
      for (FormerName name : value.formerNames()) {
        Object setting = Tree.at(values, name.path().split("\\."));
        if (setting != null && !name.isRemovedIn(chart.version())) {
          moved = replaced(moved, List.of(value.path().split("\\.")), over(value, setting));
        }
      }
    }
    return moved;
  }

  /** As Helm merges what users set under the value's own name with the default. */
  private static Object over(Value<?> value, Object setting) {
    return setting instanceof Map
        ? ValuesTree.merge(Tree.map(value.defaultValue()), Tree.map(setting))
        : setting;
  }

  private static Map<String, Object> replaced(
      Map<String, Object> tree, List<String> path, Object leaf) {
    Map<String, Object> copy = new LinkedHashMap<>(tree);
    String key = path.get(0);
    copy.put(
        key,
        path.size() == 1
            ? leaf
            : replaced(Tree.map(tree.get(key)), path.subList(1, path.size()), leaf));
    return copy;
  }
}
