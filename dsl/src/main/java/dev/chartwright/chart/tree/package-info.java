/**
 * The trees that manifests and templates become, and the expressions and conditions in them that
 * Helm evaluates when the chart is installed. Stable, and immutable throughout. Few charts name
 * these types: {@code dev.chartwright.chart} makes them.
 */
package dev.chartwright.chart.tree;
