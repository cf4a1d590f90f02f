/** The sources of the companion, which the chart of a fleet carries. Internal. */
package dev.chartwright.generator.companion;
