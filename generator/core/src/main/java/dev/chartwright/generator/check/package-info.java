/**
 * Rules over a declared fleet, one class a family. They report every problem at once, with the
 * place, the consequence and the fix. Internal.
 */
package dev.chartwright.generator.check;
