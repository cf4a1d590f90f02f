/** A chart on disk or in memory: its files, metadata, values and schema. Internal. */
package dev.chartwright.generator.chartfile;
