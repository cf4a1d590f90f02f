package dev.chartwright.generator;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Problem;
import java.util.List;

/**
 * What was generated from a declaration, in memory. Immutable.
 *
 * @param name the name of the chart or fleet
 * @param chart the chart that was rendered
 * @param chartFiles its files, paths relative to the chart's folder
 * @param findings warnings and information about the declaration; errors are thrown instead
 */
public record Generated(String name, Chart chart, FileTree chartFiles, List<Problem> findings) {
  public Generated {
    findings = List.copyOf(findings);
  }

  /** Everything that is written, below the output folder: {@code helm/<chart>/…}. */
  public FileTree output() {
    return chartFiles.below("helm/" + chart.name());
  }
}
