package dev.chartwright.chart;

import dev.chartwright.chart.tree.Trees;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.SourceLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A file {@code ci/<name>-values.yaml}: values with which the chart is also tested. Immutable.
 *
 * @param settings by the path of the value, in order
 * @param declaredAt the line of Java that declared it
 * @param findings what is wrong with settings that were left out
 */
public record CiCase(
    String name,
    Map<String, Object> settings,
    Optional<SourceLine> declaredAt,
    List<Finding> findings) {
  public CiCase {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(declaredAt, "declaredAt");
    List<Finding> all = new ArrayList<>(findings);
    Map<String, Object> kept = new LinkedHashMap<>();
    for (Map.Entry<?, ?> setting : Trees.inOrder(settings).entrySet()) {
      String place = "ciCases[" + name + "]." + setting.getKey();
      try {
        kept.put((String) setting.getKey(), Trees.ordered(setting.getValue()));
      } catch (IllegalArgumentException noTree) {
        all.add(Finding.error(DeclarationRules.TREE, Place.ofCaller(place), noTree.getMessage()));
      }
    }
    settings = Trees.ordered(kept);
    findings = List.copyOf(all);
  }

  public CiCase(String name, Map<String, Object> settings) {
    this(name, settings, SourceLine.ofCaller(), List.of());
  }

  public static CiCase named(String name) {
    return new CiCase(name, Map.of());
  }

  /**
   * Returns a copy that also sets a value. The check of the chart compares the setting with the
   * constraint.
   */
  public <T> CiCase set(Value<T> value, T setting) {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.put(value.path(), setting);
    return new CiCase(name, all, declaredAt, findings);
  }
}
