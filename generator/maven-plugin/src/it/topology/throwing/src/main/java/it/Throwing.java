package it;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;

public final class Throwing implements ChartSource {
  @Override
  public Chart chart() {
    throw new IllegalStateException("no chart today");
  }
}
