package dev.chartwright.generator.object;

import dev.chartwright.problem.Problem;
import dev.chartwright.problem.Severity;

/**
 * A problem of one object in one case.
 *
 * @param object where it is; one without kind stands for a whole template
 * @param field the path from the object's root; empty for the object as a whole
 */
public record Finding(
    Severity severity,
    String rule,
    RenderedObject object,
    String field,
    String what,
    String why,
    String fix) {

  public static Finding error(
      String rule, RenderedObject object, String field, String what, String why, String fix) {
    return new Finding(Severity.ERROR, rule, object, field, what, why, fix);
  }

  public static Finding warning(
      String rule, RenderedObject object, String field, String what, String why, String fix) {
    return new Finding(Severity.WARNING, rule, object, field, what, why, fix);
  }

  /**
   * The same for findings of several cases that have one cause; names differ with the release, so
   * they do not count.
   */
  public String cause() {
    return String.join(" ", rule, object.source(), object.kind(), field);
  }

  /**
   * The problem to report.
   *
   * @param suffix tells the case; empty for the plain defaults
   */
  public Problem problem(String suffix) {
    String name = object.kind().isEmpty() ? "" : " " + object;
    String place = object.source() + name + (field.isEmpty() ? "" : " " + field);
    return new Problem(severity, rule, place + suffix, what, why, fix);
  }
}
