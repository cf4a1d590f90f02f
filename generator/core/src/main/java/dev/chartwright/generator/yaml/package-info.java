/** Reading YAML the way a cluster reads it. Internal. */
package dev.chartwright.generator.yaml;
