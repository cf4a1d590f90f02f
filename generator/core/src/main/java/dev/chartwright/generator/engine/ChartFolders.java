package dev.chartwright.generator.engine;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import java.util.Set;

/**
 * A chart where Helm can read it, and the same chart without its schema, which Helm takes longer to
 * read than all the rest. Closing it deletes both.
 *
 * @param whole for values that the schema has to judge
 * @param accepted for values that it is known to accept
 */
public record ChartFolders(ParsedChart chart, ChartFolder whole, ChartFolder accepted)
    implements AutoCloseable {
  /**
   * The folders.
   *
   * @param apis what templates find in the cluster
   */
  public static ChartFolders of(ParsedChart chart, Set<String> apis) {
    HelmEngine engine = HelmEngine.embedded();
    FileTree accepted = chart.files().only(path -> !path.equals(ParsedChart.SCHEMA_FILE));
    return new ChartFolders(
        chart,
        ChartFolder.of(chart.name(), chart.files(), engine, apis),
        ChartFolder.of(chart.name(), accepted, engine, apis));
  }

  @Override
  public void close() {
    whole.close();
    accepted.close();
  }
}
