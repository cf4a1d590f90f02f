/** The custom kinds that a chart brings or knows. */
package dev.chartwright.chart.kind;
