package dev.chartwright.generator.cases;

import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.object.RenderedObject;
import java.util.List;
import java.util.Optional;

/**
 * One set of values, rendered by the previous version of a chart and by the new one. Immutable.
 *
 * @param name of the case, such as {@code replicas=0}; {@code defaults} for no settings
 * @param valuesYaml a ready values file; empty for the defaults
 * @param settings how many values it sets
 * @param before what the previous chart renders
 * @param after what the new chart renders; nothing when it turns the values down
 * @param refusals why it turns them down
 */
public record PairedCase(
    String name,
    String valuesYaml,
    int settings,
    List<RenderedObject> before,
    Optional<List<RenderedObject>> after,
    List<HelmFailure.Violation> refusals) {
  public PairedCase {
    before = List.copyOf(before);
    after = after.map(List::copyOf);
    refusals = List.copyOf(refusals);
  }
}
