package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.prove.RenderedObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One set of values, rendered by both charts for the same release. Immutable.
 *
 * @param name of the case, such as {@code replicas=0}; {@code defaults} for no settings
 * @param settings what a user has set, by the path of the value
 * @param before what the previous chart renders, in its order
 * @param after what the new chart renders
 */
public record UpgradeCase(
    String name,
    Map<String, Object> settings,
    List<RenderedObject> before,
    List<RenderedObject> after) {
  public UpgradeCase {
    Objects.requireNonNull(name, "name");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
