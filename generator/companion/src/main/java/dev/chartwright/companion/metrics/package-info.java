/** What the companion counts, and how Prometheus reads it. */
package dev.chartwright.companion.metrics;
