package dev.chartwright.generator.space;

import dev.chartwright.generator.space.Setting.Expectation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Values to render a chart with. Immutable.
 *
 * @param settings by the path of the value, over the defaults
 * @param expectation what the chart has promised to do with all of them together
 * @param alone the only value that differs from the defaults; nothing when several do
 */
public record ValueCase(
    Map<ValuePath, Object> settings, Expectation expectation, Optional<ValuePath> alone) {
  public ValueCase {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    Objects.requireNonNull(expectation, "expectation");
    Objects.requireNonNull(alone, "alone");
  }

  static ValueCase alone(ValuePath path, Setting setting) {
    Map<ValuePath, Object> settings = new LinkedHashMap<>();
    settings.put(path, setting.value());
    return new ValueCase(settings, setting.expectation(), Optional.of(path));
  }

  /** Several legal settings, whose combination the chart may still refuse. */
  public static ValueCase together(Map<ValuePath, Object> settings) {
    return new ValueCase(settings, Expectation.EITHER, Optional.empty());
  }

  /** The same with one more setting, in the place of those of its parts. */
  public ValueCase with(ValuePath path, Object value) {
    Map<ValuePath, Object> more = new LinkedHashMap<>(settings);
    more.keySet().removeIf(path::overlaps);
    more.put(path, value);
    return together(more);
  }

  /** Whether it takes away a default. */
  public boolean removes() {
    return settings.containsValue(null);
  }

  /** The settings as a tree of values. */
  public Map<String, Object> values() {
    Map<String, Object> values = Map.of();
    for (Map.Entry<ValuePath, Object> each : settings.entrySet()) {
      values = each.getKey().set(values, each.getValue());
    }
    return values;
  }
}
