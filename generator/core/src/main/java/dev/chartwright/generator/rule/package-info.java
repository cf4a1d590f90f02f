/** The rules, and the contracts of a check. Internal. */
package dev.chartwright.generator.rule;
