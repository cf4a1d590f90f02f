/** A new project that declares a chart. Internal. */
package dev.chartwright.generator.project;
