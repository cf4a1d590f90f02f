/**
 * Which settings are tried together: names, renders and judges the cases of the value space.
 * Internal.
 */
package dev.chartwright.generator.cases;
