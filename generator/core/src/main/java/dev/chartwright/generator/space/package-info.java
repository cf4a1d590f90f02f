/**
 * What users may set: settings for each value of a chart, and cases that combine them. Pure
 * functions; nothing is rendered here. Internal.
 */
package dev.chartwright.generator.space;
