/** What changed between two versions of a chart. Internal. */
package dev.chartwright.generator.upgrade.diff;
