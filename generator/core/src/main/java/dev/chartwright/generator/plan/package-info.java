/** Capacity, cost and topology of a fleet, as values and as pages for people. Internal. */
package dev.chartwright.generator.plan;
