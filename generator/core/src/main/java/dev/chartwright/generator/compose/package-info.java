/**
 * From a fleet to its chart, written in the public templating DSL: one component class a concept. A
 * component declares its values and makes its manifests. Also says how that chart is proven.
 * Internal.
 */
package dev.chartwright.generator.compose;
