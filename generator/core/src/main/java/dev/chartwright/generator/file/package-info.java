/** Files in memory, by their paths. Internal. */
package dev.chartwright.generator.file;
