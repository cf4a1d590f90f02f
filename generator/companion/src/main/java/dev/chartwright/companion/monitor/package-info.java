/** What the companion sees of runs, broker and volume, for its metrics. */
package dev.chartwright.companion.monitor;
