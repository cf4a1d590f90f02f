package dev.chartwright.generator.write;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingReport;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder that could not be written or compared. Carries every problem at once; its message is the
 * whole report. Unless a problem says otherwise, the folder is as it was.
 */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path folder;
  private final transient List<Finding> problems;

  OutputException(Path folder, List<Finding> problems) {
    super(report(folder, problems));
    this.folder = folder;
    this.problems = List.copyOf(problems);
  }

  OutputException(Path folder, Finding problem, Throwable cause) {
    this(folder, List.of(problem));
    initCause(cause);
  }

  /** The output folder. */
  public Path folder() {
    return folder;
  }

  /** Every problem, in the order of the report. */
  public List<Finding> findings() {
    return problems;
  }

  private static String report(Path folder, List<Finding> problems) {
    return FindingReport.of(folder.toString(), problems);
  }
}
