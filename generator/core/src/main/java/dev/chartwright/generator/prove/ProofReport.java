package dev.chartwright.generator.prove;

import dev.chartwright.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a proof found.
 *
 * @param cases everything that was rendered, in order
 * @param problems all findings, each once however many cases show it
 * @param space what the value space showed; nothing when it was not asked for, or when the defaults
 *     do not render
 * @param duration how long it took
 */
public record ProofReport(
    List<Case> cases, List<Problem> problems, Optional<SpaceReport> space, Duration duration) {
  public ProofReport {
    Objects.requireNonNull(space, "space");
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
