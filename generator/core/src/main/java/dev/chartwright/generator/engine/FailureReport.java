package dev.chartwright.generator.engine;

import static dev.chartwright.generator.rule.ChartRules.CHA_20;
import static dev.chartwright.generator.rule.ChartRules.TPL_06;
import static dev.chartwright.generator.rule.ValueRules.VAL_09;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.List;
import java.util.Map;

/** What a chart's author has to do about a failure of Helm. */
public final class FailureReport {
  private FailureReport() {}

  /**
   * The problems behind a failure.
   *
   * @param file the values file of the case, which is blamed for the values that it gives
   * @param values its values
   */
  public static List<Finding> problems(
      HelmFailure failure, String file, Map<String, Object> values) {
    if (failure instanceof HelmFailure.SchemaRejection rejection) {
      return rejection.violations().stream()
          .map(
              violation ->
                  rejected(violation, gives(values, violation) ? file : ParsedChart.VALUES_FILE))
          .toList();
    }
    if (failure instanceof HelmFailure.Refusal refusal) {
      return List.of(
          Finding.error(
              VAL_09,
              refusal.location().place(),
              "the chart refuses the values: " + refusal.message()));
    }
    if (failure instanceof HelmFailure.TemplateError error) {
      String expression = error.expression().map(text -> "{{ " + text + " }}: ").orElse("");
      return List.of(
          unusable(error.location().place(), expression + error.message(), "correct the template"));
    }
    if (failure instanceof HelmFailure.InvalidManifest invalid) {
      String what = "it does not render to YAML: " + invalid.message() + " of the rendered text";
      return List.of(
          unusable(
              Place.ofFile(invalid.file()),
              what,
              "correct the template, and quote what it inserts"));
    }
    if (failure instanceof HelmFailure.OtherKubernetes) {
      return List.of(
          Finding.error(
              CHA_20, Place.ofFile(ParsedChart.METADATA_FILE, "kubeVersion"), failure.message()));
    }
    return List.of(
        unusable(Place.ofFile(ParsedChart.METADATA_FILE), failure.message(), "correct the chart"));
  }

  private static Finding rejected(HelmFailure.Violation violation, String file) {
    return Finding.error(VAL_09, Place.ofFile(file, violation.path()), violation.message())
        .fixedBy("write a value that the schema allows");
  }

  private static boolean gives(Map<String, Object> values, HelmFailure.Violation violation) {
    return values.containsKey(violation.path().split("[.\\[]", 2)[0]);
  }

  private static Finding unusable(Place place, String what, String fix) {
    return Finding.error(TPL_06, place, what).because("Helm cannot render the chart").fixedBy(fix);
  }
}
