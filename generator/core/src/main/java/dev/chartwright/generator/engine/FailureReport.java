package dev.chartwright.generator.engine;

import dev.chartwright.problem.Problem;
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
  public static List<Problem> problems(
      HelmFailure failure, String file, Map<String, Object> values) {
    if (failure instanceof HelmFailure.SchemaRejection rejection) {
      return rejection.violations().stream()
          .map(violation -> rejected(violation, gives(values, violation) ? file : "values.yaml"))
          .toList();
    }
    if (failure instanceof HelmFailure.Refusal refusal) {
      return List.of(
          Problem.error(
              "VAL-09",
              refusal.location().toString(),
              "the chart refuses the values: " + refusal.message(),
              "it cannot be installed with them",
              "change the values as the sentence says, or mend the condition"));
    }
    if (failure instanceof HelmFailure.TemplateError error) {
      String expression = error.expression().map(text -> "{{ " + text + " }}: ").orElse("");
      return List.of(
          unusable(
              error.location().toString(), expression + error.message(), "correct the template"));
    }
    if (failure instanceof HelmFailure.InvalidManifest invalid) {
      String what = "it does not render to YAML: " + invalid.message() + " of the rendered text";
      return List.of(
          unusable(invalid.file(), what, "correct the template, and quote what it inserts"));
    }
    if (failure instanceof HelmFailure.OtherKubernetes) {
      return List.of(
          Problem.error(
              "CHA-20",
              "Chart.yaml kubeVersion",
              failure.message(),
              "Helm does not render the chart for that version, so nothing is proven",
              "name a version that it is for: --kube-version on the command line, kubeVersion of"
                  + " the plugin; or correct kubeVersion"));
    }
    return List.of(unusable("Chart.yaml", failure.message(), "correct the chart"));
  }

  private static Problem rejected(HelmFailure.Violation violation, String file) {
    return Problem.error(
        "VAL-09",
        violation.path().isEmpty() ? file : file + " " + violation.path(),
        violation.message(),
        "values.schema.json rejects it, so the chart cannot be installed",
        "write a value that the schema allows");
  }

  private static boolean gives(Map<String, Object> values, HelmFailure.Violation violation) {
    return values.containsKey(violation.path().split("[.\\[]", 2)[0]);
  }

  private static Problem unusable(String place, String what, String fix) {
    return Problem.error("TPL-06", place, what, "Helm cannot render the chart", fix);
  }
}
