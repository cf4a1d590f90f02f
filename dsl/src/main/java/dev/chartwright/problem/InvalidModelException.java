package dev.chartwright.problem;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A model that cannot be rendered. Carries every problem at once; its message is the whole report.
 */
public final class InvalidModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * All problems of a model at once.
   *
   * @param model the name of the model, such as {@code zero-prover}
   * @param problems all of its problems, at least one
   */
  public InvalidModelException(String model, List<Problem> problems) {
    super(report(model, problems));
    this.problems = List.copyOf(problems);
  }

  public InvalidModelException(String model, Problem problem) {
    this(model, List.of(problem));
  }

  /** Every problem, in the order of the report. */
  public List<Problem> problems() {
    return problems;
  }

  private static String report(String model, List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException(model + ": a model without problems is not invalid");
    }
    String heading =
        model + ": " + problems.size() + (problems.size() == 1 ? " problem" : " problems");
    return problems.stream()
        .map(Problem::toString)
        .collect(Collectors.joining("\n\n", heading + "\n\n", "\n"));
  }
}
