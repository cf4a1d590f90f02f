/** Capacity, cost and topology of a fleet, as values and as pages for people. */
package dev.chartwright.generator.plan;
