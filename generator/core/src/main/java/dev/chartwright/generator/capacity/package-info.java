/**
 * Which pods of a fleet fit which nodes, and what they cost: for the check and for the plan.
 * Internal.
 */
package dev.chartwright.generator.capacity;
