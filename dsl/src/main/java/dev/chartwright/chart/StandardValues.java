package dev.chartwright.chart;

import java.util.Map;

/** The values that every chart has; {@link StandardTemplates} and the renderer use them. */
final class StandardValues {
  static final String NAME_OVERRIDE = "nameOverride";
  static final String FULLNAME_OVERRIDE = "fullnameOverride";
  static final String COMMON_LABELS = "commonLabels";
  static final String COMMON_ANNOTATIONS = "commonAnnotations";

  private StandardValues() {}

  static void declare(Values values) {
    values
        .name(NAME_OVERRIDE, "")
        .describe("Replaces the chart's name in the names and labels of all objects.");
    values
        .name(FULLNAME_OVERRIDE, "")
        .describe("Replaces the full name, release name included, of all objects.");
    values
        .labels(COMMON_LABELS, Map.of())
        .describe("Labels for every object; never for selectors or pods.");
    values.annotations(COMMON_ANNOTATIONS, Map.of()).describe("Annotations for every object.");
  }
}
