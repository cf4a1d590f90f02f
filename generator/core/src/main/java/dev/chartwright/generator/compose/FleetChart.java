package dev.chartwright.generator.compose;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.ProverFleet;

/** From a fleet to its chart, component by component. */
public final class FleetChart {
  private FleetChart() {}

  public static Chart of(ProverFleet fleet) {
    Values values = Values.create();
    return Chart.named(fleet.name()).describe("A fleet that proves Ethereum blocks.").values(values).build();
  }
}
