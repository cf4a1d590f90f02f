package dev.chartwright.generator.manifest;

import java.util.List;
import java.util.Map;

/**
 * A check of the objects that a chart declares, before anything is rendered. Has no state, so
 * threads may share it.
 */
@FunctionalInterface
public interface DeclarationCheck {
  /**
   * Finds what no setting of the values can make right.
   *
   * @param objects what surely stands in each manifest, see {@link PlainTree}
   */
  List<ObjectFinding> check(List<Map<String, Object>> objects);
}
