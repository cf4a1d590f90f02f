package dev.chartwright.chart.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a field inside a manifest: {@code spec.template.spec.containers[worker].env[0]}. A
 * word in brackets picks the list item of that {@code name}, a number the item at that index, and
 * quotes ({@code data['a.b']}) a key with dots. The path of the manifest itself has no steps.
 * Immutable.
 */
public record FieldPath(List<Step> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z_$][-A-Za-z0-9_$]*)|\\[([0-9]{1,9})]|\\['([^']+)']|\\[([^]'\\[]+)]");

  private static final Pattern WORD = Pattern.compile("[A-Za-z_$][-A-Za-z0-9_$]*");

  /** The manifest itself. */
  public static final FieldPath ROOT = new FieldPath(List.of());

  /** In {@link #isIn} any item of a list. */
  public static final String ANY_ITEM = "[]";

  public FieldPath {
    steps = List.copyOf(steps);
  }

  /** One step down. */
  public sealed interface Step {}

  /** Into a map, by key. */
  public record Key(String key) implements Step {
    @Override
    public String toString() {
      return WORD.matcher(key).matches() ? "." + key : "['" + key + "']";
    }
  }

  /** Into a list, by index. */
  public record Index(int index) implements Step {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /** Into a list, by the item's {@code name}. */
  public record Name(String name) implements Step {
    @Override
    public String toString() {
      return "[" + name + "]";
    }
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException when it cannot be read; {@code Manifest} reports it instead
   */
  public static FieldPath parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the path is empty");
    }
    List<Step> steps = new ArrayList<>();
    // Every step has its mark; only the first may go without.
    String marked = text.startsWith("[") ? text : "." + text;
    Matcher matcher = STEP.matcher(marked);
    int position = 0;
    while (position < marked.length()) {
      if (!matcher.find(position) || matcher.start() != position) {
        throw new IllegalArgumentException(
            "'" + text + "' is not the path of a field, at '" + marked.substring(position) + "'");
      }
      if (matcher.group(1) != null) {
        steps.add(new Key(matcher.group(1)));
      } else if (matcher.group(2) != null) {
        steps.add(new Index(Integer.parseInt(matcher.group(2))));
      } else if (matcher.group(3) != null) {
        steps.add(new Key(matcher.group(3)));
      } else {
        steps.add(new Name(matcher.group(4)));
      }
      position = matcher.end();
    }
    return new FieldPath(steps);
  }

  /** The field of a map at this path. */
  public FieldPath key(String key) {
    return below(new Key(key));
  }

  /** The item of that name in a list at this path. */
  public FieldPath item(String name) {
    return below(new Name(name));
  }

  /** The item at an index of a list at this path. */
  public FieldPath item(int index) {
    return below(new Index(index));
  }

  private FieldPath below(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new FieldPath(more);
  }

  /** The first steps, or all of them when there are fewer. */
  public FieldPath first(int count) {
    return new FieldPath(steps.subList(0, Math.min(count, steps.size())));
  }

  /** What is left behind the first steps. */
  public FieldPath after(int count) {
    return new FieldPath(steps.subList(Math.min(count, steps.size()), steps.size()));
  }

  /** The key at an index, or the item there in brackets; empty beyond the end. */
  public String step(int index) {
    if (index >= steps.size()) {
      return "";
    }
    return steps.get(index) instanceof Key key ? key.key() : steps.get(index).toString();
  }

  /** The last step, as above; empty for the manifest itself. */
  public String last() {
    return steps.isEmpty() ? "" : step(steps.size() - 1);
  }

  /** Whether it is the field at these keys, or below it; {@link #ANY_ITEM} matches any item. */
  public boolean isIn(String... field) {
    if (field.length > steps.size()) {
      return false;
    }
    for (int index = 0; index < field.length; index++) {
      boolean matches =
          steps.get(index) instanceof Key key
              ? key.key().equals(field[index])
              : field[index].equals(ANY_ITEM);
      if (!matches) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is the field at another path, or below it. */
  public boolean isIn(FieldPath field) {
    return first(field.steps.size()).equals(field);
  }

  /** As a reader writes it; empty for the manifest itself. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    steps.forEach(text::append);
    return !text.isEmpty() && text.charAt(0) == '.' ? text.substring(1) : text.toString();
  }
}
