package dev.chartwright.generator.write;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Packs a chart into the {@code .tgz} that {@code helm install}, {@code helm push} and chart
 * repositories take. The same files give the same bytes on every machine, Java version, locale and
 * time zone: order, owners, permissions and times are fixed, and the compression is our own.
 *
 * <p>Everything in the tree is packed. A {@code .helmignore} is packed like any other file and not
 * obeyed: it tells generated files from what else lies in a folder, and a tree holds nothing else.
 *
 * <p>Immutable; may be shared between threads.
 */
public final class ChartArchive {
  /** One second past zero: some tools warn of files that seem to have no time at all. */
  private static final Instant START_OF_TIME = Instant.ofEpochSecond(1);

  private static final Pattern CHART_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Instant modified;

  private ChartArchive(Instant modified) {
    this.modified = modified;
  }

  /** Archives whose files all carry the same time, long ago. */
  public static ChartArchive reproducible() {
    return stampedAt(START_OF_TIME);
  }

  /**
   * Archives whose files all carry a given time, to the second, such as that of the release.
   *
   * @throws IllegalArgumentException for a time before 1970 or after 2242, which no archive can
   *     hold
   */
  public static ChartArchive stampedAt(Instant modified) {
    Tar.requireRepresentable(modified);
    return new ChartArchive(modified);
  }

  /** Whether an archive can have the folder of a chart of this name. */
  public static boolean isName(String chartName) {
    return CHART_NAME.matcher(chartName).matches();
  }

  /**
   * The archive of a chart: every file below a folder named as the chart, {@code Chart.yaml} first,
   * the others by path.
   *
   * @throws IllegalArgumentException if the name cannot be that of a folder, or there is no {@code
   *     Chart.yaml}
   */
  public byte[] pack(String chartName, FileTree chart) {
    Objects.requireNonNull(chartName, "chartName");
    if (!isName(chartName)) {
      throw new IllegalArgumentException("not a chart name: '" + chartName + "'");
    }
    if (!chart.contains(ParsedChart.METADATA_FILE)) {
      throw new IllegalArgumentException(chartName + " has no " + ParsedChart.METADATA_FILE);
    }
    List<String> paths = new ArrayList<>(chart.paths());
    paths.remove(ParsedChart.METADATA_FILE);
    paths.add(0, ParsedChart.METADATA_FILE);
    Tar tar = new Tar(modified);
    for (String path : paths) {
      tar.add(chartName + "/" + path, chart.files().get(path));
    }
    return Gzip.compress(tar.toBytes());
  }
}
