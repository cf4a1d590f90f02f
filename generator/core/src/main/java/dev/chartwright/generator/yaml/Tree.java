package dev.chartwright.generator.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks into a tree of YAML; where the shape is not the expected one, there is nothing, which is
 * for the schemas to report.
 */
public final class Tree {
  private Tree() {}

  /** What stands at a path; null when nothing does. */
  public static Object at(Object node, String... path) {
    Object here = node;
    for (String step : path) {
      here = here instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return here;
  }

  /** The map at a path, or an empty one. */
  @SuppressWarnings("unchecked") // Keys of YamlReader's maps are text.
  public static Map<String, Object> map(Object node, String... path) {
    return at(node, path) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The list at a path, or an empty one. */
  public static List<?> list(Object node, String... path) {
    return at(node, path) instanceof List<?> list ? list : List.of();
  }

  /** The text at a path. */
  public static Optional<String> text(Object node, String... path) {
    return at(node, path) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * What stands at a path as {@link #below} and {@link #item} write it; null when nothing does.
   *
   * @param path such as {@code spec.containers[0].env['a.b']}
   */
  public static Object find(Object node, String path) {
    Object here = node;
    int from = 0;
    while (from < path.length() && here != null) {
      int end;
      if (path.startsWith("['", from)) {
        end = path.indexOf("']", from);
        here = at(here, path.substring(from + 2, end));
        end += 2;
      } else if (path.charAt(from) == '[') {
        end = path.indexOf(']', from);
        int index = Integer.parseInt(path.substring(from + 1, end));
        here = here instanceof List<?> list && index < list.size() ? list.get(index) : null;
        end++;
      } else {
        end = from;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
          end++;
        }
        here = at(here, path.substring(from, end));
      }
      from = end < path.length() && path.charAt(end) == '.' ? end + 1 : end;
    }
    return here;
  }

  /** Whether any text below a node, keys aside, is such. */
  public static boolean anyText(Object node, Predicate<String> such) {
    if (node instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(below -> anyText(below, such));
    }
    return node instanceof List<?> list
        ? list.stream().anyMatch(item -> anyText(item, such))
        : node instanceof String text && such.test(text);
  }

  /** Appends a key to a path; keys that would be misread get quotes. */
  public static String below(String path, String key) {
    if (!isWord(key)) {
      return path + "['" + key + "']";
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  private static boolean isWord(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '_' && c != '$' && c != '-') {
        return false;
      }
    }
    return !key.isEmpty();
  }

  public static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /** A value in words, such as {@code the number 3}. */
  public static String describe(Object value) {
    if (value == null) {
      return "empty (null)";
    }
    if (value instanceof String text) {
      String shown = text.length() > 60 ? text.substring(0, 57) + "..." : text;
      return "the text \"" + shown.replace("\n", "\\n") + "\"";
    }
    if (value instanceof Boolean) {
      return "the boolean " + value;
    }
    if (value instanceof Number) {
      return "the number " + value;
    }
    return value instanceof List ? "a list" : "a map";
  }
}
