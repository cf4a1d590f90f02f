/**
 * The one report of a proof: a page for people, JSON for programs, JUnit XML for CI systems.
 * Internal.
 */
package dev.chartwright.generator.report;
