/** What a fleet needs from the cloud, derived once for all who render it. */
package dev.chartwright.generator.infrastructure;
