package dev.chartwright.chart;

import java.util.List;
import java.util.Map;

/** The values that every chart has. {@link StandardTemplates} and the renderer use them. */
final class StandardValues {
  static final String NAME_OVERRIDE = "nameOverride";
  static final String FULLNAME_OVERRIDE = "fullnameOverride";
  static final String NAMESPACE_OVERRIDE = "namespaceOverride";
  static final String COMMON_LABELS = "commonLabels";
  static final String COMMON_ANNOTATIONS = "commonAnnotations";

  // Names of Services begin with a letter.
  private static final String NAME = "^([a-z]([-a-z0-9]*[a-z0-9])?)?$";

  private StandardValues() {}

  /** Whether a value is one of those that every chart has, even if no template uses it. */
  static boolean contains(Value<?> value) {
    return List.of(NAME_OVERRIDE, FULLNAME_OVERRIDE, COMMON_LABELS, COMMON_ANNOTATIONS)
        .contains(value.path());
  }

  static void declare(Values values) {
    values
        .string(NAME_OVERRIDE, "")
        .plainPattern(NAME)
        .length(0, 63)
        .describe("Replaces the name of the chart in the names and labels of all objects.");
    values
        .string(FULLNAME_OVERRIDE, "")
        .plainPattern(NAME)
        .length(0, 63)
        .describe(
            "Replaces the full name, including the release name, at the start of all object"
                + " names.");
    values
        .labels(COMMON_LABELS, Map.of())
        .describe("Labels for every object, but not for selectors or pods.");
    values.annotations(COMMON_ANNOTATIONS, Map.of()).describe("Annotations for every object.");
  }
}
