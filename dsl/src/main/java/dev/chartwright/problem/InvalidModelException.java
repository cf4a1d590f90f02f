package dev.chartwright.problem;

import java.util.List;

/**
 * A model that cannot be rendered. Carries every finding at once; its message is the whole report.
 */
public final class InvalidModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;
  private final transient List<Problem> problems;

  private InvalidModelException(String model, List<Finding> findings, List<Problem> problems) {
    super(report(model, findings));
    this.findings = List.copyOf(findings);
    this.problems = List.copyOf(problems);
  }

  /**
   * All problems of a model at once.
   *
   * @param model the name of the model, such as {@code zero-prover}
   * @param problems all of its problems, at least one
   */
  public InvalidModelException(String model, List<Problem> problems) {
    this(model, problems.stream().map(Problem::finding).toList(), problems);
  }

  public InvalidModelException(String model, Problem problem) {
    this(model, List.of(problem));
  }

  /**
   * All findings about a model at once.
   *
   * @param model the name of the model, such as {@code zero-prover}
   * @param findings all of its findings, at least one
   */
  public static InvalidModelException of(String model, List<Finding> findings) {
    return new InvalidModelException(model, findings, findings.stream().map(Problem::of).toList());
  }

  /** Every finding, in the order in which they were found. */
  public List<Finding> findings() {
    return findings;
  }

  /** The same as {@link #findings()}, each place in one text. */
  public List<Problem> problems() {
    return problems;
  }

  private static String report(String model, List<Finding> findings) {
    if (findings.isEmpty()) {
      throw new IllegalArgumentException(model + ": a model without findings is not invalid");
    }
    return FindingReport.of(model, findings);
  }
}
