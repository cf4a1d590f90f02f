/** Reading YAML the way a cluster reads it. */
package dev.chartwright.generator.yaml;
