/**
 * The bridge to JKube: its generators and enrichers describe a project, and the description becomes
 * a chart.
 */
package dev.chartwright.jkube;
