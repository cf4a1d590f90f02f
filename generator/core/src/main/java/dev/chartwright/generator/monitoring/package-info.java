/**
 * What is watched of a fleet: its alerts and its dashboard, over the metrics of the companion and
 * of RabbitMQ. Internal.
 */
package dev.chartwright.generator.monitoring;
