package dev.chartwright.generator.chartfile;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingReport;
import java.nio.file.Path;
import java.util.List;

/** A folder or an archive that is not a chart, or cannot be read. Its message is a whole report. */
public final class UnreadableChartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> problems;

  UnreadableChartException(Path chart, Finding problem) {
    super(FindingReport.of(chart.toString(), List.of(problem)));
    this.problems = List.of(problem);
  }

  /** What is wrong. */
  public List<Finding> findings() {
    return problems;
  }
}
