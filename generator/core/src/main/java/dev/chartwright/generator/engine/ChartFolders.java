package dev.chartwright.generator.engine;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.BranchUse;
import java.util.Optional;
import java.util.Set;

/**
 * A chart where Helm can read it, and the same chart without its schema, which Helm takes longer to
 * read than all the rest. Closing it deletes both.
 *
 * @param whole for values that the schema has to judge
 * @param accepted for values that it is known to accept
 * @param branches what the renderings of both enter, if somebody wants to know
 */
public record ChartFolders(
    ParsedChart chart, ChartFolder whole, ChartFolder accepted, Optional<BranchUse> branches)
    implements AutoCloseable {
  /**
   * The folders.
   *
   * @param apis what templates find in the cluster
   */
  public static ChartFolders of(ParsedChart given, Set<String> apis) {
    ParsedChart chart = KeptRandom.fixed(given);
    HelmEngine engine = HelmEngine.embedded();
    return new ChartFolders(
        chart,
        ChartFolder.of(chart.name(), chart.files(), engine, apis),
        ChartFolder.of(chart.name(), accepting(chart), engine, apis),
        Optional.empty());
  }

  /**
   * Folders that note which branches of the templates are entered.
   *
   * @param apis what templates find in the cluster
   */
  public static ChartFolders watched(ParsedChart given, Set<String> apis, BranchUse branches) {
    ParsedChart chart = KeptRandom.fixed(given);
    HelmEngine engine = HelmEngine.embedded();
    return new ChartFolders(
        chart,
        ChartFolder.watched(chart.name(), chart.files(), engine, apis, branches),
        ChartFolder.watched(chart.name(), accepting(chart), engine, apis, branches),
        Optional.of(branches));
  }

  private static FileTree accepting(ParsedChart chart) {
    return chart.files().only(path -> !path.equals(ParsedChart.SCHEMA_FILE));
  }

  @Override
  public void close() {
    whole.close();
    accepted.close();
  }
}
