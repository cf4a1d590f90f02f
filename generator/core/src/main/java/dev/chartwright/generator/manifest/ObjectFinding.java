package dev.chartwright.generator.manifest;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.Map;

/**
 * What is wrong with an object of a chart, told without its place: only the caller knows where the
 * object comes from. Immutable.
 *
 * @param object the very object that was given to the check
 * @param field the path from its root
 * @param finding with any place
 */
public record ObjectFinding(Map<String, Object> object, String field, Finding finding) {
  /** The finding at its place. */
  public Finding at(Place place) {
    return finding.at(place);
  }
}
