/**
 * Generated files, from memory to the user's disk. {@link
 * dev.chartwright.generator.write.OutputFolder} writes a folder as a whole and compares one with
 * what would be generated; {@link dev.chartwright.generator.write.ChartArchive} packs a chart.
 * Internal.
 */
package dev.chartwright.generator.write;
