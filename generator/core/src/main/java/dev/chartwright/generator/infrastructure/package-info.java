/** What a fleet needs from the cloud, derived once for all who render it. Internal. */
package dev.chartwright.generator.infrastructure;
