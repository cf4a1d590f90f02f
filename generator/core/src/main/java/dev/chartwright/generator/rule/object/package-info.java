/** Checks of each rendered object. Internal. */
package dev.chartwright.generator.rule.object;
