/** Checks of hooks, and of Jobs that should be hooks. Internal. */
package dev.chartwright.generator.rule.hook;
