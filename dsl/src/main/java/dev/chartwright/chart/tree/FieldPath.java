package dev.chartwright.chart.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a field inside a manifest: {@code spec.template.spec.containers[worker].env[0]}. A
 * word in brackets picks the list item of that {@code name}, a number the item at that index, and
 * quotes ({@code data['a.b']}) a key with dots. Immutable.
 */
public record FieldPath(List<Step> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z_$][-A-Za-z0-9_$]*)|\\[([0-9]{1,9})]|\\['([^']+)']|\\[([^]'\\[]+)]");

  public FieldPath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("the path is empty");
    }
  }

  /** One step down. */
  public sealed interface Step {}

  /** Into a map, by key. */
  public record Key(String key) implements Step {
    @Override
    public String toString() {
      return key.matches("[A-Za-z_$][-A-Za-z0-9_$]*") ? "." + key : "['" + key + "']";
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
    List<Step> steps = new ArrayList<>();
    // Every step has its mark; only the first may go without.
    String marked = text.isEmpty() || text.startsWith("[") ? text : "." + text;
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

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    steps.forEach(text::append);
    return text.charAt(0) == '.' ? text.substring(1) : text.toString();
  }
}
