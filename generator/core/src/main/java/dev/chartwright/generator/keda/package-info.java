/**
 * What KEDA makes of a scaler's parameters: one judge for what is declared and for what is
 * rendered.
 */
package dev.chartwright.generator.keda;
