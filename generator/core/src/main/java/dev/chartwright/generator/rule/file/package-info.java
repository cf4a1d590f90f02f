/** Checks of the files of a chart. Internal. */
package dev.chartwright.generator.rule.file;
