/**
 * A chart on disk or in memory: its files, metadata, values and schema. {@link
 * dev.chartwright.generator.chartfile.ChartReader} is the only class that reads the disk. Internal.
 */
package dev.chartwright.generator.chartfile;
