package dev.chartwright.generator.write;

import dev.chartwright.generator.chartfile.ChartReader;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.chartfile.UnreadableChartException;
import dev.chartwright.generator.file.FileTree;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The version of a chart that was committed last: that of git's {@code HEAD} where there is one,
 * else the one on disk. Immutable.
 *
 * @param files its files
 * @param origin where they come from, for a reader: the commit, or the disk and the reason
 */
public record CommittedChart(FileTree files, String origin) {
  /**
   * Reads a chart that a build writes.
   *
   * @param folder the chart's folder; need not exist when it is in {@code HEAD}
   * @throws UnreadableChartException when there is no chart, neither in {@code HEAD} nor on disk
   */
  public static CommittedChart read(Path folder) {
    return read(folder, "git");
  }

  static CommittedChart read(Path folder, String git) {
    GitHead head = GitHead.of(folder, git);
    Optional<FileTree> committed =
        head.files()
            .filter(files -> files.containsKey(ParsedChart.METADATA_FILE))
            .map(files -> ChartReader.of(folder, files));
    if (committed.isPresent()) {
      return new CommittedChart(committed.get(), "in HEAD (" + head.commit() + ")");
    }
    return new CommittedChart(ChartReader.read(folder), "on disk (" + head.reason() + ")");
  }
}
