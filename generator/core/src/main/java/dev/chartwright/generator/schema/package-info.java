/** Strict schemas of built-in and custom kinds, and their violations. Internal. */
package dev.chartwright.generator.schema;
