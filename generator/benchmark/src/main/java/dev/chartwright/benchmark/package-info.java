/**
 * Speed and memory of the generator, held against their bounds. {@link
 * dev.chartwright.benchmark.Figures} measures all of them in one run.
 */
package dev.chartwright.benchmark;
