package dev.chartwright.generator.prove;

import dev.chartwright.problem.Problem;
import java.time.Duration;
import java.util.List;

/**
 * What a proof found.
 *
 * @param cases everything that was rendered, in order
 * @param problems all findings, each once however many cases show it
 * @param duration how long it took
 */
public record ProofReport(List<Case> cases, List<Problem> problems, Duration duration) {
  public ProofReport {
    cases = List.copyOf(cases);
    problems = List.copyOf(problems);
  }

  /**
   * One rendering.
   *
   * @param name {@code defaults}, the path of a values file of the chart, or the name of a case of
   *     the request
   * @param release the name of the release
   * @param objects how many objects came out; none when it could not be rendered
   */
  public record Case(String name, String release, int objects) {}

  /** Whether nothing is wrong; warnings do not count. */
  public boolean isProven() {
    return problems.stream().noneMatch(Problem::isError);
  }
}
