package dev.chartwright.chart;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file {@code ci/<name>-values.yaml}: settings with which the chart is rendered and validated.
 * Immutable.
 *
 * @param settings by the path of the value, in order
 */
public record CiCase(String name, Map<String, Object> settings) {
  public CiCase {
    if (!name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")) {
      throw new IllegalArgumentException("not a name of a case: '" + name + "'");
    }
    try {
      settings = Trees.ordered(settings);
    } catch (IllegalArgumentException noTree) {
      throw new IllegalArgumentException("ci case " + name + ": " + noTree.getMessage(), noTree);
    }
  }

  public static CiCase named(String name) {
    return new CiCase(name, Map.of());
  }

  /** A copy that also sets a value. The setting must satisfy the value's own constraint. */
  public <T> CiCase set(Value<T> value, T setting) {
    String complaint = value.type().complaint(setting);
    if (!complaint.isEmpty()) {
      throw new IllegalArgumentException(
          "ci case " + name + ": values." + value.path() + " " + complaint);
    }
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.put(value.path(), Trees.ordered(setting));
    return new CiCase(name, all);
  }
}
