package dev.chartwright.generator;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;

/** A chart of any origin, parsed once for its proof and for the report. Immutable. */
public final class ThirdPartyChart {
  private final ParsedChart parsed;

  private ThirdPartyChart(ParsedChart parsed) {
    this.parsed = parsed;
  }

  /**
   * Parses a chart, such as {@link dev.chartwright.generator.chartfile.ChartReader#read} gives.
   *
   * @param files by their paths below the chart's folder
   */
  public static ThirdPartyChart of(FileTree files) {
    return new ThirdPartyChart(ParsedChart.of(files));
  }

  /** The files of the chart, paths relative to the chart's folder. */
  public FileTree files() {
    return parsed.files();
  }

  ParsedChart parsed() {
    return parsed;
  }
}
