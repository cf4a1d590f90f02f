/** The sources of the companion, which the chart of a fleet carries. */
package dev.chartwright.generator.companion;
