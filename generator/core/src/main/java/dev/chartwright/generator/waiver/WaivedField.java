package dev.chartwright.generator.waiver;

import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.generator.manifest.PlainTree;
import dev.chartwright.problem.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for the field of a waiver in the object that it accepts. A key may be missing, because a
 * rule can ask for it; an item of a list that nobody declares, and a key that is misspelled, are
 * mistakes.
 */
final class WaivedField {
  private WaivedField() {}

  /**
   * What is wrong with a path.
   *
   * @param message what does not exist
   * @param fix what to write instead
   */
  record Mistake(String message, String fix) {}

  /**
   * What is wrong with a path in a tree.
   *
   * @param tree as {@link PlainTree} gives it
   */
  static Optional<Mistake> mistake(FieldPath path, Map<String, Object> tree) {
    Object here = tree;
    for (int i = 0; i < path.steps().size(); i++) {
      FieldPath above = path.first(i);
      FieldPath.Step step = path.steps().get(i);
      if (here instanceof Map<?, ?> map && step instanceof FieldPath.Key key) {
        if (!map.containsKey(key.key())) {
          return map.containsKey(PlainTree.UNKNOWN) ? Optional.empty() : slip(path, i, map);
        }
        here = map.get(key.key());
      } else if (here instanceof List<?> list && !(step instanceof FieldPath.Key)) {
        Optional<Object> item = item(list, step);
        if (item.isEmpty()) {
          return isOpen(list) ? Optional.empty() : Optional.of(noItem(above, step, list));
        }
        here = item.get();
      } else {
        return isUnknown(here)
            ? Optional.empty()
            : Optional.of(
                new Mistake(
                    "the object has no field '" + path + "': '" + above + "' is " + kind(here),
                    "name a field that the object has"));
      }
    }
    return Optional.empty();
  }

  private static Optional<Mistake> slip(FieldPath path, int index, Map<?, ?> map) {
    List<String> keys = map.keySet().stream().map(String::valueOf).toList();
    return Suggestion.nearest(path.step(index), keys)
        .map(
            meant ->
                new Mistake(
                    "the object has no field '" + path.first(index + 1) + "'",
                    "did you mean " + path.first(index).key(meant) + "?"));
  }

  private static Optional<Object> item(List<?> list, FieldPath.Step step) {
    if (step instanceof FieldPath.Index index) {
      return index.index() < list.size() ? Optional.of(list.get(index.index())) : Optional.empty();
    }
    String name = ((FieldPath.Name) step).name();
    return list.stream()
        .filter(each -> each instanceof Map<?, ?> item && name.equals(item.get("name")))
        .map(Object.class::cast)
        .findFirst();
  }

  /** Whether the cluster may see more items, or other names of them. */
  private static boolean isOpen(List<?> list) {
    return list.stream()
        .anyMatch(
            each ->
                isUnknown(each)
                    || (each instanceof Map<?, ?> item
                        && (isUnknown(item.get("name"))
                            || (item.get("name") instanceof String name
                                && Text.hasReferences(name)))));
  }

  private static Mistake noItem(FieldPath above, FieldPath.Step step, List<?> list) {
    List<String> names =
        list.stream()
            .filter(Map.class::isInstance)
            .map(each -> ((Map<?, ?>) each).get("name"))
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .toList();
    return new Mistake(
        "the object has no item '" + above + step + "'",
        names.isEmpty()
            ? "name one of the " + list.size() + " items by its number, from 0"
            : "write one of " + names);
  }

  private static boolean isUnknown(Object value) {
    return PlainTree.UNKNOWN.equals(value)
        || (value instanceof String text && Text.hasReferences(text));
  }

  private static String kind(Object value) {
    return value instanceof List ? "a list" : value instanceof Map ? "a map" : "the value " + value;
  }
}
