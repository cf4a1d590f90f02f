package dev.chartwright.generator.engine;

import dev.chartwright.generator.file.FileTree;
import java.util.Set;

/**
 * A chart where Helm can read it, and the same chart without its schema, which Helm takes longer to
 * read than all the rest. Closing it deletes both.
 *
 * @param whole for values that the schema has to judge
 * @param accepted for values that it is known to accept
 */
public record ChartFolders(FileTree chart, ChartFolder whole, ChartFolder accepted)
    implements AutoCloseable {
  /** The file that {@code accepted} lacks. */
  public static final String SCHEMA = "values.schema.json";

  /**
   * The folders.
   *
   * @param apis what templates find in the cluster
   */
  public static ChartFolders of(FileTree chart, Set<String> apis) {
    HelmEngine engine = HelmEngine.embedded();
    return new ChartFolders(
        chart,
        ChartFolder.of(chart, engine, apis),
        ChartFolder.of(chart.only(path -> !path.equals(SCHEMA)), engine, apis));
  }

  @Override
  public void close() {
    whole.close();
    accepted.close();
  }
}
