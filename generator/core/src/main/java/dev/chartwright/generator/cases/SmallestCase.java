package dev.chartwright.generator.cases;

import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Makes a case that fails as small as it gets: fewer values first, halves before single ones, then
 * shorter texts, lists and maps. The number of attempts is bounded, so the result may not be the
 * very smallest.
 */
public final class SmallestCase {
  private static final int MOST_ATTEMPTS = 80;

  /** A part of a word is another word, with another meaning for the chart. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,30}");

  private final Predicate<ValueCase> fails;
  private int attempts;

  /**
   * @param fails whether a case still shows the problem
   */
  public SmallestCase(Predicate<ValueCase> fails) {
    this.fails = fails;
  }

  public ValueCase of(ValueCase start) {
    ValueCase smallest = start;
    if (start.settings().size() > 1) {
      smallest = fewer(start);
    }
    return simpler(smallest);
  }

  private boolean stillFails(ValueCase candidate) {
    attempts++;
    return attempts <= MOST_ATTEMPTS && fails.test(candidate);
  }

  /** The case with the fewest settings, each as it was. */
  public ValueCase fewer(ValueCase start) {
    ValueCase smallest = start;
    for (int chunk = start.settings().size() / 2; chunk > 0; chunk /= 2) {
      int from = 0;
      while (from < smallest.settings().size()) {
        ValueCase candidate = without(smallest, from, chunk);
        if (stillFails(candidate)) {
          smallest = candidate;
        } else {
          from += chunk;
        }
      }
    }
    return smallest;
  }

  private static ValueCase without(ValueCase values, int from, int count) {
    List<ValuePath> paths = new ArrayList<>(values.settings().keySet());
    Map<ValuePath, Object> fewer = new LinkedHashMap<>(values.settings());
    paths.subList(from, Math.min(from + count, paths.size())).forEach(fewer::remove);
    return ValueCase.together(fewer);
  }

  private ValueCase simpler(ValueCase start) {
    ValueCase smallest = start;
    boolean progress = true;
    while (progress && attempts < MOST_ATTEMPTS) {
      progress = false;
      for (ValuePath path : smallest.settings().keySet()) {
        for (Object candidate : parts(smallest.settings().get(path))) {
          ValueCase simpler =
              new ValueCase(
                  replaced(smallest, path, candidate), smallest.expectation(), smallest.alone());
          if (stillFails(simpler)) {
            smallest = simpler;
            progress = true;
            break;
          }
        }
        if (progress) {
          break;
        }
      }
    }
    return smallest;
  }

  private static Map<ValuePath, Object> replaced(ValueCase values, ValuePath path, Object value) {
    Map<ValuePath, Object> settings = new LinkedHashMap<>(values.settings());
    settings.put(path, value);
    return settings;
  }

  /** Smaller values of the same kind, the smallest first. */
  private static List<Object> parts(Object value) {
    List<Object> parts = new ArrayList<>();
    if (value instanceof String text && text.length() > 1 && !WORD.matcher(text).matches()) {
      int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
      parts.add(text.substring(0, half));
      parts.add(text.substring(half));
      parts.add(text.substring(text.offsetByCodePoints(0, 1)));
    } else if (value instanceof List<?> list && list.size() > 1) {
      list.forEach(item -> parts.add(List.of(item)));
    } else if (value instanceof Map<?, ?> map && map.size() > 1) {
      map.forEach(
          (key, item) -> {
            Map<Object, Object> fewer = new LinkedHashMap<>(map);
            fewer.remove(key);
            parts.add(fewer);
          });
    }
    return parts;
  }
}
