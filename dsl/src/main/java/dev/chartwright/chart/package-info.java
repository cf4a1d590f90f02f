/**
 * The templating DSL: a chart, its values, its manifests, and the expressions and conditions that
 * Helm evaluates when the chart is installed. Everything here is immutable except {@link
 * dev.chartwright.chart.Values} and the builders, which belong to the one thread that declares a
 * chart.
 */
package dev.chartwright.chart;
