/** Checks of what objects say of each other. Internal. */
package dev.chartwright.generator.rule.reference;
