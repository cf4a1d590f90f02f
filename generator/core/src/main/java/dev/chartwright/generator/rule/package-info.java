/** The register of rules. Internal. */
package dev.chartwright.generator.rule;
