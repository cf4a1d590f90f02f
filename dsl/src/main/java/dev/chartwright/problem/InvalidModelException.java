package dev.chartwright.problem;

import java.util.List;

/**
 * A model that cannot be rendered. Carries every finding at once; its message is the whole report.
 */
public final class InvalidModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  /**
   * All findings about a model at once.
   *
   * @param model the name of the model, such as {@code zero-prover}
   * @param findings all of its findings, at least one
   */
  public InvalidModelException(String model, List<Finding> findings) {
    super(report(model, findings));
    this.findings = List.copyOf(findings);
  }

  /** A single finding about a model. */
  public InvalidModelException(String model, Finding finding) {
    this(model, List.of(finding));
  }

  /** Every finding, in the order in which they were found. */
  public List<Finding> findings() {
    return findings;
  }

  private static String report(String model, List<Finding> findings) {
    if (findings.isEmpty()) {
      throw new IllegalArgumentException(model + ": a model without findings is not invalid");
    }
    return FindingReport.of(model, findings);
  }
}
