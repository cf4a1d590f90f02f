/**
 * What a declaration may break on purpose: which findings a waiver covers, and what is wrong with a
 * waiver. Internal.
 */
package dev.chartwright.generator.waiver;
