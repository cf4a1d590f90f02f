/** Checks of what selects pods, and of the ports that it asks them for. Internal. */
package dev.chartwright.generator.rule.selector;
