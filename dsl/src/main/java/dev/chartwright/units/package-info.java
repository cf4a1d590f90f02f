/** Amounts with their unit: memory, processor time and disk space. */
package dev.chartwright.units;
