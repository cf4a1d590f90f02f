package dev.chartwright.chart;

import dev.chartwright.problem.SourceLine;
import java.util.Optional;

/**
 * A part of a chart that brings its own values and objects, such as a web service. Immutable: it
 * declares nothing before the chart is built, so that one component can stand in several charts.
 */
public interface Component {
  /**
   * Its name inside the chart: lower-case letters, digits and hyphens, beginning with a letter. It
   * is the component label of the objects, and for an added component a part of their names and, in
   * camelCase, the first key of its values.
   */
  String name();

  /**
   * The path of its values, unless it is the main component, whose values stand at the root: by
   * default its name in camelCase.
   */
  default String valuesPath() {
    return Part.key(name());
  }

  /** Declares the values and objects of the component in one chart. */
  void into(Part part);

  /** The line of Java that declared it. */
  default Optional<SourceLine> declaredAt() {
    return Optional.empty();
  }
}
