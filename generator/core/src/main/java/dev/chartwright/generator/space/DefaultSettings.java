package dev.chartwright.generator.space;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Settings for a value of which nothing is known but its default. They stay close to it: nobody has
 * promised that the chart takes any text or number.
 */
final class DefaultSettings {
  /** Names that usually stand for maps from text to text. */
  private static final List<String> TEXT_MAPS = List.of("annotations", "labels");

  /** Fields of probes, which Kubernetes wants to be 1 or more, and limits above a request. */
  private static final List<String> FROM_ONE =
      List.of("threshold", "periodseconds", "timeoutseconds", "cpu", "memory");

  private DefaultSettings() {}

  static List<Setting> of(ValuePath path, Object given, List<Object> examples) {
    Set<Object> legal = new LinkedHashSet<>(examples);
    if (given instanceof Boolean flag) {
      legal.add(!flag);
    } else if (given instanceof Integer || given instanceof Long) {
      long number = ((Number) given).longValue();
      legal.add(number + 1);
      if (number > (startsAtOne(path) ? 1 : 0)) {
        legal.add(number - 1);
      }
    } else if (given instanceof Number number) {
      legal.add(number.doubleValue() + 0.5);
    } else if (given instanceof String text) {
      legal.addAll(texts(text));
    } else if (given instanceof List<?> list) {
      legal.add(List.of());
      if (!list.isEmpty()) {
        legal.add(List.of(list.get(0)));
      }
    } else if (given instanceof Map && isTextMap(path)) {
      legal.add(Map.of("example.com/team", "yes"));
    }
    legal.remove(given);
    return legal.stream().map(Setting::legal).toList();
  }

  private static List<String> texts(String text) {
    List<String> texts = new ArrayList<>();
    if (!text.isEmpty()) {
      char last = text.charAt(text.length() - 1);
      if (Character.isDigit(last)) {
        texts.add(text.substring(0, text.length() - 1) + (last == '9' ? '8' : (char) (last + 1)));
      }
    }
    return texts;
  }

  private static boolean startsAtOne(ValuePath path) {
    String name = path.keys().get(path.keys().size() - 1).toLowerCase(Locale.ROOT);
    return FROM_ONE.stream().anyMatch(name::endsWith);
  }

  private static boolean isTextMap(ValuePath path) {
    String name = path.keys().get(path.keys().size() - 1).toLowerCase(Locale.ROOT);
    return TEXT_MAPS.stream().anyMatch(name::endsWith);
  }
}
