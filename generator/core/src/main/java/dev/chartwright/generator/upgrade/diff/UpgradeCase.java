package dev.chartwright.generator.upgrade.diff;

import dev.chartwright.generator.object.RenderedObject;
import java.util.List;
import java.util.Objects;

/**
 * One set of values, rendered by both charts for the same release. Immutable.
 *
 * @param name of the case, such as {@code replicas=0}; {@code defaults} for no settings
 * @param valuesYaml a ready values file; empty for the defaults
 * @param settings how many values it sets
 * @param before what the previous chart renders, in its order
 * @param after what the new chart renders
 */
public record UpgradeCase(
    String name,
    String valuesYaml,
    int settings,
    List<RenderedObject> before,
    List<RenderedObject> after) {
  public UpgradeCase {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(valuesYaml, "valuesYaml");
    if (settings < 0 || (settings == 0) != valuesYaml.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": " + settings + " settings do not fit the values '" + valuesYaml + "'");
    }
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
