/**
 * The cases of the value space, which package {@code space} chooses: named, rendered and judged.
 * Internal.
 */
package dev.chartwright.generator.cases;
