/**
 * Proves a chart: it is rendered by the real Helm engine, and everything that comes out is checked.
 * The chart is given as files; how it was made does not matter here. Internal.
 */
package dev.chartwright.generator.prove;
