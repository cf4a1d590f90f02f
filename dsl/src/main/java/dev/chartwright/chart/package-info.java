/**
 * The templating DSL: a chart, its values and its manifests, made of the trees of {@code
 * dev.chartwright.chart.tree}. Everything here is immutable except {@link
 * dev.chartwright.chart.Values} and the builders, which belong to the one thread that declares a
 * chart.
 */
package dev.chartwright.chart;
