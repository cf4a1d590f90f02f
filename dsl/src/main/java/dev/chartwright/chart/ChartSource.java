package dev.chartwright.chart;

/**
 * What declares a chart. Needs a public constructor without parameters; each call gives an equal
 * chart.
 */
public interface ChartSource {
  Chart chart();
}
