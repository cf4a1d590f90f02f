/**
 * Internal. Subcharts that are fetched: from repositories, registries and folders into a folder of
 * the project.
 */
package dev.chartwright.generator.dependency;
