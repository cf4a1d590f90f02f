/** Checks of the pods that a chart runs. Internal. */
package dev.chartwright.generator.rule.pod;
