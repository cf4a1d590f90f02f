/** From a declared chart to the files of a Helm chart, in memory. Internal. */
package dev.chartwright.generator.helm;
