/**
 * The rendered defaults equal the declaration: an interpreter of the model that does not use Helm.
 * Internal.
 */
package dev.chartwright.generator.roundtrip;
