/**
 * What KEDA makes of a scaler's parameters: one judge for what is declared and for what is
 * rendered. Internal.
 */
package dev.chartwright.generator.keda;
