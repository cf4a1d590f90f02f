package dev.chartwright.generator.upgrade.diff;

import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a field stands in an object. Items of a list are called by what tells them apart, such as
 * {@code spec.containers[web].image}, or by their index. Immutable.
 *
 * @param steps keys, and items in brackets
 */
public record FieldPath(List<String> steps) {
  public static final FieldPath ROOT = new FieldPath(List.of());

  public FieldPath {
    steps = List.copyOf(steps);
  }

  public FieldPath key(String key) {
    return below(key);
  }

  public FieldPath item(String name) {
    return below("[" + name + "]");
  }

  private FieldPath below(String step) {
    List<String> more = new ArrayList<>(steps);
    more.add(step);
    return new FieldPath(more);
  }

  /** The first steps, or all of them when there are fewer. */
  public FieldPath first(int count) {
    return new FieldPath(steps.subList(0, Math.min(count, steps.size())));
  }

  /** The step at an index; empty beyond the end. */
  public String step(int index) {
    return index < steps.size() ? steps.get(index) : "";
  }

  public String last() {
    return steps.isEmpty() ? "" : steps.get(steps.size() - 1);
  }

  /** Whether it is the field at these steps, or below it; {@code []} stands for any item. */
  public boolean isIn(String... field) {
    if (field.length > steps.size()) {
      return false;
    }
    for (int index = 0; index < field.length; index++) {
      String step = steps.get(index);
      boolean isAnyItem = field[index].equals("[]") && step.startsWith("[");
      if (!isAnyItem && !field[index].equals(step)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    String text = "";
    for (String step : steps) {
      text = step.startsWith("[") ? text + step : Tree.below(text, step);
    }
    return text;
  }
}
