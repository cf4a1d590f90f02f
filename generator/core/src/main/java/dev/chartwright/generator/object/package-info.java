/** A rendered object, and what is known of its kind. Internal. */
package dev.chartwright.generator.object;
