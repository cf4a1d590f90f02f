package dev.chartwright.generator.file;

/** Paths of the files of a chart, as Helm writes them. */
public final class ChartPath {
  private ChartPath() {}

  /**
   * The path below the chart's folder.
   *
   * @param source begins with the name of the chart, such as {@code web/templates/service.yaml}
   */
  public static String belowChart(String source) {
    return source.substring(source.indexOf('/') + 1);
  }
}
