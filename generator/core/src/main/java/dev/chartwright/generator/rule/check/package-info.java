/** The contracts of a check. Internal. */
package dev.chartwright.generator.rule.check;
