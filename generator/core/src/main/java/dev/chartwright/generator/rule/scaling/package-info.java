/** Checks of autoscalers and budgets. Internal. */
package dev.chartwright.generator.rule.scaling;
