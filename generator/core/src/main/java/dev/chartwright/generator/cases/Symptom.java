package dev.chartwright.generator.cases;

import dev.chartwright.generator.object.Finding;
import dev.chartwright.problem.Problem;

/**
 * Something that is wrong in a case.
 *
 * @param cause the same in all cases that show it
 * @param problem told without the case
 * @param field of the object; empty where there is none
 */
public record Symptom(String cause, Problem problem, String field) {
  public static Symptom of(Problem problem) {
    return new Symptom(problem.rule() + " " + problem.path(), problem, "");
  }

  public static Symptom of(Finding finding) {
    return new Symptom(finding.cause(), finding.problem(""), finding.field());
  }

  /** The problem with the case behind its path. */
  public Problem in(String suffix) {
    return new Problem(
        problem.severity(),
        problem.rule(),
        problem.path() + suffix,
        problem.what(),
        problem.why(),
        problem.fix());
  }
}
