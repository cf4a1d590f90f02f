/** The register of rules. Internal: only the generator and its command line use it. */
package dev.chartwright.generator.rule;
