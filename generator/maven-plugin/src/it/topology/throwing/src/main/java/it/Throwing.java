package it;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;

public final class Throwing implements ChartSource {
  @Override
  public Chart chart() {
    return Chart.named("Not A Name").describe("A page.").build();
  }
}
