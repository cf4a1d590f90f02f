/** From a declared chart to the files of a Helm chart, in memory. */
package dev.chartwright.generator.helm;
